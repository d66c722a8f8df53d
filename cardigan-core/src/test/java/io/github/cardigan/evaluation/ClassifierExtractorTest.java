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
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Dropout;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.GlobalAvgPool;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ClassifierExtractorTest {

    private static final Shape IMAGE = Shape.image(1, 2, 2);

    private static ClassifierExtractor extractor(Layer layers, Shape shape, int classes) {
        Network network = Network.build(layers, shape, Device.cpu(), new RandomSource(3));
        return new ClassifierExtractor(
                new Classifier(network, List.of("a", "b", "c").subList(0, classes)));
    }

    /** Dense of 2 units, ReLU, dropout, Dense of 2 classes: features are after the dropout, which does nothing here. */
    @Test
    void featuresAndProbabilitiesByHand() {
        Network network = Network.build(
                Sequential.of(
                        new Flatten(),
                        Sequential.of(Dense.of(2), Activation.RELU),
                        Sequential.of(new Dropout(0.5), Dense.of(2))),
                IMAGE,
                Device.cpu(),
                new RandomSource(1));
        network.load(Map.of(
                "1.0.weight", new float[] {1, 1, 1, 1, -1, -1, -1, -1},
                "1.0.bias", new float[] {0, 0.5f},
                "2.1.weight", new float[] {1, 0, 0, 1},
                "2.1.bias", new float[] {0, 0}));
        try (ClassifierExtractor extractor = new ClassifierExtractor(new Classifier(network, List.of("a", "b")));
                TensorScope scope = new TensorScope()) {
            ProbabilityExtractor.Reading reading =
                    extractor.read(Tensor.create(new float[] {0.5f, 0.25f, 0.25f, 0, -1, -1, 0, 0}, 2, 1, 2, 2));
            assertThat(extractor.size()).isEqualTo(2);
            assertThat(Tensors.toFloats(reading.features())).containsExactly(1, 0, 0, 2.5f);
            double p = 1 / (1 + Math.exp(-1));
            double q = 1 / (1 + Math.exp(2.5));
            assertThat(Tensors.toDoubles(reading.probabilities()))
                    .containsExactly(new double[] {p, 1 - p, q, 1 - q}, within(6e-8)); // fp32
        }
    }

    private static Layer convolutions() {
        return Sequential.of(
                Conv2d.of(8, 3, 1).withPadding(1),
                Activation.RELU,
                Conv2d.of(16, 3, 2).withPadding(1),
                new GlobalAvgPool(),
                Dense.of(3));
    }

    /** Bit for bit. */
    @Test
    void whatComesOfAnImageDependsOnItAlone() {
        Shape shape = Shape.image(3, 9, 9);
        float[] values = FixedArrays.values(1, 150, shape.elements());
        try (ClassifierExtractor extractor = extractor(convolutions(), shape, 3);
                TensorScope scope = new TensorScope()) {
            ProbabilityExtractor.Reading all = extractor.read(Tensor.create(values, shape.batch(150)));
            float[] features = Tensors.toFloats(all.features());
            float[] probabilities = Tensors.toFloats(all.probabilities());
            for (int[] part : new int[][] {{0, 1}, {63, 2}, {20, 77}, {149, 1}}) {
                Tensor images = Tensor.create(
                        Arrays.copyOfRange(values, part[0] * 243, (part[0] + part[1]) * 243), shape.batch(part[1]));
                ProbabilityExtractor.Reading some = extractor.read(images);
                assertThat(Tensors.toFloats(some.features()))
                        .isEqualTo(Arrays.copyOfRange(features, part[0] * 16, (part[0] + part[1]) * 16));
                assertThat(Tensors.toFloats(some.probabilities()))
                        .isEqualTo(Arrays.copyOfRange(probabilities, part[0] * 3, (part[0] + part[1]) * 3));
            }
        }
    }

    @Test
    void fingerprintsTellWeightsApart() {
        try (ClassifierExtractor first = extractor(convolutions(), Shape.image(3, 9, 9), 3);
                ClassifierExtractor same = extractor(convolutions(), Shape.image(3, 9, 9), 3);
                ClassifierExtractor other = new ClassifierExtractor(new Classifier(
                        Network.build(convolutions(), Shape.image(3, 9, 9), Device.cpu(), new RandomSource(4)),
                        List.of("a", "b", "c")))) {
            assertThat(first.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(other.fingerprint());
        }
    }

    @Test
    void whatCannotServeIsRefused() {
        assertThatThrownBy(() -> extractor(Sequential.of(Conv2d.of(2, 2, 1).withPadding(0), new Flatten()), IMAGE, 2))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the last Dense layer is given, expected one, got [Conv2d, Flatten]");
        try (ClassifierExtractor extractor = extractor(convolutions(), Shape.image(3, 9, 9), 3)) {
            assertThatThrownBy(() -> extractor.requireShape(IMAGE))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("the classifier was trained on images of [3, 9, 9], got [1, 2, 2]");
        }
    }
}
