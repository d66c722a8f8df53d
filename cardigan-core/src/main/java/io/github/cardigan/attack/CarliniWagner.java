package io.github.cardigan.attack;

import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The nearest image in L2 that is read as the attacker wants, by minimising {@code |x' - x|^2 + c f(x')} with Adam, where f is the
 * lead of the logit to be beaten (Carlini, Wagner 2016, arXiv:1608.04644, section V.A and VI.A). {@code x' = tanh(w)} keeps to the
 * range; c is found for each image by itself by binary search. Has no epsilon: how far it had to go is its result.
 *
 * <p>Deviates from the authors' code in never giving up early, which would make an image's fate depend on its batch. An image that
 * resists comes back unchanged.
 *
 * @param searches values of c tried per image, at least 1; the authors' 9
 * @param steps of Adam for each, at least 1; the authors' 1,000
 * @param learningRate of Adam in the space of w, above 0; the authors' 0.01
 * @param confidence the lead that the wrong logit must have, at least 0
 * @param goal what the attacker wants
 */
public record CarliniWagner(int searches, int steps, double learningRate, double confidence, Goal goal)
        implements Attack {

    private static final double FIRST_C = 1e-3;
    private static final double LARGEST_C = 1e10;
    /** Black and white lie at infinity for atanh; from nearer than this Adam would take all its steps to come back. */
    private static final double INSIDE = 1 - 1e-4;

    public CarliniWagner {
        Check.count("searches", searches);
        Check.steps(steps);
        if (!(learningRate > 0) || !(confidence >= 0)) {
            throw new IllegalArgumentException(
                    "expected learningRate > 0 and confidence >= 0, got " + learningRate + " and " + confidence);
        }
    }

    /** The authors' 9 searches, with 300 steps of 0.05 in the place of 1,000 of 0.01: as far, and come close. */
    public static CarliniWagner of(Goal goal) {
        return new CarliniWagner(9, 300, 0.05, 0, goal);
    }

    @Override
    public String name() {
        return "cw-" + searches + "x" + steps;
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return Unfooled.attack(victim, goal, images, labels, random, (x, y, sources) -> nearest(victim, x, y));
    }

    private Tensor nearest(Victim victim, Tensor images, Tensor labels) {
        Nearest nearest = new Nearest(images);
        Tensor start = torch.atanh(images.mul(new Scalar(INSIDE)));
        for (int search = 0; search < searches; search++) {
            descend(victim, images, start, labels, nearest);
            nearest.chooseC();
        }
        return nearest.images;
    }

    /** Adam from the image itself with the present c of each image. */
    private void descend(Victim victim, Tensor images, Tensor start, Tensor labels, Nearest nearest) {
        try (FlatTensors free = FlatTensors.parameters(Map.of("w", Tensors.shape(images)), victim.device());
                Adam adam = new Adam(free, 0.9, 0.999, 1e-8)) {
            free.vector().copy_(start.flatten());
            Tensor w = free.views().values().iterator().next();
            for (int step = 0; step < steps; step++) {
                try (TensorScope scope = new TensorScope()) {
                    Tensor x = torch.tanh(w);
                    Tensor logits = victim.logits(x);
                    Tensor distance = squaredDistance(images, x); // [N]
                    Tensor margin = goal.margin(logits, labels); // [N]
                    Tensor f = margin.neg().add(new Scalar(confidence)).clamp_min(new Scalar(0.0));
                    nearest.offer(x.detach(), distance.detach(), reached(logits, labels, margin));
                    Tensor gradient = Gradients.of(distance.add(f.mul(nearest.c)), w, false);
                    free.gradient().copy_(gradient.flatten());
                    adam.step(learningRate);
                }
            }
        }
    }

    private Tensor reached(Tensor logits, Tensor labels, Tensor margin) {
        return goal.reached(logits.detach(), labels).logical_and(margin.detach().ge(new Scalar(confidence)));
    }

    private static Tensor squaredDistance(Tensor images, Tensor x) {
        Tensor difference = Rows.flat(PixelRange.toUnit(x).sub(PixelRange.toUnit(images)));
        return difference
                .mul(difference)
                .sum(new long[] {1}, false, new org.bytedeco.pytorch.ScalarTypeOptional())
                .to(ScalarType.Double);
    }

    /** What is known of each image: the nearest success, and between which values the least sufficient c lies. */
    private static final class Nearest {

        final Tensor images;
        final Tensor c;
        private final Tensor best;
        private final Tensor lower;
        private final Tensor upper;
        private final Tensor succeeded;

        Nearest(Tensor originals) {
            images = originals.clone();
            c = torch.full_like(squaredDistance(originals, originals), new Scalar(FIRST_C));
            best = torch.full_like(c, new Scalar(Double.POSITIVE_INFINITY));
            lower = torch.zeros_like(c);
            upper = torch.full_like(c, new Scalar(LARGEST_C));
            succeeded = torch.zeros_like(c);
        }

        void offer(Tensor candidates, Tensor distance, Tensor reached) {
            try (NoGrad noGrad = new NoGrad()) {
                succeeded.copy_(torch.maximum(succeeded, reached.to(ScalarType.Double)));
                Tensor better = reached.logical_and(distance.lt(best));
                images.copy_(torch.where(Rows.spread(better, images), candidates, images));
                best.copy_(torch.where(better, distance, best));
            }
        }

        /** Less where this c sufficed, more where not: half-way, or tenfold as long as nothing sufficed. */
        void chooseC() {
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                Tensor enough = succeeded.gt(new Scalar(0.0));
                upper.copy_(torch.where(enough, torch.minimum(upper, c), upper));
                lower.copy_(torch.where(enough, lower, torch.maximum(lower, c)));
                Tensor halfWay = lower.add(upper).div(new Scalar(2.0));
                Tensor tenfold = torch.clamp(
                        c.mul(new Scalar(10.0)), new ScalarOptional(), new ScalarOptional(new Scalar(LARGEST_C)));
                c.copy_(torch.where(upper.lt(new Scalar(LARGEST_C)), halfWay, tenfold));
                succeeded.zero_();
            }
        }
    }
}
