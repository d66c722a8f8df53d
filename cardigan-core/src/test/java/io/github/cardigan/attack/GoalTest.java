package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class GoalTest {

    private static Tensor logits() {
        return Tensor.create(new float[] {1, 3, 2, 5, 0, 4}, 2, 3);
    }

    @Test
    void marginsAreTheLeadOverTheLabelOrOfTheTarget() {
        try (TensorScope scope = new TensorScope()) {
            Tensor labels = Linear.labels(1, 2);
            assertThat(Tensors.toFloats(Goal.untargeted().margin(logits(), labels)))
                    .containsExactly(-1, 1);
            assertThat(Tensors.toFloats(Goal.target(0).margin(logits(), labels)))
                    .containsExactly(-2, 1);
            assertThat(Tensors.toFloats(Goal.untargeted().reached(logits(), labels)))
                    .containsExactly(0, 1);
            assertThat(Tensors.toFloats(Goal.target(0).reached(logits(), labels)))
                    .containsExactly(0, 1);
        }
    }

    @Test
    void crossEntropyIsTheNegativeLogProbabilityOfTheLabel() {
        try (TensorScope scope = new TensorScope()) {
            Tensor labels = Linear.labels(1, 2);
            double first = Math.log(Math.exp(1) + Math.exp(3) + Math.exp(2)) - 3;
            double second = Math.log(Math.exp(5) + Math.exp(0) + Math.exp(4)) - 4;
            assertThat(Tensors.toFloats(Goal.untargeted().crossEntropy(logits(), labels)))
                    .containsExactly(new float[] {(float) first, (float) second}, within(1e-6f));
            double toFirst = Math.log(Math.exp(1) + Math.exp(3) + Math.exp(2)) - 1;
            assertThat(Tensors.toFloats(Goal.target(0).crossEntropy(logits(), labels))[0])
                    .isEqualTo((float) -toFirst, within(1e-6f));
        }
    }

    @Test
    void aSureModelStillHasAGradient() {
        try (TensorScope scope = new TensorScope()) {
            Tensor sure = Tensor.create(new float[] {60, 0}, 1, 2).set_requires_grad(true);
            Tensor gradient = Gradients.of(Goal.untargeted().crossEntropy(sure, Linear.labels(0)), sure, false);
            // in 32 bits the derivative p - 1 of the label's logit would be exactly 0
            assertThat(Tensors.toFloats(gradient)[1]).isEqualTo((float) Math.exp(-60), within(1e-30f));
        }
    }

    @Test
    void aNegativeTargetIsRefused() {
        assertThatThrownBy(() -> Goal.target(-1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("got -1");
    }
}
