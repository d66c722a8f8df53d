package io.github.cardigan.training;

import io.github.cardigan.network.Discriminator;
import io.github.cardigan.objective.Objective;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The two alternating moves of a GAN (Goodfellow et al. 2014, algorithm 1).
 *
 * <p>Values recorded: {@code d_real}, the mean reading of D(x), {@code d_fake}, that of D(G(z)), and {@code diversity}, how
 * different the generated samples are ({@link Diversity}).
 */
public final class AdversarialPhases {

    private AdversarialPhases() {}

    /** Real samples are to be told from generated ones; only the discriminator moves. */
    public static Phase discriminator(Player player, Discriminator discriminator, Objective objective, int repeats) {
        return new Phase("discriminator", player, repeats, step -> {
            Tensor fake = step.fakeWithoutHistory();
            List<Tensor> scores = discriminator.scoreBoth(step.real(), fake, step.pass());
            Tensor realScores = scores.get(0);
            Tensor fakeScores = scores.get(1);
            step.record("d_real", objective.read(realScores).mean());
            step.record("d_fake", objective.read(fakeScores).mean());
            Diversity.record(step, fake);
            return objective.discriminatorLoss(realScores, fakeScores);
        });
    }

    /** Generated samples are to be taken for real; only the generator moves, and it never sees a real sample. */
    public static Phase generator(Player player, Discriminator discriminator, Objective objective) {
        return new Phase(
                "generator", player, 1, step -> objective.generatorLoss(discriminator.score(step.fake(), step.pass())));
    }
}
