package io.github.cardigan.attack;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Classifier;
import org.bytedeco.pytorch.Tensor;

/**
 * Training on the worst images instead of the clean ones: the inner maximisation of Madry et al. 2017 (arXiv:1706.06083, equation
 * 2.1). Every image of a batch is moved by a few gradient steps from a random point of the ball; the last point is trained on.
 *
 * <p>As in the code of Wong et al., the random point may lie outside the range of images; what is trained on does not.
 *
 * @param ball in which the training shall make the model hold
 * @param steps of the attack per update, at least 1
 * @param stepSize of each, for images in [0, 1]
 */
public record AdversarialTraining(Ball ball, int steps, double stepSize) {

    private static final double FAST_STEP = 1.25;

    public AdversarialTraining {
        Check.steps(steps);
        Check.stepSize(stepSize);
    }

    /**
     * One step of 1.25 epsilon from a random point: nearly as good as many steps, at the price of one (Wong, Rice, Kolter 2020, Fast is
     * better than free, arXiv:2001.03994, algorithm 3). For MNIST they take epsilon 0.3, which makes steps of 0.375.
     *
     * @param ball with an epsilon above 0
     */
    public static AdversarialTraining fast(Ball ball) {
        return new AdversarialTraining(ball, 1, FAST_STEP * ball.epsilon());
    }

    /**
     * Many steps, as Madry et al. train: on MNIST 40 of 0.01 at epsilon 0.3.
     *
     * @param ball with an epsilon above 0
     */
    public static AdversarialTraining pgd(Ball ball, int steps) {
        return new AdversarialTraining(ball, steps, Pgd.usualStepSize(ball, steps));
    }

    /**
     * What to train on in the place of clean images. The network is frozen meanwhile and trainable afterwards; running statistics do
     * not move.
     *
     * @param images {@code [N, ...]} in [-1, 1]
     * @param labels what they show, {@code [N]}
     * @param random of the training; one number is taken from it
     * @return like the images, without history, owned by the current scope
     */
    public Tensor worst(Classifier classifier, Tensor images, Tensor labels, RandomSource random) {
        Ascent ascent = new Ascent(ball, steps, stepSize, AttackLoss.CROSS_ENTROPY, Goal.untargeted());
        Victim victim = Victim.of(classifier);
        ImageRandom sources = ImageRandom.of(new RandomSource(random.nextLong()), 0, Math.toIntExact(images.size(0)));
        classifier.network().trainable(false);
        try (TensorScope scope = new TensorScope()) {
            Tensor x = ball.anywhereUncut(images, sources);
            for (int i = 0; i < steps; i++) {
                x = ascent.step(
                        images,
                        x,
                        Ascent.slope(victim, x, labels, ascent.loss(), ascent.goal())
                                .gradient());
            }
            return scope.keep(x);
        } finally {
            classifier.network().trainable(true);
        }
    }
}
