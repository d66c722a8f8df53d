package io.github.cardigan.data;

import io.github.cardigan.data.DrawnShapesScene.Colour;
import java.util.List;

/**
 * Where makeup goes on one face: for each pixel, the share of it that lips, lids, cheeks and lines along the lids cover, 0 to 1, hair before the
 * face taken off. Known from the landmarks; less than {@value #LEAST} counts as nothing, which makes the mask exact.
 */
final class MakeupAreas {

    static final double LEAST = 1 / 16.0;

    private static final Colour LINER = Colour.rgb(22, 14, 22);

    final double[] lips = new double[FaceCanvas.PLANE];
    final double[] cheeks = new double[FaceCanvas.PLANE];
    final double[] lines = new double[FaceCanvas.PLANE];
    /** The lids up to the brows. */
    final double[] lids = new double[FaceCanvas.PLANE];
    /** How far each pixel of the lids is from the eye, 0, to the brow, 1. */
    private final double[] height = new double[FaceCanvas.PLANE];

    private final FaceCurve head;
    private final FaceCurve hair;

    /**
     * @param hair before the face
     */
    MakeupAreas(FaceLandmarks face, FaceCurve hair) {
        head = FaceCurve.round(face.head());
        this.hair = hair;
        mouth(face.mouth());
        for (FaceLandmarks.Eye eye : List.of(face.left(), face.right())) {
            cheek(eye.cheek());
            lid(eye);
            line(eye);
        }
    }

    private static int at(int x, int y) {
        return y * FaceCanvas.SIDE + x;
    }

    private void put(double[] area, int x, int y, double cover) {
        if (cover < LEAST) {
            return;
        }
        int pixel = at(x, y);
        double left = cover
                * FaceCanvas.cover(head.distance(x, y) + 0.75, 1.5)
                * (1 - FaceCanvas.cover(hair.distance(x, y), 1.5));
        area[pixel] = Math.max(area[pixel], left < LEAST ? 0 : left);
    }

    private void mouth(FaceLandmarks.Lips mouth) {
        FaceCurve opening = FaceCurve.between(mouth.upperInner(), FaceCurve.back(mouth.lowerInner()));
        FaceCanvas.over(
                FaceCurve.between(mouth.upperOuter(), FaceCurve.back(mouth.lowerOuter())),
                0.75,
                (x, y, distance) -> put(
                        lips,
                        x,
                        y,
                        FaceCanvas.cover(distance, 1.5) * (1 - FaceCanvas.cover(opening.distance(x, y) + 0.3, 1.2))));
    }

    /** An ellipse, fullest in its middle. */
    private void cheek(List<FacePoint> cheek) {
        FacePoint middle = cheek.get(0);
        double alongX = (cheek.get(2).x() - cheek.get(1).x()) / 2;
        double alongY = (cheek.get(2).y() - cheek.get(1).y()) / 2;
        double acrossX = (cheek.get(4).x() - cheek.get(3).x()) / 2;
        double acrossY = (cheek.get(4).y() - cheek.get(3).y()) / 2;
        double turn = alongX * acrossY - alongY * acrossX;
        FaceCanvas.over(FaceCurve.line(cheek), 8, (x, y, distance) -> {
            double dx = x - middle.x();
            double dy = y - middle.y();
            double along = (dx * acrossY - dy * acrossX) / turn;
            double across = (dy * alongX - dx * alongY) / turn;
            double full = Math.max(0, 1 - (along * along + across * across) / 1.7);
            put(cheeks, x, y, full * (2 - full));
        });
    }

    /** From the upper lid, with a wing past the outer corner, to below the brow. */
    private void lid(FaceLandmarks.Eye eye) {
        List<FacePoint> lid = eye.upper();
        List<FacePoint> brow = eye.browLower();
        FacePoint wing = lid.get(4).toward(brow.get(2), 0.55);
        FaceCurve area = FaceCurve.between(
                lid,
                List.of(lid.get(4), wing),
                List.of(
                        wing,
                        lid.get(3).toward(brow.get(2), 0.8),
                        lid.get(2).toward(brow.get(1), 0.85),
                        lid.get(0).toward(brow.get(0), 0.55)),
                List.of(lid.get(0).toward(brow.get(0), 0.55), lid.get(0)));
        FaceCurve upper = FaceCurve.line(lid);
        FaceCurve opening = FacePainter.opening(eye);
        double reach = Math.max(
                1, FaceCurve.line(brow).distance(lid.get(2).x(), lid.get(2).y()));
        FaceCanvas.over(area, 1, (x, y, distance) -> {
            height[at(x, y)] = Math.min(1, upper.distance(x, y) / reach);
            put(lids, x, y, FaceCanvas.cover(distance, 2) * (1 - FaceCanvas.cover(opening.distance(x, y), 1.5)));
        });
    }

    /** Along the upper lid and a little beyond. */
    private void line(FaceLandmarks.Eye eye) {
        List<FacePoint> lid = eye.upper();
        FacePoint end = lid.get(4).toward(eye.browLower().get(2), 0.3);
        FaceCurve line = FaceCurve.line(List.of(lid.get(0), lid.get(1), lid.get(2), lid.get(3), lid.get(4), end));
        FaceCanvas.over(line, 1.15, (x, y, distance) -> put(lines, x, y, FaceCanvas.cover(distance - 0.4, 1.5)));
    }

    /** The most of a pixel that any makeup covers; 0 outside of the mask. */
    double most(int pixel) {
        return Math.max(Math.max(lips[pixel], cheeks[pixel]), Math.max(lines[pixel], lids[pixel]));
    }

    /** One plane: 1 where makeup may change a pixel, else 0. */
    void mask(float[] target, int offset) {
        for (int pixel = 0; pixel < FaceCanvas.PLANE; pixel++) {
            target[offset + pixel] = most(pixel) > 0 ? 1 : 0;
        }
    }

    /** Puts makeup on. */
    void apply(Makeup style, FaceCanvas canvas) {
        for (int pixel = 0; pixel < FaceCanvas.PLANE; pixel++) {
            canvas.blend(pixel, style.blush(), cheeks[pixel] * style.blushStrength());
            // Never quite nothing, so that a style with shadow changes all of the lids' mask.
            double fade = Math.max(0.02, Math.min(1, 1.6 * (1 - height[pixel] / (style.shadowExtent() + 0.25))));
            canvas.blend(pixel, style.shadow(), lids[pixel] * fade * style.shadowStrength());
            canvas.blend(pixel, LINER, lines[pixel] * style.linerStrength());
            canvas.blend(pixel, style.lips(), lips[pixel] * style.lipStrength());
        }
    }
}
