package io.github.cardigan.data;

import io.github.cardigan.data.DrawnShapesScene.Colour;
import java.util.List;
import java.util.stream.Stream;

/** Paints a face without makeup, from the background to the hair before it. */
final class FacePainter {

    private static final Colour WHITE = Colour.rgb(255, 255, 255);
    private static final Colour DARK = Colour.rgb(40, 18, 18);
    private static final double RIM = 9; // pixels over which the head darkens to its edge

    private final FaceIdentity face;
    private final FaceLandmarks places;
    private final FaceCanvas canvas;
    private final FaceCurve head;
    private final Colour skin;
    private final Colour shadow;

    FacePainter(FaceIdentity face, FaceLandmarks places, FaceCanvas canvas) {
        this.face = face;
        this.places = places;
        this.canvas = canvas;
        head = FaceCurve.round(places.head());
        skin = face.head().skin();
        shadow = skin.mix(Colour.rgb(96, 40, 30), 0.42);
    }

    /** The area of the hair before the face. */
    static FaceCurve hairBefore(FaceIdentity face) {
        FaceIdentity.Hair hair = face.hair();
        List<List<FacePoint>> lines = hair.style().before(face.head().width(), hair.parting());
        return FaceCurve.between(lines.stream().map(face.pose()::pixels).toList());
    }

    void paint() {
        FaceIdentity.Scene scene = face.scene();
        canvas.ground((x, y, distance) -> scene.above().mix(scene.below(), y / (FaceCanvas.SIDE - 1.0)));
        behind();
        head();
        nose();
        mouth();
        Stream.of(places.left(), places.right()).forEach(this::eye);
        hair(hairBefore(face), 1);
    }

    private void behind() {
        FaceIdentity.Pose pose = face.pose();
        for (List<FacePoint> area : face.hair().style().behind(face.head().width())) {
            hair(FaceCurve.round(pose.pixels(area)), 0.8);
        }
        double neck = 0.55 * face.head().jaw();
        FaceCurve throat = FaceCurve.between(
                pose.pixels(List.of(new FacePoint(-neck, 0.5), new FacePoint(-neck, 1.15), new FacePoint(-0.6, 1.5))),
                pose.pixels(List.of(new FacePoint(-0.6, 1.5), new FacePoint(0.6, 1.5))),
                pose.pixels(List.of(new FacePoint(0.6, 1.5), new FacePoint(neck, 1.15), new FacePoint(neck, 0.5))));
        canvas.fill(throat, skin.mix(shadow, 0.6));
        Colour clothes = face.scene().clothes();
        FaceCurve collar = FaceCurve.between(
                pose.pixels(List.of(
                        new FacePoint(-1.7, 2.2), new FacePoint(-1.35, 1.42), new FacePoint(-neck * 1.15, 1.2))),
                pose.pixels(List.of(
                        new FacePoint(-neck * 1.15, 1.2), new FacePoint(0, 1.42), new FacePoint(neck * 1.15, 1.2))),
                pose.pixels(
                        List.of(new FacePoint(neck * 1.15, 1.2), new FacePoint(1.35, 1.42), new FacePoint(1.7, 2.2))));
        canvas.fill(collar, clothes);
        canvas.stroke(collar, 0.3, clothes.mix(DARK, 0.4), 0.5);
        if (!face.hair().style().coversEars()) {
            ear(-1);
            ear(1);
        }
    }

    private void ear(int side) {
        double x = side * (face.head().width() + 0.04);
        FaceCurve ear = FaceCurve.round(face.pose()
                .pixels(List.of(
                        new FacePoint(x, -0.12),
                        new FacePoint(x + side * 0.09, -0.04),
                        new FacePoint(x + side * 0.05, 0.2),
                        new FacePoint(x - side * 0.06, 0.24),
                        new FacePoint(x - side * 0.08, 0))));
        canvas.fill(ear, skin.mix(shadow, 0.35));
        canvas.stroke(ear, 0.2, shadow, 0.35);
    }

    private void head() {
        double light = face.head().light();
        FaceIdentity.Pose pose = face.pose();
        canvas.fill(head, (x, y, distance) -> {
            double rim = Math.max(0, Math.min(1, 1 + distance / RIM));
            double aside = (x - pose.x()) / pose.size() * light;
            return skin.mix(shadow, Math.max(0, 0.5 * rim * rim - 0.16 * aside)).mix(WHITE, Math.max(0, 0.07 * aside));
        });
        canvas.glow(pose.pixel(new FacePoint(0.12 * light, -0.38)), 11, skin.mix(WHITE, 0.5), 0.22);
        for (FaceLandmarks.Eye eye : List.of(places.left(), places.right())) {
            canvas.glow(eye.cheek().get(3), 5, skin.mix(WHITE, 0.45), 0.25);
            // the hollow between eye and brow
            canvas.glow(eye.upper().get(1).toward(eye.browLower().get(0), 0.4), 3.5, shadow, 0.4);
        }
    }

    private void nose() {
        List<FacePoint> nose = places.nose();
        FacePoint dark = face.head().light() > 0 ? nose.get(2) : nose.get(4);
        FacePoint root = nose.get(0).toward(dark, 0.35);
        canvas.stroke(FaceCurve.line(List.of(root, root.toward(dark, 0.7), dark)), 0.5, shadow, 0.42);
        canvas.glow(nose.get(1), 3, WHITE, 0.3);
        FacePoint under = nose.get(3);
        canvas.stroke(
                FaceCurve.line(List.of(
                        nose.get(2),
                        nose.get(2).toward(under, 0.4).plus(0, 0.5),
                        under,
                        nose.get(4).toward(under, 0.4).plus(0, 0.5),
                        nose.get(4))),
                0.35,
                shadow.mix(DARK, 0.35),
                0.75);
    }

    private void mouth() {
        FaceLandmarks.Lips lips = places.mouth();
        Colour colour = face.mouth().lips();
        canvas.fill(FaceCurve.between(lips.lowerOuter(), FaceCurve.back(lips.lowerInner())), colour);
        canvas.fill(FaceCurve.between(lips.upperOuter(), FaceCurve.back(lips.upperInner())), colour.mix(DARK, 0.16));
        FacePoint full = lips.lowerInner().get(2).toward(lips.lowerOuter().get(2), 0.5);
        canvas.glow(full, 2, WHITE, 0.22);
        FaceCurve opening = FaceCurve.between(lips.upperInner(), FaceCurve.back(lips.lowerInner()));
        boolean teeth = face.mouth().open() > 0.04;
        canvas.fill(opening, teeth ? Colour.rgb(236, 228, 220) : Colour.rgb(70, 22, 26));
        canvas.stroke(FaceCurve.line(lips.upperInner()), 0.15, DARK, teeth ? 0.45 : 0.75);
        canvas.glow(lips.lowerOuter().get(2).plus(0, 1.6), 3, shadow, 0.5);
    }

    private void eye(FaceLandmarks.Eye eye) {
        FaceCurve opening = opening(eye);
        FaceIdentity.Eyes eyes = face.eyes();
        double radius = face.pose().size() * Math.max(0.085, 0.85 * eyes.open());
        Colour rim = eyes.iris().mix(DARK, 0.5);
        canvas.fill(opening, (x, y, distance) -> {
            double dx = x - eye.middle().x();
            double dy = y - eye.middle().y();
            double r = Math.sqrt(dx * dx + dy * dy);
            Colour white = Colour.rgb(248, 246, 244).mix(shadow, 0.12);
            Colour iris = eyes.iris().mix(rim, FaceCanvas.cover(radius - 0.8 - r, 1));
            return white.mix(iris, FaceCanvas.cover(r - radius, 1))
                    .mix(Colour.rgb(14, 10, 12), FaceCanvas.cover(r - 0.45 * radius, 1));
        });
        canvas.glow(eye.middle().plus(-0.7, -0.8), 1.3, WHITE, 0.95);
        canvas.stroke(FaceCurve.line(eye.lower()), 0.1, shadow, 0.5);
        canvas.stroke(FaceCurve.line(eye.upper()), 0.3, shadow.mix(DARK, 0.75), 0.9);
        Colour brow = face.hair().colour().mix(DARK, 0.35);
        canvas.fill(brow(eye), (x, y, distance) -> brow);
    }

    static FaceCurve opening(FaceLandmarks.Eye eye) {
        return FaceCurve.between(eye.upper(), FaceCurve.back(eye.lower()));
    }

    static FaceCurve brow(FaceLandmarks.Eye eye) {
        List<FacePoint> up = eye.browUpper();
        List<FacePoint> low = eye.browLower();
        return FaceCurve.between(
                low,
                List.of(low.get(2), up.get(2)),
                List.of(up.get(2), up.get(1), up.get(0)),
                List.of(up.get(0), low.get(0)));
    }

    /** Hair with a sheen across and fine strands. */
    private void hair(FaceCurve area, double brightness) {
        Colour colour = face.hair().colour();
        FaceIdentity.Pose pose = face.pose();
        Colour deep = colour.mix(DARK, 1 - 0.75 * brightness);
        canvas.fill(area, (x, y, distance) -> {
            double right = (x - pose.x()) / pose.size();
            double down = (y - pose.y()) / pose.size() + 0.82 - 0.3 * right * right;
            double sheen = Math.max(0, 1 - Math.abs(down) / 0.22);
            double strand = StrictMath.sin(17 * right + 3 * down);
            double rim = Math.max(0, 1 + distance / 3);
            return colour.mix(deep, 0.25 + 0.25 * strand + 0.35 * rim).mix(WHITE, 0.16 * sheen * brightness);
        });
    }
}
