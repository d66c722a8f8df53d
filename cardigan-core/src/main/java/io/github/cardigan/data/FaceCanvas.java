package io.github.cardigan.data;

import io.github.cardigan.data.DrawnShapesScene.Colour;
import java.util.List;

/** A picture of 64 x 64 pixels that layers of colour are laid on, one over the other, with soft edges. Values in [-1, 1]. */
final class FaceCanvas {

    static final int SIDE = 64;
    static final int PLANE = SIDE * SIDE;

    private final double[] values = new double[3 * PLANE];

    /** Where a layer covers. */
    interface Layer {
        /**
         * @param x the pixel's column
         * @param y its row
         * @param distance from the layer's curve, in pixels; negative inside an area
         */
        void at(int x, int y, double distance);
    }

    /** Which colour a layer has. */
    interface Shade {
        /**
         * @param distance from the curve as in {@link Layer}
         */
        Colour at(int x, int y, double distance);
    }

    /** Goes over all pixels no farther from the curve than {@code reach}, in pixels, or inside. */
    static void over(FaceCurve curve, double reach, Layer layer) {
        double[] box = curve.box();
        int left = (int) Math.max(0, Math.ceil(box[0] - reach));
        int top = (int) Math.max(0, Math.ceil(box[1] - reach));
        int right = (int) Math.min(SIDE - 1, Math.floor(box[2] + reach));
        int bottom = (int) Math.min(SIDE - 1, Math.floor(box[3] + reach));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double distance = curve.distance(x, y);
                if (distance < reach) {
                    layer.at(x, y, distance);
                } else {
                    x += (int) (distance - reach); // so far away, no pixel of the row can be within reach
                }
            }
        }
    }

    /** How much of a pixel lies inside an edge that fades over {@code rim} pixels: 0 to 1. */
    static double cover(double distance, double rim) {
        double share = Math.max(0, Math.min(1, 0.5 - distance / rim));
        return share * share * (3 - 2 * share);
    }

    void blend(int pixel, Colour colour, double share) {
        for (int channel = 0; channel < 3; channel++) {
            int i = channel * PLANE + pixel;
            values[i] += share * (colour.channel(channel) - values[i]);
        }
    }

    void ground(Shade shade) {
        for (int pixel = 0; pixel < PLANE; pixel++) {
            blend(pixel, shade.at(pixel % SIDE, pixel / SIDE, 0), 1);
        }
    }

    void fill(FaceCurve area, Shade shade) {
        over(area, 0.75, (x, y, distance) -> blend(y * SIDE + x, shade.at(x, y, distance), cover(distance, 1.5)));
    }

    void fill(FaceCurve area, Colour colour) {
        fill(area, (x, y, distance) -> colour);
    }

    /** A line or an area's rim with a radius in pixels. */
    void stroke(FaceCurve line, double radius, Colour colour, double strength) {
        over(
                line,
                radius + 0.75,
                (x, y, distance) -> blend(y * SIDE + x, colour, strength * cover(distance - radius, 1.5)));
    }

    /** A disc that fades from its middle to its edge. */
    void glow(FacePoint middle, double radius, Colour colour, double strength) {
        over(
                FaceCurve.line(List.of(middle, middle)),
                radius,
                (x, y, distance) -> blend(y * SIDE + x, colour, strength * cover(2 * distance - radius, 2 * radius)));
    }

    /** Writes the picture, channel by channel and row by row. */
    void write(float[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = (float) Math.max(-1, Math.min(1, values[i]));
        }
    }
}
