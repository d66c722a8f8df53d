package io.github.cardigan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
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
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageTranslationTest {

    private static Translator translator(Layer layers, Shape input) {
        return new Translator(Network.build(layers, input, Device.cpu(), new RandomSource(1)));
    }

    /** y = 2 x1 - x2 + 0.5 at each pixel: what tiles share they agree on, so that seams cannot be seen. */
    @Test
    void tilesOfAPixelwiseNetworkMakeTheWholeImage() {
        Translator translator = translator(Conv2d.of(1, 1, 1), Shape.image(2, 8, 8));
        translator.network().load(Map.of("weight", new float[] {2, -1}, "bias", new float[] {0.5f}));
        ImageTranslation tiled = new ImageTranslation(translator, 64);
        int height = 150;
        int width = 201;
        assertThat(tiled.tiles(height, width)).isEqualTo(3 * 4);
        assertThat(tiled.tiles(64, 64)).isEqualTo(1);
        float[] image = new float[2 * height * width];
        RandomSource random = new RandomSource(3);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (2 * random.nextDouble() - 1);
        }
        float[] made = tiled.translate(image, height, width);
        assertThat(made).hasSize(height * width);
        for (int i = 0; i < made.length; i++) {
            assertThat(made[i]).isEqualTo(2 * image[i] - image[height * width + i] + 0.5f, within(1e-5f));
        }
        translator.network().close();
    }

    /** Means of 2x2 blocks, spread again: of a 3x3 image the last column and row meet their own mirror. */
    @Test
    void sidesThatDoNotFitAreFilledWithTheMirrorAndCutOff() {
        Translator translator = translator(Sequential.of(AvgPool2d.of(2), Upsample.nearest(2)), Shape.image(1, 4, 4));
        float[] made = new ImageTranslation(translator, 64).translate(new float[] {1, 3, 5, 5, 7, 9, 2, 4, 6}, 3, 3);
        assertThat(made).containsExactly(new float[] {4, 4, 7, 4, 4, 7, 3, 3, 6}, within(1e-6f));
        translator.network().close();
    }

    @Test
    void aNetworkOfOneSizeIsRefusedForOthers() {
        Translator translator = translator(
                Sequential.of(new Flatten(), Dense.of(16), new Reshape(Shape.image(1, 4, 4))), Shape.image(1, 4, 4));
        ImageTranslation translation = new ImageTranslation(translator, 64);
        assertThat(translation.translate(new float[16], 4, 4)).hasSize(16);
        assertThatThrownBy(() -> translation.translate(new float[64], 8, 8))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("got a side of 8 pixels");
        assertThatThrownBy(() -> new ImageTranslation(translator, 63)).isInstanceOf(ConfigurationException.class);
        translator.network().close();
    }
}
