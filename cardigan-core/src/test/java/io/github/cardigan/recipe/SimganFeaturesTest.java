package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.TestSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Self-regularisation in the features of a trained classifier. */
class SimganFeaturesTest {

    private static final Simgan RECIPE = new Simgan();
    private static final ImageSize SIZE = new ImageSize(16, 16);

    @TempDir
    Path temp;

    private static Dataset open(String name) {
        return TestSets.open(name, SIZE);
    }

    /** Whose features are the means of the left and of the right half of an image. */
    private String halves(Shape image) {
        Layer layers = Sequential.of(
                Conv2d.of(1, 1, 1).withoutBias(), new Flatten(), Dense.of(2).withoutBias(), Dense.of(2));
        float[] half = new float[2 * 256];
        for (int i = 0; i < 256; i++) {
            half[i % 16 < 8 ? i : 256 + i] = 1 / 128f;
        }
        try (Network network = Network.build(layers, image, Device.cpu(), new RandomSource(1))) {
            network.load(Map.of(
                    "0.weight", new float[] {1},
                    "2.weight", half,
                    "3.weight", new float[4],
                    "3.bias", new float[2]));
            Model.save(
                    temp.resolve("halves"),
                    new Classifier(network, List.of("a", "b")),
                    "classifier",
                    "halves",
                    1,
                    List.of());
        }
        return temp.resolve("halves").toString();
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("width", "8", "blocks", "1", "refiner-alone", "5"));
        all.putAll(set);
        return OptionValues.of(RECIPE.options(), all);
    }

    @Test
    void whatTheClassifierDoesNotSeeMayChange() {
        OptionValues options = options(Map.of("self-space", "features", "features", halves(Shape.image(1, 16, 16))));
        try (TensorScope scope = new TensorScope();
                Dataset data = open("domains:digits:40,digits:50");
                FirstTranslation first = FirstTranslation.of(RECIPE, data, options)) {
            Tensor simulated = first.images(0, 1);
            Tensor refined = FirstTranslation.translated(first.there(), simulated);
            double sum = 0;
            for (int side = 0; side < 2; side++) {
                float[] before = Tensors.toFloats(
                        simulated.narrow(3, 8 * side, 8).flatten(1, -1).mean(1));
                float[] after = Tensors.toFloats(
                        refined.narrow(3, 8 * side, 8).flatten(1, -1).mean(1));
                for (int i = 0; i < before.length; i++) {
                    sum += Math.abs(after[i] - before[i]) / (2 * before.length);
                }
            }
            assertThat(first.values().get("self")).isEqualTo(sum, within(1e-5)).isPositive();
        }
    }

    @Test
    void oneWithoutTheOtherAndAnotherSizeAreRefused() {
        try (Dataset data = open("domains:digits:10,digits:10")) {
            Samples samples = Samples.of(data);
            String model = halves(Shape.image(1, 16, 16));
            refused(options(Map.of("self-space", "features")), samples, "together, got one without the other");
            refused(options(Map.of("features", model)), samples, "together, got one without the other");
        }
        try (Dataset shapes = open("domains:shapes:10,shapes:10")) {
            refused(
                    options(Map.of("self-space", "features", "features", halves(Shape.image(1, 16, 16)))),
                    Samples.of(shapes),
                    "expected a classifier of images of [3, 16, 16] after features=");
        }
    }

    private static void refused(OptionValues options, Samples samples, String message) {
        try (NoGrad noGrad = new NoGrad()) {
            assertThatThrownBy(() -> RECIPE.plan(options, samples, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(message);
        }
    }
}
