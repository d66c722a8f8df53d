package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What an attacker wants: that an image is not read as what it shows, or that it is read as a class of his choice.
 *
 * @param target that class, from 0; {@link #NO_TARGET} if any wrong one will do
 */
public record Goal(int target) {

    public static final int NO_TARGET = -1;

    public static Goal untargeted() {
        return new Goal(NO_TARGET);
    }

    /**
     * @throws ConfigurationException for a negative class
     */
    public static Goal target(int target) {
        if (target < 0) {
            throw new ConfigurationException("expected a target class from 0 on, got " + target, "");
        }
        return new Goal(target);
    }

    public boolean targeted() {
        return target != NO_TARGET;
    }

    /** The class that counts, {@code [N]}: the one to leave, or the one to reach. */
    Tensor aim(Tensor labels) {
        return targeted() ? torch.full_like(labels, new Scalar(target)) : labels;
    }

    /** Truth values {@code [N]}: whether these readings are what the attacker wants. */
    Tensor reached(Tensor logits, Tensor labels) {
        Tensor read = logits.argmax(new org.bytedeco.pytorch.LongOptional(1), false);
        return targeted() ? read.eq(aim(labels)) : read.ne(aim(labels));
    }

    /**
     * By how much, {@code [N]} in 64 bits: above 0 exactly where the goal is reached without a tie. The difference between the
     * logit of the label and the largest other one (Carlini, Wagner 2016, arXiv:1608.04644, f6).
     */
    Tensor margin(Tensor logits, Tensor labels) {
        Tensor z = logits.to(ScalarType.Double);
        Tensor aim = aim(labels).unsqueeze(1); // [N, 1]
        Tensor own = z.gather(1, aim); // [N, 1]
        Tensor isAim = torch.arange(new Scalar(z.size(1)), aim.options()).eq(aim); // [N, classes]
        Tensor others = z.masked_fill(isAim, new Scalar(Double.NEGATIVE_INFINITY));
        Tensor lead = others.amax(new long[] {1}, true).sub(own).squeeze(1); // [N]
        return targeted() ? lead.neg() : lead;
    }

    /** Cross-entropy {@code [N]}, with the sign that an attacker wants to be large. */
    Tensor crossEntropy(Tensor logits, Tensor labels) {
        // In 64 bits: where the model is sure, the gradient is far below what 32 bits can tell from zero.
        Tensor logProbabilities = logits.to(ScalarType.Double).log_softmax(1);
        Tensor own = logProbabilities.gather(1, aim(labels).unsqueeze(1)).squeeze(1);
        return targeted() ? own : own.neg();
    }
}
