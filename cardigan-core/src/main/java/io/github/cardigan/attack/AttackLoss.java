package io.github.cardigan.attack;

import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/** What a gradient attack climbs. */
public enum AttackLoss {
    /** The loss of training. Its gradient fades where the model is very sure. */
    CROSS_ENTROPY {
        @Override
        Tensor of(Goal goal, Tensor logits, Tensor labels) {
            return goal.crossEntropy(logits, labels);
        }
    },
    /** The lead of the wrong logit, which does not fade (Carlini, Wagner 2016, arXiv:1608.04644). */
    MARGIN {
        @Override
        Tensor of(Goal goal, Tensor logits, Tensor labels) {
            return goal.margin(logits, labels);
        }
    };

    /** Per image {@code [N]}, in 64 bits; larger is better for the attacker. */
    abstract Tensor of(Goal goal, Tensor logits, Tensor labels);

    /** For example {@code cross-entropy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
