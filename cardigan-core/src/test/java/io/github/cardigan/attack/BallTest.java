package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BallTest {

    @Test
    void anEpsilonOfUnitImagesIsTwiceAsLongHere() {
        assertThat(Ball.linf(0.3).radius()).isEqualTo(0.6);
        assertThat(PixelRange.lengthInUnitImages(PixelRange.lengthHere(0.3))).isEqualTo(0.3);
    }

    @Test
    void whatIsProjectedIsNearAndInRange() {
        try (TensorScope scope = new TensorScope()) {
            Tensor images = Linear.images(new float[] {-1, 0.9f, 0, 0});
            Tensor far = Linear.images(new float[] {-2, 2, 1, 0.1f});
            assertThat(Tensors.toFloats(Ball.linf(0.25).project(images, far)))
                    .containsExactly(new float[] {-1, 1, 0.5f, 0.1f}, within(1e-6f));
            assertThat(Tensors.toFloats(Ball.l2(0.25).project(images, Linear.images(new float[] {-1, 0.9f, 3, 4}))))
                    .containsExactly(new float[] {-1, 0.9f, 0.3f, 0.4f}, within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.01, 76.5, Double.NaN})
    void anEpsilonOutOfRangeIsRefused(double epsilon) {
        assertThatThrownBy(() -> Ball.linf(epsilon))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected an epsilon from 0 to 1 in linf, got " + epsilon);
    }

    @Test
    void euclideanEpsilonsMayBeLonger() {
        assertThat(Ball.l2(3).radius()).isEqualTo(6);
        assertThatThrownBy(() -> Ball.l2(-1)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Ball.l2(Double.POSITIVE_INFINITY)).isInstanceOf(ConfigurationException.class);
    }
}
