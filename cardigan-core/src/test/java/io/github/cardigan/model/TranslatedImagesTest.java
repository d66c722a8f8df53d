package io.github.cardigan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.AvgPool2d;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.network.Translator;
import io.github.cardigan.network.Upsample;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslatedImagesTest {

    @TempDir
    Path temp;

    /** Even images of a side, the i-th of grey i / 100. */
    private record Greys(int side, int size) implements Dataset {

        @Override
        public String name() {
            return "greys";
        }

        @Override
        public Shape shape() {
            return Shape.image(1, side, side);
        }

        @Override
        public List<String> classes() {
            return List.of("even", "odd");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            Arrays.fill(target, offset, offset + side * side, index / 100f);
        }

        @Override
        public String fingerprint() {
            return "greys";
        }
    }

    private String saved(Layer layers, Map<String, float[]> weights) {
        try (Network network = Network.build(layers, Shape.image(1, 8, 8), Device.cpu(), new RandomSource(1))) {
            network.load(weights);
            Model.save(temp.resolve("model"), new Translator(network), "pix2pix", "greys", 1, List.of());
        }
        return "translated:" + temp.resolve("model") + ",greys";
    }

    private static Dataset open(String name, Dataset source) {
        return TranslatedImages.open(name, any -> source, notice -> {}).orElseThrow();
    }

    /** Every block of two pixels gets its mean: an odd side is filled up to an even one, and what is too much is cut off again. */
    @Test
    void sidesThatTheLayersDoNotTakeAreFilledAndCut() {
        String name = saved(Sequential.of(AvgPool2d.of(2), Upsample.nearest(2)), Map.of());
        try (Dataset made = open(name, new Greys(9, 90))) {
            assertThat(made.shape()).isEqualTo(Shape.image(1, 9, 9));
            assertThat(made.size()).isEqualTo(90);
            float[] values = new float[81];
            for (int i = 0; i < 90; i++) {
                made.read(i, values, 0);
                for (float value : values) {
                    assertThat(value).isCloseTo(i / 100f, within(0.5f / 127.5f + 1e-6f));
                }
                assertThat(made.label(i)).isEqualTo(i % 2);
            }
        }
    }

    @Test
    void whatIsTooLargeForOneBatchGoesInSmallerOnes() {
        String name = saved(Conv2d.of(1, 1, 1), Map.of("weight", new float[] {-1}, "bias", new float[] {0}));
        try (Dataset made = open(name, new Greys(1100, 3))) {
            float[] values = new float[1100 * 1100];
            made.read(2, values, 0);
            assertThat(values[0]).isCloseTo(-0.02f, within(0.5f / 127.5f + 1e-6f));
            assertThat(values[values.length - 1]).isEqualTo(values[0]);
        }
    }

    @Test
    void aModelOfOneSizeAloneIsRefusedWithAHint() {
        String name = saved(
                Sequential.of(new Flatten(), Dense.of(64), Reshape.to(1, 8, 8)),
                Map.of("1.weight", new float[64 * 64], "1.bias", new float[64]));
        assertThatThrownBy(() -> open(name, new Greys(9, 2)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected an image that the model's layers take");
    }
}
