package io.github.cardigan.attack;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Looks for the nearest image that is read otherwise: takes the model for linear, steps onto the nearest boundary between classes,
 * and again (Moosavi-Dezfooli, Fawzi, Frossard 2015, arXiv:1511.04599, algorithm 2; section 3.3 for L-inf). Untargeted; has no
 * epsilon: how far it had to go is its result.
 *
 * <p>Needs a gradient per class and step. Steps are cut to the range of images.
 *
 * @param norm in which to be near
 * @param maxSteps at least 1; the paper needs about 3
 * @param overshoot how much farther than the boundary to go, at least 0; the paper's 0.02
 */
public record DeepFool(Norm norm, int maxSteps, double overshoot) implements Attack {

    /** A step from on the boundary itself, for images in [-1, 1]. */
    private static final double SHORTEST_STEP = 1e-4;

    private static final double NO_SLOPE = 1e-30;

    public DeepFool {
        Check.steps(maxSteps);
        if (!(overshoot >= 0)) {
            throw new IllegalArgumentException("expected an overshoot of at least 0, got " + overshoot);
        }
    }

    /** As in the paper, with at most 50 steps. */
    public static DeepFool of(Norm norm) {
        return new DeepFool(norm, 50, 0.02);
    }

    @Override
    public String name() {
        return "deepfool";
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return Unfooled.attack(
                victim, Goal.untargeted(), images, labels, random, (x, y, sources) -> nearest(victim, x, y));
    }

    private Tensor nearest(Victim victim, Tensor images, Tensor labels) {
        Tensor total = torch.zeros_like(images);
        Tensor x = images.clone();
        boolean moved = true;
        for (int step = 0; step < maxSteps && moved; step++) {
            try (TensorScope scope = new TensorScope()) {
                Tensor at = x.detach().set_requires_grad(true);
                Tensor logits = victim.logits(at);
                Tensor held = logits.argmax(new LongOptional(1), false).eq(labels); // [N]: not fooled yet
                moved = held.any().item_bool();
                Tensor towards =
                        toNearestBoundary(logits, gradients(logits, at), labels).view_as(images);
                try (NoGrad noGrad = new NoGrad()) {
                    total.add_(towards.mul(Rows.spread(held.to(ScalarType.Float), images)));
                    x.copy_(PixelRange.clamp(images.add(total.mul(new Scalar(1 + overshoot)))));
                }
            }
        }
        return x;
    }

    /** The gradient of every logit {@code [N, classes, values]}. */
    private static Tensor gradients(Tensor logits, Tensor at) {
        TensorVector perClass = new TensorVector();
        for (int k = 0; k < logits.size(1); k++) {
            perClass.push_back(Rows.flat(Gradients.of(logits.select(1, k), at, false)));
        }
        return torch.stack(perClass, 1);
    }

    /** The paper's lines 5 to 9: {@code [N, values]}. */
    private Tensor toNearestBoundary(Tensor logits, Tensor gradients, Tensor labels) {
        long classes = logits.size(1);
        Tensor own = labels.unsqueeze(1); // [N, 1]
        Tensor ownRows = own.unsqueeze(2).expand(own.size(0), 1, gradients.size(2)); // [N, 1, values]
        Tensor w = gradients.sub(gradients.gather(1, ownRows)); // [N, classes, values]
        Tensor f = logits.detach().sub(logits.detach().gather(1, own)).abs(); // [N, classes]
        Tensor slope = norm.dualLength(w.flatten(0, 1)).view(f.size(0), classes).clamp_min(new Scalar(NO_SLOPE));
        Tensor isOwn = torch.arange(new Scalar(classes), labels.options()).eq(own);
        Tensor distance = f.div(slope).masked_fill(isOwn, new Scalar(Double.POSITIVE_INFINITY));
        Tensor nearest = distance.argmin(new LongOptional(1), true); // [N, 1]
        Tensor step = distance.gather(1, nearest).clamp_min(new Scalar(SHORTEST_STEP)); // [N, 1]
        Tensor toNearest = w.gather(1, nearest.unsqueeze(2).expand(f.size(0), 1, gradients.size(2)))
                .squeeze(1);
        return norm.direction(toNearest).mul(step);
    }
}
