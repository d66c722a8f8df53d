package io.github.cardigan.data;

/**
 * Makeup taken from one drawn face to another without knowing its style: what a network has to beat. All from the two pictures
 * {@code [3, 64, 64]} and their landmarks.
 */
final class MakeupTransfer {

    private static final double FEATHER = 0.3; // cover from which on nothing is left of the source
    private static final double LIDS = 0.4; // how much of the skin makeup hides, about: lips and lines wholly
    private static final double CHEEKS = 0.2;
    private static final int SIDE = FaceCanvas.SIDE;
    private static final int PLANE = FaceCanvas.PLANE;

    private MakeupTransfer() {}

    /**
     * W(x, y), the reference warped onto the source (Chang et al. 2018, "PairedCycleGAN", section 3.2): the source, and where makeup may be,
     * the reference's pixels, which a thin-plate spline through both faces' landmarks finds. We deviate in two things: only the mask is
     * taken, not the whole face, and skin that shows through is made the source's, by the difference of bare skin in the two pictures.
     *
     * @param source x, without makeup
     * @param reference y, in makeup
     * @param target where W goes; may not be x
     */
    static void warp(
            float[] source,
            FaceDrawing sourceFace,
            float[] reference,
            FaceLandmarks referenceFace,
            float[] target,
            int offset) {
        LandmarkWarp warp = new LandmarkWarp(sourceFace.landmarks().all(), referenceFace.all());
        MakeupAreas areas = sourceFace.areas();
        double[] skin = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            skin[channel] = skin(source, sourceFace.landmarks(), channel) - skin(reference, referenceFace, channel);
        }
        System.arraycopy(source, 0, target, offset, 3 * PLANE);
        for (int pixel = 0; pixel < PLANE; pixel++) {
            double most = areas.most(pixel);
            if (most == 0) {
                continue;
            }
            double share = Math.min(1, most / FEATHER);
            double bare = (1 - areas.lips[pixel])
                    * (1 - areas.lines[pixel])
                    * (1 - LIDS * areas.lids[pixel])
                    * (1 - CHEEKS * areas.cheeks[pixel]);
            FacePoint from = warp.apply(pixel % SIDE, pixel / SIDE);
            for (int channel = 0; channel < 3; channel++) {
                double put = at(reference, channel, from) + bare * skin[channel];
                float was = source[channel * PLANE + pixel];
                target[offset + channel * PLANE + pixel] = (float) Math.max(-1, Math.min(1, was + share * (put - was)));
            }
        }
    }

    /** The reference's pixels at the same places, unwarped, within the source's mask: the simplest thing that could be done. */
    static void copyPaste(float[] source, MakeupAreas areas, float[] reference, float[] target, int offset) {
        for (int pixel = 0; pixel < PLANE; pixel++) {
            float[] from = areas.most(pixel) > 0 ? reference : source;
            for (int channel = 0; channel < 3; channel++) {
                target[offset + channel * PLANE + pixel] = from[channel * PLANE + pixel];
            }
        }
    }

    /** One channel of the bare skin: the mean at {@link FaceLandmarks#skin}. */
    private static double skin(float[] picture, FaceLandmarks face, int channel) {
        return face.skin().stream()
                .mapToDouble(place -> at(picture, channel, place))
                .average()
                .orElseThrow();
    }

    /** Between the four pixels around a place; beyond the rim as at it. */
    private static double at(float[] picture, int channel, FacePoint place) {
        double x = Math.max(0, Math.min(SIDE - 1.000001, place.x()));
        double y = Math.max(0, Math.min(SIDE - 1.000001, place.y()));
        int left = (int) x;
        int corner = channel * PLANE + (int) y * SIDE + left;
        double right = x - left;
        double down = y - (int) y;
        return (1 - down) * ((1 - right) * picture[corner] + right * picture[corner + 1])
                + down * ((1 - right) * picture[corner + SIDE] + right * picture[corner + SIDE + 1]);
    }
}
