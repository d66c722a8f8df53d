package io.github.cardigan.benchmarks.tensorflow;

import java.util.List;
import java.util.Locale;

/**
 * That the loop trains both networks: every one of their tensors moved, and the discriminator tells this batch from fakes better
 * than before. A loop that skips work would be fast for the wrong reason.
 *
 * @param discriminatorBefore loss at the first step
 * @param discriminatorAfter loss at the last step
 * @param generatorBefore loss at the first step
 * @param generatorAfter loss at the last step
 * @param smallestMove the least mean absolute change of a tensor
 * @param largestMove the greatest
 */
record TrainingProof(
        double discriminatorBefore,
        double discriminatorAfter,
        double generatorBefore,
        double generatorAfter,
        double smallestMove,
        double largestMove) {

    private static final int STEPS = 12;

    /**
     * Trains a few steps.
     *
     * @throws IllegalStateException if a tensor stands still or the discriminator's loss does not fall
     */
    static TrainingProof of(TensorflowLoop loop, float[] real) {
        List<float[]> before = loop.weights();
        double[] first = loop.stepWithLosses(real);
        double[] last = first;
        for (int i = 1; i < STEPS; i++) {
            last = loop.stepWithLosses(real);
        }
        List<float[]> after = loop.weights();
        double smallest = Double.MAX_VALUE;
        double largest = 0;
        for (int i = 0; i < before.size(); i++) {
            double move = meanChange(before.get(i), after.get(i));
            if (!(move > 0 && move < 1)) {
                throw new IllegalStateException("expected variable " + i + " to move by a mean between 0 and 1 in "
                        + STEPS + " steps, got " + move);
            }
            smallest = Math.min(smallest, move);
            largest = Math.max(largest, move);
        }
        if (!(last[0] < first[0])) {
            throw new IllegalStateException("expected the discriminator's loss to fall in " + STEPS + " steps, got "
                    + first[0] + " and then " + last[0]);
        }
        return new TrainingProof(first[0], last[0], first[1], last[1], smallest, largest);
    }

    private static double meanChange(float[] before, float[] after) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.abs((double) after[i] - before[i]);
        }
        return sum / before.length;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TensorFlow trains: in %d steps the discriminator's loss went from %.3f to %.3f, the generator's from %.3f to"
                        + " %.3f; every tensor moved, by %.1e to %.1e on average",
                STEPS,
                discriminatorBefore,
                discriminatorAfter,
                generatorBefore,
                generatorAfter,
                smallestMove,
                largestMove);
    }
}
