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
import io.github.cardigan.training.AugmentationPipeline.Change;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationPipelineTest {

    private static final int COUNT = 4000;

    /**
     * With p = 0.3 for each: mirroring draws a side; a quarter of the turns by quarters turn by none; a whole move of 16 pixels is
     * by -2 to 2, rounded, 0 in a quarter of the cases along each side; one luma flip of two flips.
     */
    @ParameterizedTest
    @CsvSource({
        "MIRROR, 0.85", // 1 - p/2
        "TURN, 0.5425", // (1 - 3/4 p) (1 - p)
        "MOVE, 0.503125", // (1 - 15/16 p) (1 - p)
        "SCALE, 0.49", // (1 - p)^2
        "COLOUR, 0.204085", // (1 - p)^4 (1 - p/2)
        "NOISE, 0.7",
        "CUTOUT, 0.7"
    })
    void eachChangeIsMadeWithItsProbability(Change change, double unchanged) {
        try (TensorScope scope = new TensorScope()) {
            Tensor image = new RandomSource(1).normal(Device.cpu(), 1, 3, 16, 16);
            float[] before = Tensors.toFloats(image);
            float[] after = Tensors.toFloats(new AugmentationPipeline(Set.of(change))
                    .apply(image.expand(COUNT, 3, 16, 16), 0.3, new RandomSource(2)));
            long same = IntStream.range(0, COUNT)
                    .filter(n ->
                            IntStream.range(0, before.length).allMatch(i -> before[i] == after[n * before.length + i]))
                    .count();
            double error = Math.sqrt(unchanged * (1 - unchanged) / COUNT);
            assertThat((double) same / COUNT).isCloseTo(unchanged, within(4 * error));
        }
    }

    private static double[] draw(Change change, ToDoubleFunction<AugmentationDraw> number) {
        AugmentationDraw draw = new AugmentationDraw(Set.of(change), 1, new RandomSource(3));
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> number.applyAsDouble(draw))
                .toArray();
    }

    /** Four standard errors: those of a mean, and of a normal's deviation, sigma / sqrt(2 n); less for a flatter one. */
    private static void requireSpread(double[] values, double deviation) {
        double mean = 0;
        double square = 0;
        for (double value : values) {
            mean += value / COUNT;
            square += value * value / COUNT;
        }
        assertThat(mean).isCloseTo(0, within(4 * deviation / Math.sqrt(COUNT)));
        assertThat(Math.sqrt(square)).isCloseTo(deviation, within(4 * deviation / Math.sqrt(2.0 * COUNT)));
    }

    /** From the paper's appendix B; a uniform number up to a has the deviation a / sqrt(3). */
    @Test
    void changesAreAsLargeAsThePapers() {
        double log2 = Math.log(2);
        requireSpread(
                draw(Change.COLOUR, draw -> {
                    ColourMap map = draw.colour();
                    return map.greyShift() / map.greyFactor(); // brightness comes first
                }),
                0.2);
        requireSpread(
                draw(Change.COLOUR, draw -> Math.log(Math.abs(draw.colour().greyFactor())) / log2), 0.5);
        requireSpread(draw(Change.COLOUR, draw -> Math.signum(draw.colour().greyFactor())), 1);
        requireSpread(
                draw(Change.SCALE, draw -> {
                    PlaneMap map = draw.place(8, 8);
                    return -Math.log(map.source(0, 0) * map.source(1, 1)) / log2 / 2; // of both sides
                }),
                0.2);
        requireSpread(
                draw(Change.SCALE, draw -> {
                    PlaneMap map = draw.place(8, 8);
                    return Math.log(map.source(1, 1) / map.source(0, 0)) / log2 / 2; // of one against the other
                }),
                0.2);
        requireSpread(
                draw(Change.TURN, draw -> {
                    PlaneMap map = draw.place(8, 8);
                    return Math.atan2(map.source(0, 1), map.source(0, 0));
                }),
                Math.PI / Math.sqrt(3));
        // an eighth of the side uniform and an eighth normal: many pixels, so that rounding does not show
        double[] sides = {800, 1600};
        for (int row = 0; row < 2; row++) {
            int side = row;
            requireSpread(
                    draw(Change.MOVE, draw -> draw.place(sides[1], sides[0]).source(side, 2)),
                    sides[row] / 8 * Math.sqrt(4 / 3.0));
        }
    }

    /** Saturation, log-normal with deviation 1, stretches red minus green; hue turns it, so take the distance from grey. */
    @Test
    void saturationIsAsLargeAsThePapers() {
        requireSpread(
                draw(Change.COLOUR, draw -> {
                    ColourMap map = draw.colour();
                    double[] red = {map.entry(0, 0), map.entry(1, 0), map.entry(2, 0)};
                    double mean = (red[0] + red[1] + red[2]) / 3;
                    double distance = Math.hypot(Math.hypot(red[0] - mean, red[1] - mean), red[2] - mean);
                    double contrast = Math.abs(map.greyFactor());
                    return Math.log(distance / contrast / Math.sqrt(2 / 3.0)) / Math.log(2);
                }),
                1);
    }

    /** |N(0, 0.1)| times N(0, 1): variance 0.01. */
    @Test
    void noiseIsAsLargeAsThePapers() {
        try (TensorScope scope = new TensorScope()) {
            Tensor zeros = torch.zeros(COUNT, 1, 1, 1);
            float[] noise = Tensors.toFloats(
                    new AugmentationPipeline(Set.of(Change.NOISE)).apply(zeros, 1, new RandomSource(5)));
            double square = 0;
            for (float value : noise) {
                square += value * value / COUNT;
            }
            // a product of two squared normals has the variance 9 - 1
            assertThat(square).isCloseTo(0.01, within(4 * 0.01 * Math.sqrt(8.0 / COUNT)));
        }
    }

    /**
     * A hole of half each side, centred anywhere, takes a half of the side in half of the cases, else a quarter to a half, evenly: 7/16
     * on average for the former and the latter together, squares (1/4 + 7/48) / 2.
     */
    @Test
    void holesTakeTheirShare() {
        try (TensorScope scope = new TensorScope()) {
            Tensor ones = torch.ones(COUNT, 1, 64, 64);
            Tensor cut = new AugmentationPipeline(Set.of(Change.CUTOUT)).apply(ones, 1, new RandomSource(5));
            double mean = (1 / 2.0 + 3 / 8.0) / 2;
            double square = (1 / 4.0 + 7 / 48.0) / 2;
            double deviation = Math.sqrt(square * square - Math.pow(mean, 4));
            assertThat(1 - cut.mean().item_double()).isCloseTo(mean * mean, within(4 * deviation / Math.sqrt(COUNT)));
        }
    }

    /** Autocast would round coordinates and colours to 8 bits if there were a matrix product in it. */
    @ParameterizedTest
    @EnumSource(Change.class)
    void autocastChangesNothing(Change change) {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = new RandomSource(1).normal(Device.cpu(), 8, 3, 16, 16);
            AugmentationPipeline pipeline = new AugmentationPipeline(Set.of(change));
            float[] expected = Tensors.toFloats(pipeline.apply(x, 1, new RandomSource(4)));
            try (Autocast autocast = new Autocast(Precision.BF16, Device.cpu())) {
                assertThat(Tensors.toFloats(pipeline.apply(x, 1, new RandomSource(4))))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "none; none",
                "bgc; mirror,turn,move,scale,colour",
                "upright,noise; move,scale,colour,noise",
                "cutout,move; move,cutout"
            })
    void wordsAreReadAndWritten(String text, String written) {
        AugmentationPipeline pipeline = AugmentationPipeline.parse(text);
        assertThat(pipeline.text()).isEqualTo(written);
        assertThat(AugmentationPipeline.parse(written)).isEqualTo(pipeline);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bg", "bgc,", "flip", "none,move"})
    void otherWordsAreRefused(String text) {
        assertThatThrownBy(() -> AugmentationPipeline.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "mirror, turn, move, scale, colour, noise, cutout, bgc, upright, got '" + text + "'");
    }

    @Test
    void onlyImagesFit() {
        AugmentationPipeline.parse("bgc").requireFit(Shape.image(1, 3, 3));
        AugmentationPipeline.parse("none").requireFit(Shape.of(2));
        assertThatThrownBy(() -> AugmentationPipeline.parse("bgc").requireFit(Shape.of(2)))
                .isInstanceOf(ConfigurationException.class);
    }
}
