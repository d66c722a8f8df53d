package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a GAN's two players minimise, given the discriminator's scores. Scores are raw outputs {@code [N]} in fp32, before any
 * sigmoid; losses are scalars. Stateless.
 */
public interface Objective {

    /**
     * The discriminator's loss. Gradients flow to the discriminator only: its fakes come without history.
     *
     * @param realScores D(x) for real samples
     * @param fakeScores D(G(z)) for generated samples
     */
    Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores);

    /**
     * The generator's loss. The generator never sees a real sample.
     *
     * @param fakeScores D(G(z)), with history through the discriminator to the generator
     */
    Tensor generatorLoss(Tensor fakeScores);

    /** Scores as people read them: for logits the probability of being real, in [0, 1]. */
    default Tensor read(Tensor scores) {
        return torch.sigmoid(scores);
    }
}
