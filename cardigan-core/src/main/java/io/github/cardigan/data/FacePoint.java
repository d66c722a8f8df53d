package io.github.cardigan.data;

/** A place: of a face in its own frame, or in the picture in pixels, whose centres lie at whole coordinates. */
record FacePoint(double x, double y) {

    /** A place between this one (share 0) and another (share 1). */
    FacePoint toward(FacePoint other, double share) {
        return new FacePoint(x + share * (other.x - x), y + share * (other.y - y));
    }

    FacePoint plus(double right, double down) {
        return new FacePoint(x + right, y + down);
    }
}
