package io.github.cardigan.attack;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;

/** Attacks only those images that are not read as the attacker wants already; the others stay as they are. */
final class Unfooled {

    /** An attack on images that all have yet to be fooled. */
    @FunctionalInterface
    interface RowAttack {
        Tensor perturb(Tensor images, Tensor labels, ImageRandom random);
    }

    private Unfooled() {}

    static Tensor attack(Victim victim, Goal goal, Tensor images, Tensor labels, ImageRandom random, RowAttack attack) {
        try (TensorScope scope = new TensorScope()) {
            Tensor result = images.detach().clone();
            int[] rows = rows(victim, goal, images, labels);
            if (rows.length > 0) {
                Tensor index = Rows.index(rows, victim.device());
                Tensor perturbed = attack.perturb(
                        result.index_select(0, index), labels.index_select(0, index), random.select(rows));
                result = result.index_copy(0, index, perturbed);
            }
            return scope.keep(result);
        }
    }

    private static int[] rows(Victim victim, Goal goal, Tensor images, Tensor labels) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            return Rows.where(goal.reached(victim.logits(images), labels).logical_not());
        }
    }
}
