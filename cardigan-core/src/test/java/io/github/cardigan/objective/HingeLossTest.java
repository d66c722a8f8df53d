package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class HingeLossTest {

    private static final Offset<Float> NOTHING = Offset.offset(0f); // but -0 equals 0

    private final HingeLoss loss = new HingeLoss();

    @Test
    void onlySamplesWithinTheirMarginCost() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(1.5f, 0.5f, -2f, 9f).set_requires_grad(true); // cost 0, 0.5, 3, 0
            Tensor fake = Tensor.create(-1.5f, -0.5f, 2f, -9f).set_requires_grad(true); // cost 0, 0.5, 3, 0
            Tensor d = loss.discriminatorLoss(real, fake);
            assertThat(d.item_double()).isEqualTo(3.5 / 4 + 3.5 / 4);
            assertThat(Tensors.toFloats(Gradients.of(d, real, false)))
                    .containsExactly(new float[] {0, -0.25f, -0.25f, 0}, NOTHING);
            assertThat(Tensors.toFloats(Gradients.of(d, fake, false)))
                    .containsExactly(new float[] {0, 0.25f, 0.25f, 0}, NOTHING);
        }
    }

    @Test
    void theGeneratorIsPulledUpEverywhere() {
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = Tensor.create(-3f, 5f).set_requires_grad(true);
            Tensor g = loss.generatorLoss(fake);
            assertThat(g.item_double()).isEqualTo(-1);
            assertThat(Tensors.toFloats(Gradients.of(g, fake, false))).containsOnly(-0.5f);
        }
    }

    @Test
    void scoresReadAsTheyAre() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(loss.read(Tensor.create(1.5f)).item_double()).isEqualTo(1.5);
        }
    }
}
