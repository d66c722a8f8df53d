package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MirrorPadTest {

    /** The example of PyTorch's ReflectionPad2d with one pixel on each side. */
    @Test
    void theBorderItselfIsNotRepeated() {
        try (Network network =
                        Network.build(new MirrorPad(1), Shape.image(1, 2, 3), Device.cpu(), new RandomSource(1));
                TensorScope scope = new TensorScope()) {
            Tensor image = Tensor.create(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
            Tensor made = network.forward(image, Pass.inference());
            assertThat(Tensors.shape(made)).containsExactly(1, 1, 4, 5);
            assertThat(Tensors.toFloats(made))
                    .containsExactly(5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 2, 1, 2, 3, 2);
        }
    }

    @Test
    void anImageMustBeLargerThanItsMirror() {
        assertThatThrownBy(() -> new MirrorPad(3).outputShape(Shape.image(1, 3, 9)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("more than 3 pixels a side");
        assertThatThrownBy(() -> new MirrorPad(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
