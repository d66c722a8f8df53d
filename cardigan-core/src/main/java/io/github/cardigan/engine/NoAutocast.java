package io.github.cardigan.engine;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * Inside it, operations compute in the number formats of their inputs, whatever {@link Autocast} is around: for the small products
 * whose eighth bit matters. Thread-local; use in try-with-resources.
 */
public final class NoAutocast implements AutoCloseable {

    private final DeviceType device;
    private final boolean wasEnabled;

    /**
     * @param on a tensor on the device in question
     */
    public NoAutocast(Tensor on) {
        device = on.is_cuda() ? DeviceType.CUDA : DeviceType.CPU;
        wasEnabled = torch.is_autocast_enabled(device);
        if (wasEnabled) {
            torch.set_autocast_enabled(device, false);
        }
    }

    @Override
    public void close() {
        if (wasEnabled) {
            torch.set_autocast_enabled(device, true);
        }
    }
}
