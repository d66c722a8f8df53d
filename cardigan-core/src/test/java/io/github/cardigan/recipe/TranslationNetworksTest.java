package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Layer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TranslationNetworksTest {

    private static final Shape COLOUR = Shape.image(3, 256, 256);

    private static double millions(Layer layers, Shape input) {
        return layers.parameters(input).stream()
                        .mapToLong(spec -> Arrays.stream(spec.shape()).reduce(1, (a, b) -> a * b))
                        .sum()
                / 1e6;
    }

    /** What the authors' program prints of its networks with batch norm: 54.414 M and, for six channels, 2.769 M parameters. */
    @Test
    void theNetworksAreOfThePublishedSize() {
        TranslationNetworks networks = new TranslationNetworks(64, ConvNorm.BATCH);
        assertThat(millions(networks.unet(COLOUR, 3, 8, 0.5), COLOUR)).isEqualTo(54.414, within(5e-4));
        assertThat(millions(networks.patches(Shape.image(6, 256, 256), 3), Shape.image(6, 256, 256)))
                .isEqualTo(2.769, within(5e-4));
    }

    /** Isola et al. 2016, section 4.4: patches of 16 and 70 pixels; 30x30 of the latter judge 256x256. */
    @Test
    void patchesAreOfThePublishedSize() {
        assertThat(TranslationNetworks.receptiveField(1)).isEqualTo(16);
        assertThat(TranslationNetworks.receptiveField(2)).isEqualTo(34);
        assertThat(TranslationNetworks.receptiveField(3)).isEqualTo(70);
        TranslationNetworks networks = new TranslationNetworks(4, ConvNorm.INSTANCE);
        assertThat(TranslationNetworks.patchHalvings(COLOUR)).isEqualTo(3);
        assertThat(TranslationNetworks.patchHalvings(Shape.image(2, 16, 16))).isEqualTo(2);
        assertThat(networks.patches(Shape.image(2, 16, 16), 2).outputShape(Shape.image(2, 16, 16)))
                .isEqualTo(Shape.image(1, 2, 2));
        assertThat(networks.patches(Shape.image(6, 256, 256), 3).outputShape(Shape.image(6, 256, 256)))
                .isEqualTo(Shape.image(1, 30, 30));
    }

    @Test
    void translationsKeepTheSizeAndChangeTheChannels() {
        TranslationNetworks networks = new TranslationNetworks(4, ConvNorm.INSTANCE);
        Shape wide = Shape.image(1, 32, 48);
        assertThat(TranslationNetworks.halvings(wide)).isEqualTo(4);
        assertThat(networks.unet(wide, 3, 4, 0.5).outputShape(wide)).isEqualTo(Shape.image(3, 32, 48));
        assertThat(networks.resnet(wide, 3, 2).outputShape(wide)).isEqualTo(Shape.image(3, 32, 48));
        assertThat(TranslationNetworks.halvings(COLOUR)).isEqualTo(8);
        assertThat(TranslationNetworks.halvings(Shape.image(1, 28, 28))).isEqualTo(2);
    }

    @Test
    void sidesThatCannotBeHalvedAreRefused() {
        TranslationNetworks networks = new TranslationNetworks(4, ConvNorm.INSTANCE);
        Shape odd = Shape.image(1, 30, 30);
        assertThatThrownBy(() -> networks.unet(odd, 3, 2, 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected images whose sides can be halved 2 times for the unet, got [1, 30, 30]");
        assertThatThrownBy(() -> networks.resnet(odd, 3, 2)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> networks.patches(Shape.image(2, 16, 16), 3))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at least 24 pixels a side for patch-halvings=3");
    }
}
