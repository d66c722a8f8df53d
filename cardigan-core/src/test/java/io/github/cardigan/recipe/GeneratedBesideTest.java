package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.training.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedBesideTest {

    private static final Shape IMAGE = Shape.image(1, 16, 16);
    private static final List<String> CLASSES = List.of("dark", "bright");

    @TempDir
    Path temp;

    private final ClassifierRecipe recipe = new ClassifierRecipe();

    /** All pixels -0.5 for "dark" and 0.5 for "bright", whatever the latent. */
    private Path model(List<String> classes) {
        Conditions conditions = classes.isEmpty() ? Conditions.NONE : Conditions.of(classes);
        Network network = Network.build(
                Sequential.of(Dense.of(256), Reshape.to(1, 16, 16)),
                conditions.beside(Shape.of(1)),
                Device.cpu(),
                new RandomSource(1));
        int inputs = 1 + classes.size();
        float[] weight = new float[256 * inputs];
        for (int pixel = 0; pixel < 256 && inputs == 3; pixel++) {
            weight[3 * pixel + 1] = -0.5f;
            weight[3 * pixel + 2] = 0.5f;
        }
        network.load(Map.of("0.weight", weight, "0.bias", new float[256]));
        Path path = temp.resolve("model" + classes.size());
        try (Network closed = network) {
            Model.save(path, new Generator(Latent.normal(1), conditions, closed), "cgan", "data", 1, classes);
        }
        return path;
    }

    private OptionValues options(Path model, String share) {
        return OptionValues.of(
                recipe.options(), Map.of("generated", model.toString(), "generated-share", share, "width", "4"));
    }

    private GeneratedBeside beside(String share) {
        return GeneratedBeside.of(options(model(CLASSES), share), new Samples(IMAGE, CLASSES), Device.cpu())
                .orElseThrow();
    }

    @Test
    void oneQuarterOfTheSamplesIsGeneratedAndLooksLikeItsLabel() {
        try (GeneratedBeside beside = beside("0.25");
                TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(new float[12 * 256], 12, 1, 16, 16);
            Tensor labels = Tensor.create(new long[12]);
            GeneratedBeside.Labelled batch = beside.with(real, labels, new RandomSource(3));
            float[] pixels = Tensors.toFloats(batch.samples());
            float[] theirLabels = Tensors.toFloats(batch.labels());
            assertThat(theirLabels).hasSize(16);
            for (int i = 0; i < 16; i++) {
                float expected = i < 12 ? 0 : theirLabels[i] - 0.5f;
                assertThat(pixels[i * 256 + 17]).isEqualTo(expected);
            }
        }
    }

    @Test
    void aShareOfNothingIsNothing() {
        assertThat(GeneratedBeside.of(options(temp.resolve("missing"), "0"), new Samples(IMAGE, CLASSES), Device.cpu()))
                .isEmpty();
    }

    @Test
    void theCheckpointHoldsTheGenerator() {
        try (Plan plan = recipe.plan(
                options(model(CLASSES), "0.5"), new Samples(IMAGE, CLASSES), Device.cpu(), new RandomSource(1))) {
            assertThat(plan.memories()).hasSize(1);
            assertThat(plan.memories().get(0).state()).containsKey("0.weight");
        }
    }

    @Test
    void aGeneratorOfOtherThingsIsRefused() {
        assertThatThrownBy(() ->
                        GeneratedBeside.of(options(model(List.of()), "0.5"), new Samples(IMAGE, CLASSES), Device.cpu()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be asked for classes");
        assertThatThrownBy(() -> GeneratedBeside.of(
                        options(model(CLASSES), "0.5"), new Samples(IMAGE, List.of("bright", "dark")), Device.cpu()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a generator of the classes [bright, dark]");
        assertThatThrownBy(() -> GeneratedBeside.of(
                        options(model(CLASSES), "0.5"), new Samples(Shape.image(1, 28, 28), CLASSES), Device.cpu()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a generator of samples of shape");
    }
}
