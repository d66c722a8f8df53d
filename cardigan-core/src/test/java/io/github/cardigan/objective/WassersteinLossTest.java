package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class WassersteinLossTest {

    private final WassersteinLoss loss = new WassersteinLoss();

    @Test
    void lossesAreDifferencesOfMeansWhateverTheCounts() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(4f, -1f, 3f).set_requires_grad(true); // mean 2
            Tensor fake = Tensor.create(0.5f, -3.5f).set_requires_grad(true); // mean -1.5
            Tensor d = loss.discriminatorLoss(real, fake);
            Tensor g = loss.generatorLoss(fake);
            assertThat(d.item_double()).isEqualTo(-3.5);
            assertThat(g.item_double()).isEqualTo(1.5);
            assertThat(Tensors.toFloats(Gradients.of(d, real, false))).containsOnly(-1f / 3);
            assertThat(Tensors.toFloats(Gradients.of(d, fake, false))).containsOnly(0.5f);
            assertThat(Tensors.toFloats(Gradients.of(g, fake, false))).containsOnly(-0.5f);
        }
    }

    @Test
    void scoresReadAsTheyAre() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(loss.read(Tensor.create(-7f)).item_double()).isEqualTo(-7);
        }
    }
}
