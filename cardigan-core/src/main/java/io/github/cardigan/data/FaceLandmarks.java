package io.github.cardigan.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The named places of a drawn face, in pixels: what a finder of landmarks would find in a photograph, here known exactly. Lines run from the
 * inner to the outer corner of an eye and from the left to the right corner of the mouth.
 *
 * @param head around the head, from the top of the skull, clockwise; 14 points
 * @param left the eye to the left in the picture
 * @param right the other
 * @param nose root, tip, left wing, under the tip, right wing
 * @param mouth the lips
 * @param skin bare skin between the brows, at the bridge of the nose and on the chin, where nobody puts makeup
 */
record FaceLandmarks(
        List<FacePoint> head, Eye left, Eye right, List<FacePoint> nose, Lips mouth, List<FacePoint> skin) {

    /**
     * @param upper the upper lid, with both corners; 5 points
     * @param lower the lower lid, with both corners; 5 points
     * @param middle of the iris
     * @param browLower the lower edge of the brow; 3 points
     * @param browUpper its upper edge; 3 points
     * @param cheek its middle, toward the nose, toward the ear, above, below
     */
    record Eye(
            List<FacePoint> upper,
            List<FacePoint> lower,
            FacePoint middle,
            List<FacePoint> browLower,
            List<FacePoint> browUpper,
            List<FacePoint> cheek) {}

    /**
     * Four lines with both corners of the mouth.
     *
     * @param upperOuter the edge of the upper lip; 7 points
     * @param upperInner the upper edge of the opening; 5 points
     * @param lowerInner its lower edge; 5 points
     * @param lowerOuter the edge of the lower lip; 5 points
     */
    record Lips(
            List<FacePoint> upperOuter,
            List<FacePoint> upperInner,
            List<FacePoint> lowerInner,
            List<FacePoint> lowerOuter) {}

    static FaceLandmarks of(FaceIdentity face) {
        FaceIdentity.Pose pose = face.pose();
        double turn = pose.turn();
        double noseX = 1.6 * turn;
        double noseY = face.nose().level();
        double wing = face.nose().width();
        List<FacePoint> nose = List.of(
                new FacePoint(turn, face.eyes().level()),
                new FacePoint(noseX, noseY - 0.06),
                new FacePoint(noseX - wing, noseY - 0.02),
                new FacePoint(noseX, noseY + 0.045),
                new FacePoint(noseX + wing, noseY - 0.02));
        double chin = face.mouth().level() + face.mouth().lower() + face.mouth().open();
        List<FacePoint> skin = List.of(
                new FacePoint(turn, face.eyes().level() - 0.12),
                new FacePoint(1.3 * turn, noseY * 0.5),
                new FacePoint(turn, (chin + 1) / 2));
        return new FaceLandmarks(
                pose.pixels(head(face.head())),
                eye(face, -1),
                eye(face, 1),
                pose.pixels(nose),
                lips(face),
                pose.pixels(skin));
    }

    private static List<FacePoint> head(FaceIdentity.Head head) {
        double w = head.width();
        List<FacePoint> right = List.of(
                new FacePoint(0.62 * w, -0.87),
                new FacePoint(0.94 * w, -0.5),
                new FacePoint(w, -0.08),
                new FacePoint(0.62 * w + 0.36 * head.jaw(), 0.3),
                new FacePoint(head.jaw(), 0.6),
                new FacePoint(head.chin(), 0.92));
        List<FacePoint> all = new ArrayList<>();
        all.add(new FacePoint(0, -1));
        all.addAll(right);
        all.add(new FacePoint(0, 1));
        for (int i = right.size() - 1; i >= 0; i--) {
            all.add(new FacePoint(-right.get(i).x(), right.get(i).y()));
        }
        return all;
    }

    /** The eye on one side, -1 or 1, with its brow and cheek. */
    private static Eye eye(FaceIdentity face, int side) {
        FaceIdentity.Pose pose = face.pose();
        FaceIdentity.Eyes eyes = face.eyes();
        double x = side * eyes.apart() + pose.turn();
        double y = eyes.level();
        double w = side * eyes.width();
        double open = eyes.open();
        FacePoint inner = new FacePoint(x - w, y + 0.02);
        FacePoint outer = new FacePoint(x + w, y - eyes.lift());
        double low = y - eyes.lift() / 2;
        List<FacePoint> upper = List.of(
                inner,
                new FacePoint(x - 0.5 * w, low - 0.75 * open),
                new FacePoint(x + 0.05 * w, low - open),
                new FacePoint(x + 0.6 * w, low - 0.72 * open),
                outer);
        List<FacePoint> lower = List.of(
                inner,
                new FacePoint(x - 0.5 * w, y + 0.55 * open),
                new FacePoint(x + 0.05 * w, y + 0.68 * open),
                new FacePoint(x + 0.6 * w, y + 0.45 * open),
                outer);
        double brow = y - eyes.browHeight();
        List<FacePoint> browLower = List.of(
                new FacePoint(x - 1.05 * w, brow + 0.01),
                new FacePoint(x + 0.2 * w, brow - eyes.browArch()),
                new FacePoint(x + 1.35 * w, brow + 0.02));
        double weight = eyes.browWeight();
        List<FacePoint> browUpper = List.of(
                browLower.get(0).plus(0, -weight),
                browLower.get(1).plus(0, -weight),
                browLower.get(2).plus(0, -0.25 * weight));
        return new Eye(
                pose.pixels(upper),
                pose.pixels(lower),
                pose.pixel(new FacePoint(x + eyes.look(), y - 0.12 * open)),
                pose.pixels(browLower),
                pose.pixels(browUpper),
                pose.pixels(cheek(face, side)));
    }

    private static List<FacePoint> cheek(FaceIdentity face, int side) {
        double y = (face.eyes().level() + face.mouth().level()) / 2 + 0.02;
        FacePoint middle = new FacePoint(
                side * 0.62 * face.head().width() + 0.7 * face.pose().turn(), y);
        return List.of(
                middle,
                middle.plus(-side * 0.2, 0.06),
                middle.plus(side * 0.2, -0.1),
                middle.plus(-side * 0.03, -0.14),
                middle.plus(side * 0.03, 0.14));
    }

    private static Lips lips(FaceIdentity face) {
        FaceIdentity.Pose pose = face.pose();
        FaceIdentity.Mouth mouth = face.mouth();
        double x = 1.2 * pose.turn();
        double y = mouth.level();
        double w = mouth.width();
        double corners = y - mouth.smile() + mouth.open() * 0.3;
        FacePoint left = new FacePoint(x - w, corners);
        FacePoint right = new FacePoint(x + w, corners);
        double nearCorner = 0.55 * corners + 0.45 * y;
        double up = y - mouth.upper();
        double down = y + mouth.open() + mouth.lower();
        return new Lips(
                pose.pixels(List.of(
                        left,
                        new FacePoint(x - 0.5 * w, 0.35 * corners + 0.65 * up),
                        new FacePoint(x - 0.18 * w, up),
                        new FacePoint(x, up + 0.02),
                        new FacePoint(x + 0.18 * w, up),
                        new FacePoint(x + 0.5 * w, 0.35 * corners + 0.65 * up),
                        right)),
                pose.pixels(List.of(
                        left,
                        new FacePoint(x - 0.5 * w, nearCorner),
                        new FacePoint(x, y),
                        new FacePoint(x + 0.5 * w, nearCorner),
                        right)),
                pose.pixels(List.of(
                        left,
                        new FacePoint(x - 0.5 * w, nearCorner + 0.75 * mouth.open()),
                        new FacePoint(x, y + mouth.open()),
                        new FacePoint(x + 0.5 * w, nearCorner + 0.75 * mouth.open()),
                        right)),
                pose.pixels(List.of(
                        left,
                        new FacePoint(x - 0.5 * w, 0.3 * corners + 0.7 * down),
                        new FacePoint(x, down),
                        new FacePoint(x + 0.5 * w, 0.3 * corners + 0.7 * down),
                        right)));
    }

    /** All that a face has in common with every other, in one order, each place once. */
    List<FacePoint> all() {
        List<FacePoint> all = new ArrayList<>(head);
        for (Eye eye : List.of(left, right)) {
            all.addAll(eye.upper);
            all.addAll(eye.lower.subList(1, 4)); // the corners are the upper lid's
            all.addAll(eye.browLower);
            all.addAll(eye.browUpper);
            all.addAll(eye.cheek);
        }
        all.addAll(nose);
        all.addAll(mouth.upperOuter);
        for (List<FacePoint> line : List.of(mouth.upperInner, mouth.lowerInner, mouth.lowerOuter)) {
            all.addAll(line.subList(1, 4));
        }
        return all;
    }
}
