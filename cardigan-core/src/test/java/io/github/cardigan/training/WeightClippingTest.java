package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.Tensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightClippingTest {

    @Test
    void everyWeightOfEveryTensorIsKeptWithinTheLimit() {
        try (FlatTensors parameters =
                FlatTensors.parameters(Map.of("w", new long[] {2, 2}, "b", new long[] {3}), Device.cpu())) {
            Tensors.fill(parameters.vector(), new float[] {-3, -0.5f, -0.4f, 0, 0.25f, 0.75f, 1e30f});
            new WeightClipping(0.5).afterUpdate(parameters);
            assertThat(Tensors.toFloats(parameters.vector()))
                    .containsExactly(-0.5f, -0.5f, -0.4f, 0, 0.25f, 0.5f, 0.5f);
            assertThat(Tensors.toFloats(parameters.views().get("w").abs().amax())[0])
                    .isLessThanOrEqualTo(0.5f);
        }
    }

    /** A diverged training is to be seen, not clipped. */
    @Test
    void whatIsNotANumberStaysSo() {
        try (FlatTensors parameters = FlatTensors.parameters(Map.of("w", new long[] {1}), Device.cpu())) {
            Tensors.fill(parameters.vector(), new float[] {Float.NaN});
            new WeightClipping(0.5).afterUpdate(parameters);
            assertThat(Tensors.toFloats(parameters.vector())).containsExactly(Float.NaN);
        }
    }

    @Test
    void limitsThatCannotBeAreRefused() {
        for (double limit : new double[] {0, -0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new WeightClipping(limit)).hasMessage("expected a limit above 0, got " + limit);
        }
    }
}
