package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;

/**
 * How a plan is run.
 *
 * @param batch samples per update and network pass times {@code accumulate}, at least 1; 2 or more for batch norm
 * @param accumulate gradients of this many batches are averaged before each update, at least 1
 * @param seed of everything random
 * @param device where the plan's networks are
 * @param precision of matrix products and convolutions
 * @param emaDecay of the averaged product, in [0, 1); 0 for none
 */
public record TrainingSettings(
        int batch, int accumulate, long seed, Device device, Precision precision, double emaDecay) {

    public TrainingSettings {
        check(batch >= 1 && batch <= 65536, "batch", "from 1 to 65536", batch);
        check(accumulate >= 1 && accumulate <= 4096, "accumulate", "from 1 to 4096", accumulate);
        check(emaDecay >= 0 && emaDecay < 1, "ema", "in [0, 1)", emaDecay);
    }

    private static void check(boolean holds, String name, String range, Number got) {
        if (!holds) {
            throw new ConfigurationException("expected " + name + " " + range + ", got " + got, "");
        }
    }

    /** Batch 64 on the processor in the best precision it has natively. */
    public static TrainingSettings defaults(long seed) {
        return new TrainingSettings(64, 1, seed, Device.cpu(), Precision.AUTO, 0);
    }

    public TrainingSettings withBatch(int newBatch) {
        return new TrainingSettings(newBatch, accumulate, seed, device, precision, emaDecay);
    }
}
