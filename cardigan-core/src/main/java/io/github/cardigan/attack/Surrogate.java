package io.github.cardigan.attack;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Sequential;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A stand-in for a model that answers with labels only: it learns from the victim's answers, and what fools it is then shown to the
 * victim with {@link Transfer} (Papernot et al. 2016, arXiv:1602.02697).
 *
 * <p>Between rounds the known images are doubled along the surrogate's own slopes, {@code x + lambda sign(dF_label/dx)} (the
 * paper's Jacobian-based augmentation, equation 4), and the victim is asked about the new ones.
 *
 * @param layers the surrogate's own network, which need not be like the victim's
 * @param rounds of learning, at least 1; the set doubles between them
 * @param lambda length of the augmentation's steps for images in [0, 1], above 0; the paper's 0.1
 * @param epochs of Adam over the set per round, at least 1
 */
public record Surrogate(Layer layers, int rounds, double lambda, int epochs) {

    private static final double LEARNING_RATE = 1e-3;
    private static final int AT_ONCE = 256;

    public Surrogate {
        Check.count("rounds", rounds);
        Check.stepSize(lambda);
        Check.count("epochs", epochs);
    }

    /** A small convolutional network, 6 rounds of 10 epochs, lambda 0.1. */
    public static Surrogate small(int classes) {
        Layer layers = Sequential.of(
                Conv2d.of(16, 3, 2),
                Activation.RELU,
                Conv2d.of(32, 3, 2),
                Activation.RELU,
                new Flatten(),
                Dense.of(64),
                Activation.RELU,
                Dense.of(classes));
        return new Surrogate(layers, 6, 0.1, 10);
    }

    /** How many labels the victim is asked for: {@code images 2^(rounds - 1)}. */
    public long questions(int images) {
        return (long) images << (rounds - 1);
    }

    /**
     * Learns what the victim answers.
     *
     * @param victim asked for labels, {@link #questions} in all
     * @param images to begin with, {@code [N, ...]} in [-1, 1], not of the victim's training; their labels are not needed
     * @param classNames the victim's
     * @return frozen; its network belongs to the caller
     */
    public Classifier train(Victim victim, Tensor images, List<String> classNames, RandomSource random) {
        Shape shape = victim.shape();
        Classifier surrogate =
                new Classifier(Network.build(layers, shape, victim.device(), random.split(0)), classNames);
        try (TensorScope scope = new TensorScope()) {
            Tensor known = images;
            Tensor answers = ask(victim, known);
            for (int round = 0; round < rounds; round++) {
                if (round > 0) {
                    Tensor invented = augment(surrogate, known, answers);
                    answers = joined(answers, ask(victim, invented));
                    known = joined(known, invented);
                }
                learn(surrogate, known, answers, random.split(round + 1L));
            }
            return surrogate;
        } catch (RuntimeException e) {
            surrogate.network().close();
            throw e;
        }
    }

    /** The share of images, from 0 to 1, that a surrogate reads as the victim does. */
    public static double agreement(Classifier surrogate, Victim victim, Tensor images) {
        try (TensorScope scope = new TensorScope()) {
            Victim own = Victim.of(surrogate);
            Tensor same = inParts(images, images, (x, y) -> victim.read(x).eq(own.read(x)));
            return (double) Rows.where(same).length / images.size(0);
        }
    }

    private void learn(Classifier surrogate, Tensor known, Tensor answers, RandomSource random) {
        int count = Math.toIntExact(known.size(0));
        Fitting.run(surrogate.network(), count, epochs, LEARNING_RATE, random, index -> {
            Tensor logits = surrogate.logits(known.index_select(0, index), Pass.training(random));
            return torch.cross_entropy_loss(logits, answers.index_select(0, index));
        });
    }

    private static Tensor ask(Victim victim, Tensor images) {
        return inParts(images, images, (x, y) -> victim.read(x));
    }

    /** New images: each known one, moved along the slope of its answer. */
    private Tensor augment(Classifier surrogate, Tensor known, Tensor answers) {
        Victim own = Victim.of(surrogate);
        double length = PixelRange.lengthHere(lambda);
        return inParts(known, answers, (x, y) -> {
            // The log-probability of the answer rises where the loss falls.
            Tensor slope = Ascent.slope(own, x, y, AttackLoss.CROSS_ENTROPY, Goal.untargeted())
                    .gradient()
                    .neg();
            return PixelRange.clamp(x.add(slope.sign().mul(new Scalar(length))));
        });
    }

    /** Computes something for images and their labels. */
    @FunctionalInterface
    private interface Part {
        Tensor of(Tensor images, Tensor labels);
    }

    private static Tensor inParts(Tensor images, Tensor labels, Part part) {
        try (TensorScope scope = new TensorScope()) {
            TensorVector parts = new TensorVector();
            for (long first = 0; first < images.size(0); first += AT_ONCE) {
                long size = Math.min(AT_ONCE, images.size(0) - first);
                try (TensorScope inner = new TensorScope()) {
                    parts.push_back(part.of(images.narrow(0, first, size), labels.narrow(0, first, size)));
                }
            }
            return scope.keep(torch.cat(parts, 0));
        }
    }

    private static Tensor joined(Tensor first, Tensor second) {
        return torch.cat(new TensorVector(first, second), 0);
    }
}
