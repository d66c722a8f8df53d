package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void anImageKnowsItsSides() {
        Shape image = Shape.image(3, 32, 48);
        assertThat(image.isImage()).isTrue();
        assertThat(new int[] {image.channels(), image.height(), image.width(), image.rank()})
                .containsExactly(3, 32, 48, 3);
        assertThat(image.elements()).isEqualTo(4608);
        assertThat(image.batch(64)).containsExactly(64, 3, 32, 48);
        assertThat(image.batch(-1)).containsExactly(-1, 3, 32, 48);
        assertThat(image).hasToString("[3, 32, 48]").isEqualTo(Shape.of(3, 32, 48));
        assertThat(image.hashCode()).isEqualTo(Shape.of(3, 32, 48).hashCode());
        assertThat(image).isNotEqualTo(Shape.of(3, 48, 32));
        assertThat(Shape.of(3).isImage()).isFalse();
    }

    @Test
    void arraysGoInAndOutAsCopies() {
        int[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 9;
        shape.toArray()[1] = 9;
        assertThat(shape.toArray()).containsExactly(2, 3);
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> Shape.of()).hasMessage("expected at least one dimension, got none");
        assertThatThrownBy(() -> Shape.of(3, 0)).hasMessage("expected dimensions of at least 1, got [3, 0]");
        assertThatThrownBy(() -> Shape.of(-2)).hasMessage("expected dimensions of at least 1, got [-2]");
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at most 2147483647 values, got [65536, 32768]");
        assertThat(Shape.of(Integer.MAX_VALUE, 1).elements()).isEqualTo(Integer.MAX_VALUE);
    }
}
