package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifferentiableAugmentationTest {

    private static final int COUNT = 3000;

    private static float[] apply(String policies, Tensor images) {
        return Tensors.toFloats(DifferentiableAugmentation.parse(policies).apply(images, new RandomSource(11), 0));
    }

    /** 8 and 12 pixels move by up to 1 and, with 1.5 rounded up, 2. */
    @Test
    void aPixelMovesByUpToAnEighthOfEachSide() {
        try (TensorScope scope = new TensorScope()) {
            Tensor dots = torch.zeros(COUNT, 1, 8, 12);
            dots.select(2, 4).select(2, 5).fill_(new Scalar(1.0));
            float[] moved = apply("translation", dots);
            Set<String> places = new HashSet<>();
            for (int i = 0; i < moved.length; i++) {
                if (moved[i] != 0) {
                    assertThat(moved[i]).isEqualTo(1);
                    places.add((i % 96 / 12 - 4) + " " + (i % 12 - 5));
                }
            }
            assertThat(places).hasSize(3 * 5);
            for (int y = -1; y <= 1; y++) {
                for (int x = -2; x <= 2; x++) {
                    assertThat(places).contains(y + " " + x);
                }
            }
        }
    }

    /**
     * A hole of 4 in 8 rows starts at -2 to 6, and takes 2, 3, 4 five times, 3, 2 of them: 30/9 on average, with a variance of
     * (2 x 4 + 2 x 9 + 5 x 16) / 9 - (30/9)^2.
     */
    @Test
    void aHoleTakesAQuarterLessWhatLiesOutside() {
        try (TensorScope scope = new TensorScope()) {
            float[] cut = apply("cutout", torch.ones(COUNT, 1, 8, 8));
            double sum = 0;
            for (int n = 0; n < COUNT; n++) {
                int zeros = 0;
                for (int i = 0; i < 64; i++) {
                    assertThat(cut[64 * n + i]).isIn(0f, 1f);
                    zeros += cut[64 * n + i] == 0 ? 1 : 0;
                }
                assertThat(zeros).isIn(4, 6, 8, 9, 12, 16);
                sum += zeros;
            }
            double square = 106 / 9.0; // of rows, and of columns
            double deviation = Math.sqrt(square * square - Math.pow(30 / 9.0, 4));
            assertThat(sum / COUNT).isCloseTo(900 / 81.0, within(4 * deviation / Math.sqrt(COUNT)));
        }
    }

    /** The mean moves by the brightness alone, the spread over the image is stretched by the contrast alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void colourMovesTheMeanByAHalfAndTheSpreadByHalf(int channels) {
        try (TensorScope scope = new TensorScope()) {
            // alternating 0.5 and -0.3 in all channels: grey, so that saturation has nothing to do
            Tensor pattern = Tensor.create(new float[] {0.5f, -0.3f, -0.3f, 0.5f}, 1, 1, 2, 2);
            float[] changed = apply("colour", pattern.expand(COUNT, channels, 2, 2));
            double[] shift = new double[COUNT];
            double[] stretch = new double[COUNT];
            int size = 4 * channels;
            for (int n = 0; n < COUNT; n++) {
                shift[n] = (changed[size * n] + changed[size * n + 1]) / 2.0 - 0.1;
                stretch[n] = (changed[size * n] - changed[size * n + 1]) / 0.8;
            }
            requireUniform(shift, -0.5, 0.5);
            requireUniform(stretch, 0.5, 1.5);
        }
    }

    /** The difference of a pixel's channels is stretched by saturation times contrast: at most 3. */
    @Test
    void saturationStretchesTheDifferenceOfChannelsAndNotTheirMean() {
        try (TensorScope scope = new TensorScope()) {
            Tensor red = Tensor.create(new float[] {0.4f, -0.2f, -0.2f}, 1, 3, 1, 1);
            float[] changed = apply("colour", red.expand(COUNT, 3, 2, 2));
            double[] shift = new double[COUNT];
            double most = 0;
            for (int n = 0; n < COUNT; n++) {
                shift[n] = (changed[12 * n] + changed[12 * n + 4] + changed[12 * n + 8]) / 3.0;
                double stretch = (changed[12 * n] - changed[12 * n + 4]) / 0.6;
                assertThat(stretch).isBetween(0.0, 3.0);
                most = Math.max(most, stretch);
            }
            requireUniform(shift, -0.5, 0.5);
            assertThat(most).isGreaterThan(2.7);
        }
    }

    private static void requireUniform(double[] values, double low, double high) {
        double mean = 0;
        double least = high;
        double most = low;
        for (double value : values) {
            mean += value / values.length;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double width = high - low;
        assertThat(least).isBetween(low - 1e-6, low + 0.01 * width); // fp32
        assertThat(most).isBetween(high - 0.01 * width, high + 1e-6);
        assertThat(mean).isCloseTo((low + high) / 2, within(4 * width / Math.sqrt(12.0 * values.length)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "none; none",
                "cutout; cutout",
                "cutout,colour; colour,cutout",
                "colour, translation,cutout; " + "colour,translation,cutout"
            })
    void wordsAreReadInAnyOrderAndWrittenInTheirOwn(String text, String written) {
        DifferentiableAugmentation augmentation = DifferentiableAugmentation.parse(text);
        assertThat(augmentation.text()).isEqualTo(written);
        assertThat(DifferentiableAugmentation.parse(written)).isEqualTo(augmentation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "color", "colour,", "none,cutout", "colour translation", "COLOUR"})
    void otherWordsAreRefused(String text) {
        assertThatThrownBy(() -> DifferentiableAugmentation.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected none, or some of colour, translation, cutout, got '" + text + "'");
    }

    @Test
    void vectorsAreRefused() {
        try (TensorScope scope = new TensorScope()) {
            assertThatThrownBy(() -> apply("colour", torch.zeros(2, 5)))
                    .hasMessage("expected images [N, channels, height, width], got [2, 5]");
        }
    }
}
