package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * What a model makes of some images, as plain numbers.
 *
 * @param read the class each is read as
 * @param probability the model's for that class; not a number where a logit is not finite
 * @param right whether it is the label
 * @param reached whether it is what the attacker wants
 */
record Reading(int[] read, float[] probability, boolean[] right, boolean[] reached) {

    static Reading of(Victim victim, Tensor images, Tensor labels, Goal goal) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor logits = victim.logits(images);
            Tensor read = logits.argmax(new LongOptional(1), true); // [N, 1]
            float[] classes = Tensors.toFloats(read); // exact below 2^24
            int[] asInts = new int[classes.length];
            for (int i = 0; i < asInts.length; i++) {
                asInts[i] = (int) classes[i];
            }
            return new Reading(
                    asInts,
                    Tensors.toFloats(logits.softmax(1).gather(1, read)),
                    truths(read.squeeze(1).eq(labels)),
                    truths(goal.reached(logits, labels)));
        }
    }

    /**
     * @throws ConfigurationException if the model answers with something that is not a number
     */
    void requireFinite() {
        for (float p : probability) {
            if (!Float.isFinite(p)) {
                throw new ConfigurationException(
                        "expected a model with finite logits, got one that answers a clean image with NaN or infinity",
                        "its training diverged: take another checkpoint");
            }
        }
    }

    private static boolean[] truths(Tensor mask) {
        float[] values = Tensors.toFloats(mask);
        boolean[] truths = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            truths[i] = values[i] != 0;
        }
        return truths;
    }
}
