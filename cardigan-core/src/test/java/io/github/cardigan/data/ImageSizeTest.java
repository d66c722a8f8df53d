package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {

    @Test
    void theFirstNumberIsRowsTheSecondColumns() {
        assertThat(ImageSize.parse("32x48")).isEqualTo(new ImageSize(32, 48)).hasToString("32x48");
        assertThat(ImageSize.parse(" 4X4096 ")).isEqualTo(new ImageSize(4, 4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32", "32x", "x32", "32x48x3", "-32x48", "32*48", "3.5x4", "axb", "99999999999x4"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> ImageSize.parse(text))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.hint()).contains("32x48"))
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3x64", "64x3", "4097x64", "64x4097", "0x0"})
    void sidesBelow4AndAbove4096AreRefused(String text) {
        assertThatThrownBy(() -> ImageSize.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("4 to 4096")
                .hasMessageContaining(text);
    }
}
