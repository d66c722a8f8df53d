package io.github.cardigan.engine;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Runs the forward passes inside it in a {@link Precision}: libtorch then converts the inputs of matrix products and convolutions
 * and leaves the rest in fp32. Backward passes belong outside; they follow the types of the forward pass.
 *
 * <p>Thread-local, not reentrant: one at a time per thread, in try-with-resources.
 */
public final class Autocast implements AutoCloseable {

    private final DeviceType device;
    private final boolean active;

    public Autocast(Precision precision, Device where) {
        device = where.isCpu() ? DeviceType.CPU : DeviceType.CUDA;
        active = precision.resolve(where) == Precision.BF16;
        if (active) {
            torch.set_autocast_enabled(device, true);
            torch.set_autocast_dtype(device, ScalarType.BFloat16);
        }
    }

    @Override
    public void close() {
        if (active) {
            torch.set_autocast_enabled(device, false);
            torch.clear_cache(); // converted weights are cached until here; they are stale after the next update
        }
    }
}
