package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a GAN's two players minimise, given the discriminator's scores. Scores are raw outputs {@code [N]} in fp32, before any
 * sigmoid; losses are scalars, finite with finite gradients at least for scores within +-1e4. Stateless.
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
     * The generator's loss where it needs no real sample, which is nearly always.
     *
     * @param fakeScores D(G(z)), with history through the discriminator to the generator
     * @throws IllegalStateException if this objective {@linkplain #comparesWithReal() compares with real scores}
     */
    Tensor generatorLoss(Tensor fakeScores);

    /**
     * The generator's loss, for every objective: those that do not compare ignore the real scores.
     *
     * @param realScores D(x) for real samples, constants for the generator
     * @param fakeScores D(G(z)), with history through the discriminator to the generator
     */
    default Tensor generatorLoss(Tensor realScores, Tensor fakeScores) {
        return generatorLoss(fakeScores);
    }

    /** Whether the generator's loss depends on real scores, which then have to be computed for its move. */
    default boolean comparesWithReal() {
        return false;
    }

    /** Scores as people read them: for logits the probability of being real, in [0, 1]. */
    default Tensor read(Tensor scores) {
        return torch.sigmoid(scores);
    }
}
