package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNoiseTest {

    @ParameterizedTest
    @CsvSource({
        "0.2, 0, 0.2",
        "0.2, 0.25, 0.15",
        "0.2, 1, 0",
        "0.1:0.5, 0.25, 0.05",
        "0.1:0.5, 0.5, 0",
        "0.1:0.5, 0.9, 0",
        "0.1:0.5, -1, 0.1",
        "0, 0, 0"
    })
    void theDeviationFallsInAStraightLine(String text, double progress, double expected) {
        assertThat(InstanceNoise.parse(text).deviation(progress)).isCloseTo(expected, within(1e-15));
        assertThat(InstanceNoise.parse(text).text()).isEqualTo(text);
    }

    @Test
    void samplesOfAnyShapeGetNoiseOfThatDeviation() {
        try (TensorScope scope = new TensorScope()) {
            int n = 20_000;
            Tensor vectors = torch.full(new long[] {n, 2}, new Scalar(3.0));
            Tensor noise = new InstanceNoise(0.4, 0.5)
                    .apply(vectors, new RandomSource(1), 0.25)
                    .sub(vectors);
            double error = 4 / Math.sqrt(2.0 * n); // four standard errors of the mean; less by sqrt(2) for a deviation
            assertThat(noise.mean().item_double()).isCloseTo(0, within(0.2 * error));
            assertThat(noise.square().mean().sqrt().item_double()).isCloseTo(0.2, within(0.2 * error / Math.sqrt(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-0.1", "0.1:", "0.1:0", "0.1:1.1", "0.1:0.5:1", ".", "NaN"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> InstanceNoise.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("got '" + text + "'");
    }
}
