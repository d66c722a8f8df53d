package io.github.cardigan.data;

import org.jspecify.annotations.Nullable;

/** One identity, ready to be drawn plain or made up. Pictures are {@code [3, 64, 64]} in [-1, 1]. */
final class FaceDrawing {

    private final FaceIdentity face;
    private final FaceLandmarks landmarks;

    FaceDrawing(FaceIdentity face) {
        this.face = face;
        landmarks = FaceLandmarks.of(face);
    }

    FaceLandmarks landmarks() {
        return landmarks;
    }

    /** Where makeup goes; worked out anew at each call. */
    MakeupAreas areas() {
        return new MakeupAreas(landmarks, FacePainter.hairBefore(face));
    }

    /**
     * Draws the face. With a style and without, the same bits come where {@link MakeupAreas#mask} is 0.
     *
     * @param style null for none
     */
    void paint(@Nullable Makeup style, float[] target, int offset) {
        FaceCanvas canvas = new FaceCanvas();
        new FacePainter(face, landmarks, canvas).paint();
        if (style != null) {
            areas().apply(style, canvas);
        }
        canvas.write(target, offset);
    }
}
