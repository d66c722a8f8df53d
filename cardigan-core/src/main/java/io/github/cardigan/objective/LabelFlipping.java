package io.github.cardigan.objective;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Now and then a wrong label for the discriminator, so that it never becomes quite sure (noisy labels, Chintala et al. 2016, "How to
 * train a GAN?", NIPS workshop on adversarial training). At each move the real and the fake score of a pair, the i-th of each, exchange
 * their parts with probability {@code rate}. The generator's loss is the base's.
 *
 * <p>Exchanging pairs keeps the numbers of real and fake labels as they are; flipping labels one by one has the same expected loss
 * where the base is a mean over samples.
 *
 * @param base the objective whose discriminator is misled
 * @param rate in [0, 0.5); at a half the labels would say nothing
 * @param random draws who is flipped, one number a pair; a resumed run flips the same only if the source's state is kept with it
 */
public record LabelFlipping(Objective base, double rate, RandomSource random) implements Objective {

    public LabelFlipping {
        if (!(rate >= 0 && rate < 0.5)) {
            throw new IllegalArgumentException("expected rate in [0, 0.5), got " + rate);
        }
    }

    /**
     * The base's loss after some pairs were exchanged.
     *
     * @throws IllegalArgumentException if there are not as many real as fake scores
     */
    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        Require.sameShape("scores", realScores, fakeScores);
        Tensor flip = random.uniform(Device.cpu(), 0, 1, Tensors.shape(realScores))
                .to(realScores)
                .lt(new Scalar(rate));
        return base.discriminatorLoss(
                torch.where(flip, fakeScores, realScores), torch.where(flip, realScores, fakeScores));
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return base.generatorLoss(fakeScores);
    }

    @Override
    public Tensor generatorLoss(Tensor realScores, Tensor fakeScores) {
        return base.generatorLoss(realScores, fakeScores);
    }

    @Override
    public boolean comparesWithReal() {
        return base.comparesWithReal();
    }

    @Override
    public Tensor read(Tensor scores) {
        return base.read(scores);
    }
}
