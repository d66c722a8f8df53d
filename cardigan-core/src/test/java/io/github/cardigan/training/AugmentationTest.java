package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Autocast;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {

    private static final int H = 6;
    private static final int W = 9;
    private static final int COUNT = 200;

    /** Many copies of one image of two channels. */
    private static float[] images() {
        float[] values = new float[COUNT * 2 * H * W];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) StrictMath.sin(1.3 * (i % (2 * H * W)));
        }
        return values;
    }

    private static float[] apply(Augmentation augmentation, float[] images, long seed) {
        return apply(augmentation, images, seed, Precision.FP32);
    }

    private static float[] apply(Augmentation augmentation, float[] images, long seed, Precision precision) {
        try (TensorScope scope = new TensorScope();
                Autocast autocast = new Autocast(precision, Device.cpu())) {
            return Tensors.toFloats(augmentation.apply(Tensor.create(images, COUNT, 2, H, W), new RandomSource(seed)));
        }
    }

    /** By hand: each result must be the image moved by one of 5 x 5 whole moves, mirrored at its edge, and perhaps flipped. */
    @ParameterizedTest
    @CsvSource({"false, FP32", "true, FP32", "true, BF16"})
    void shiftsAndFlipsAreWholePixels(boolean flip, Precision precision) {
        float[] images = images();
        float[] changed = apply(new Augmentation(2, flip, false), images, 1, precision);
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < COUNT; n++) {
            seen.add(found(images, changed, n, flip));
        }
        assertThat(seen).hasSize(flip ? 50 : 25);
    }

    private static String found(float[] images, float[] changed, int n, boolean flip) {
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                for (int mirror = 0; mirror <= (flip ? 1 : 0); mirror++) {
                    if (equals(images, changed, n, dy, dx, mirror == 1)) {
                        return dy + " " + dx + " " + mirror;
                    }
                }
            }
        }
        throw new AssertionError("image " + n + " is no whole move of the original");
    }

    private static boolean equals(float[] images, float[] changed, int n, int dy, int dx, boolean mirrored) {
        for (int c = 0; c < 2; c++) {
            for (int y = 0; y < H; y++) {
                for (int x = 0; x < W; x++) {
                    int from = reflect((mirrored ? W - 1 - x : x) + dx, W);
                    float expected = images[(c * H + reflect(y + dy, H)) * W + from];
                    // coordinates are rounded to 1e-7 of the side, neighbours differ by up to 2
                    if (Math.abs(changed[((n * 2 + c) * H + y) * W + x] - expected) > 2e-5) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** About the outer edges of the border pixels: -1 is 0, -2 is 1. */
    private static int reflect(int i, int size) {
        return i < 0 ? -1 - i : i >= size ? 2 * size - 1 - i : i;
    }

    /** A linear slope stays one when turned and scaled about the centre; its steepness and direction tell by how much. */
    @Test
    void turningAndScalingStayWithinTheirBounds() {
        int side = 21;
        float[] slope = new float[COUNT * side * side];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = i % side - side / 2;
        }
        double least = 2;
        double most = 0;
        double widest = 0;
        try (TensorScope scope = new TensorScope()) {
            float[] changed = Tensors.toFloats(new Augmentation(0, false, true)
                    .apply(Tensor.create(slope, COUNT, 1, side, side), new RandomSource(4)));
            for (int n = 0; n < COUNT; n++) {
                int centre = (n * side + side / 2) * side + side / 2;
                assertThat(changed[centre]).isCloseTo(0, within(1e-4f));
                double byX = (changed[centre + 3] - changed[centre - 3]) / 6;
                double byY = (changed[centre + 3 * side] - changed[centre - 3 * side]) / 6;
                double scale = 1 / Math.hypot(byX, byY);
                least = Math.min(least, scale);
                most = Math.max(most, scale);
                widest = Math.max(widest, Math.abs(Math.toDegrees(Math.atan2(byY, byX))));
            }
        }
        assertThat(least).isBetween(0.9 - 1e-4, 0.93);
        assertThat(most).isBetween(1.07, 1.1 + 1e-4);
        assertThat(widest).isBetween(9.0, 10.001);
    }

    @Test
    void theSameSeedChangesAlikeAndNothingToDoIsNothing() {
        float[] images = images();
        Augmentation all = new Augmentation(2, true, true);
        assertThat(apply(all, images, 5)).isEqualTo(apply(all, images, 5)).isNotEqualTo(apply(all, images, 6));
        RandomSource random = new RandomSource(7);
        try (TensorScope scope = new TensorScope()) {
            Tensor x = new RandomSource(1).normal(Device.cpu(), 2, 1, 4, 4);
            assertThat(new Augmentation(0, false, false).apply(x, random)).isSameAs(x);
        }
        assertThat(random.state()).isEqualTo(new RandomSource(7).state());
    }

    @Test
    void shiftsBeyondTheImageAreRefused() {
        new Augmentation(3, false, false).requireFit(Shape.image(1, 4, 9));
        for (Shape shape : new Shape[] {Shape.image(1, 4, 3), Shape.of(100)}) {
            assertThatThrownBy(() -> new Augmentation(3, false, false).requireFit(shape))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("expected images larger than the shift of 3 pixels, got " + shape);
        }
        assertThatThrownBy(() -> new Augmentation(-1, false, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
