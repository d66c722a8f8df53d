package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import org.junit.jupiter.api.Test;

class GridLimitTest {

    /** 14 x 14 + 2 of padding: 1,024 across and down are 16,386 pixels a side, 2^28 are 16,384 a side. */
    @Test
    void aGridHoldsTwoToTheTwentyEightPixels() {
        Shape shape = Shape.image(1, 14, 14);
        assertThatCode(() -> GridLimit.require(1023 * 1023, shape, 1023)).doesNotThrowAnyException();
        assertThatThrownBy(() -> GridLimit.require(1024 * 1024, shape, 1024))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a grid of at most 268435456 pixels, got 1048576 images of [1, 14, 14] in 1024"
                        + " columns");
    }

    /** 2^31 - 1 values: 10,922 images of 3 x 256 x 256. */
    @Test
    void anArrayHoldsTwoToTheThirtyOneValues() {
        Shape shape = Shape.image(3, 256, 256);
        assertThatCode(() -> GridLimit.requireValues(10_922, shape, "")).doesNotThrowAnyException();
        assertThatThrownBy(() -> GridLimit.requireValues(10_923, shape, "fewer"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected at most 10922 images of [3, 256, 256] in one file, got 10923");
    }
}
