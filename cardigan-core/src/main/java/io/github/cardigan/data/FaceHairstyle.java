package io.github.cardigan.data;

import java.util.ArrayList;
import java.util.List;

/** How hair is worn: an area behind the head and one before it, in the face's frame (see {@link FaceIdentity}). */
enum FaceHairstyle {
    /** Close to the skull. */
    CROPPED(0.05, 0.02, -0.1, 0),
    /** Short, parted. */
    SHORT(0.12, 0.07, 0.1, 0),
    /** To the chin. */
    BOB(0.13, 0.17, 0.8, 0.55),
    /** Over the shoulders. */
    LONG(0.12, 0.14, 1.9, 1.5),
    /** To the chin, straight over the brows. */
    FRINGE(0.14, 0.18, 0.75, 0.5),
    /** Put up, with a knot on top. */
    BUN(0.08, 0.04, 0, 0),
    /** A round cloud of curls. */
    CURLY(0.32, 0.34, 0.5, 0);

    private final double above;
    private final double beside;
    private final double behindTo;
    private final double locksTo;

    /**
     * @param above how far it stands off above the skull
     * @param beside the same beside it
     * @param behindTo y down to which it hangs behind the head
     * @param locksTo y down to which it hangs before the head's edge; 0 where it does not
     */
    FaceHairstyle(double above, double beside, double behindTo, double locksTo) {
        this.above = above;
        this.beside = beside;
        this.behindTo = behindTo;
        this.locksTo = locksTo;
    }

    /** Whether the ears are under it. */
    boolean coversEars() {
        return locksTo > 0 || this == CURLY;
    }

    /** What is seen behind a head of this half width. */
    List<List<FacePoint>> behind(double width) {
        double w = width + beside;
        List<FacePoint> back = new ArrayList<>(arc(width));
        back.add(new FacePoint(w * 1.04, behindTo * 0.55));
        back.add(new FacePoint(w * (behindTo > 1 ? 1.12 : 0.96), behindTo));
        back.add(new FacePoint(0, behindTo * 1.04));
        back.add(new FacePoint(-w * (behindTo > 1 ? 1.12 : 0.96), behindTo));
        back.add(new FacePoint(-w * 1.04, behindTo * 0.55));
        return switch (this) {
            case BUN -> List.of(back, circle(0, -1.24, 0.26, 1));
            case CURLY -> List.of(circle(0, -0.3, width + 0.36, 1.06));
            default -> List.of(back);
        };
    }

    /** The edge from the left temple over the skull to the right one. */
    private List<FacePoint> arc(double width) {
        double w = width + beside;
        double top = -1 - above;
        return List.of(
                new FacePoint(-w, -0.15),
                new FacePoint(-w * 0.93, -0.55),
                new FacePoint(-w * 0.6, top * 0.89),
                new FacePoint(0, top),
                new FacePoint(w * 0.6, top * 0.89),
                new FacePoint(w * 0.93, -0.55),
                new FacePoint(w, -0.15));
    }

    /** A wavy circle, {@code tall} times as high as wide, for curls; smooth where it is small. */
    private static List<FacePoint> circle(double x, double y, double radius, double tall) {
        int corners = radius > 0.5 ? 36 : 12;
        double wave = radius > 0.5 ? 0.035 : 0;
        List<FacePoint> points = new ArrayList<>();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double r = radius * (1 + wave * (i % 3 == 0 ? -1 : 0.5));
            points.add(new FacePoint(x + r * StrictMath.sin(angle), y - tall * r * StrictMath.cos(angle)));
        }
        return points;
    }

    /** The line where the hair before the face ends, from the right temple to the left one. */
    private List<FacePoint> hairline(double w, double parting) {
        return switch (this) {
            case CROPPED ->
                List.of(
                        new FacePoint(w * 0.97, -0.2),
                        new FacePoint(w * 0.86, -0.5),
                        new FacePoint(w * 0.5, -0.68),
                        new FacePoint(0, -0.66),
                        new FacePoint(-w * 0.5, -0.68),
                        new FacePoint(-w * 0.86, -0.5),
                        new FacePoint(-w * 0.97, -0.2));
            case FRINGE ->
                List.of(
                        new FacePoint(w * 0.94, 0.1),
                        new FacePoint(w * 0.88, -0.3),
                        new FacePoint(w * 0.5, -0.4),
                        new FacePoint(0, -0.43),
                        new FacePoint(-w * 0.5, -0.4),
                        new FacePoint(-w * 0.88, -0.3),
                        new FacePoint(-w * 0.94, 0.1));
            case CURLY, BUN ->
                List.of(
                        new FacePoint(w * 0.98, -0.12),
                        new FacePoint(w * 0.84, -0.5),
                        new FacePoint(w * 0.45, -0.7),
                        new FacePoint(0, -0.77),
                        new FacePoint(-w * 0.45, -0.7),
                        new FacePoint(-w * 0.84, -0.5),
                        new FacePoint(-w * 0.98, -0.12));
            default ->
                List.of(
                        new FacePoint(w * 0.96, -0.05),
                        new FacePoint(w * (0.87 + 0.05 * parting), -0.42),
                        new FacePoint(w * (0.5 + 0.35 * parting), -0.66),
                        new FacePoint(w * 0.75 * parting, -0.82),
                        new FacePoint(w * (0.35 * parting - 0.5), -0.66),
                        new FacePoint(w * (0.05 * parting - 0.87), -0.42),
                        new FacePoint(-w * 0.96, -0.05));
        };
    }

    /** What is seen before the face: lines around one area. */
    List<List<FacePoint>> before(double width, double parting) {
        List<FacePoint> arc = arc(width);
        List<FacePoint> hairline = hairline(width, parting);
        if (locksTo == 0) {
            return List.of(arc, List.of(arc.get(6), hairline.get(0)), hairline, List.of(hairline.get(6), arc.get(0)));
        }
        double out = (width + beside) * (locksTo > 1 ? 1.12 : 1);
        return List.of(
                arc,
                List.of(arc.get(6), new FacePoint(out, locksTo * 0.6), new FacePoint(out * 0.94, locksTo)),
                List.of(new FacePoint(out * 0.94, locksTo), new FacePoint(width * 0.98, 0.3), hairline.get(0)),
                hairline,
                List.of(hairline.get(6), new FacePoint(-width * 0.98, 0.3), new FacePoint(-out * 0.94, locksTo)),
                List.of(new FacePoint(-out * 0.94, locksTo), new FacePoint(-out, locksTo * 0.6), arc.get(0)));
    }
}
