package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class StackedExtractorTest {

    /** Two images of three channels; a channel's ten pixels are the probabilities that the reader gives. */
    private static float[] images() {
        float[] values = new float[60];
        values[7] = 0.75f; // image 0: 7 or 1, then 0, then 9 or 8
        values[1] = 0.25f;
        values[10] = 1;
        values[29] = 0.5f;
        values[28] = 0.5f;
        values[30 + 4] = 1; // image 1: 4, 2, 0
        values[40 + 2] = 1;
        values[50] = 1;
        return values;
    }

    @Test
    void probabilitiesAreProductsAndFeaturesSideBySide() {
        try (StackedExtractor extractor = new StackedExtractor(new TableExtractor(10));
                TensorScope scope = new TensorScope()) {
            ProbabilityExtractor.Reading reading = extractor.read(Tensor.create(images(), 2, 3, 1, 10));
            assertThat(extractor.name()).isEqualTo("stacked-table");
            assertThat(extractor.size()).isEqualTo(30);
            assertThat(extractor.classes()).hasSize(1000);
            assertThat(Tensors.toFloats(reading.features())).isEqualTo(images());
            float[] expected = new float[2000];
            expected[709] = 0.375f;
            expected[708] = 0.375f;
            expected[109] = 0.125f;
            expected[108] = 0.125f;
            expected[1000 + 420] = 1;
            assertThat(Tensors.toFloats(reading.probabilities())).isEqualTo(expected);
        }
    }

    /** A dense classifier read channel by channel, by the single digit's own reading. */
    @Test
    void aChannelIsReadAsTheDigitAlone() {
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(6), Dense.of(10)),
                Shape.image(1, 2, 2),
                Device.cpu(),
                new RandomSource(3));
        List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        float[] values = FixedArrays.values(1, 5, 12);
        ClassifierExtractor reader = new ClassifierExtractor(new Classifier(network, digits));
        try (StackedExtractor extractor = new StackedExtractor(reader);
                TensorScope scope = new TensorScope()) {
            ProbabilityExtractor.Reading alone = reader.read(Tensor.create(values, 15, 1, 2, 2));
            ProbabilityExtractor.Reading stacked = extractor.read(Tensor.create(values, 5, 3, 2, 2));
            float[] p = Tensors.toFloats(alone.probabilities());
            float[] joint = Tensors.toFloats(stacked.probabilities());
            assertThat(Tensors.toFloats(stacked.features())).isEqualTo(Tensors.toFloats(alone.features()));
            for (int i = 0; i < 5; i++) {
                for (int label = 0; label < 1000; label++) {
                    double product = (double) p[i * 30 + label / 100]
                            * p[i * 30 + 10 + label / 10 % 10]
                            * p[i * 30 + 20 + label % 10];
                    assertThat((double) joint[1000 * i + label]).isEqualTo(product, within(2e-7 * product));
                }
            }
            assertThat(extractor.fingerprint()).isNotEqualTo(reader.fingerprint());
        }
    }

    /** 20 images of 000 and 20 of 999: 2 modes, KL = log(1000 / 2). */
    @Test
    void modesOfStackedDigitsAreCountedOfAThousand() {
        float[] values = new float[40 * 30];
        for (int i = 0; i < 40; i++) {
            for (int channel = 0; channel < 3; channel++) {
                values[30 * i + 10 * channel + (i % 2 == 0 ? 0 : 9)] = 1;
            }
        }
        Images images = new Stacks(values);
        try (StackedExtractor extractor = new StackedExtractor(new TableExtractor(10));
                Features features =
                        Features.extract(images, extractor, Set.of(Part.PROBABILITIES), (done, all) -> {})) {
            List<Score> scores = new Modes().scores(features, features);
            assertThat(scores.get(0).name()).isEqualTo("modes-40-stacked-table");
            assertThat(scores.get(0).value()).isEqualTo(2);
            assertThat(scores.get(1).value()).isEqualTo(Math.log(500), within(1e-12));
        }
    }

    @Test
    void whatIsNoStackOfTenClassesIsRefused() {
        assertThatThrownBy(() -> new StackedExtractor(new TableExtractor(9)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("stacked digits are read by a classifier of 10 classes, got one of 9");
        try (StackedExtractor extractor = new StackedExtractor(new TableExtractor(10))) {
            for (Shape shape : new Shape[] {Shape.image(1, 4, 4), Shape.of(3)}) {
                assertThatThrownBy(() -> extractor.requireShape(shape))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessage("expected stacked digits [3, height, width], got " + shape);
            }
        }
    }

    /** Images {@code [3, 1, 10]} in memory. */
    private record Stacks(float[] values) implements Images {

        @Override
        public String name() {
            return "stacks";
        }

        @Override
        public Shape shape() {
            return Shape.image(3, 1, 10);
        }

        @Override
        public int size() {
            return values.length / 30;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public int label(int index) {
            return -1;
        }

        @Override
        public Tensor batch(int first, int count) {
            return Tensor.create(Arrays.copyOfRange(values, 30 * first, 30 * (first + count)), shape().batch(count));
        }

        @Override
        public String fingerprint() {
            return "stacks";
        }
    }
}
