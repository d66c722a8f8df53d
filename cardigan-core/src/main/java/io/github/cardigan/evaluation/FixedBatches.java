package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Runs images through a large network in batches of a fixed size, filled up with zeros: kernels for another batch size may round
 * differently, and a row of features must not depend, not by a bit, on what else is asked for.
 */
final class FixedBatches {

    private static final int CPU_BATCH = 4; // measured: larger ones are not faster, and take more memory
    private static final int GPU_BATCH = 64;

    private FixedBatches() {}

    /**
     * @param images {@code [N, C, H, W]} on the processor
     * @param device where the network is
     * @param network from images on the device, prepared or not, to features {@code [N, size]}
     * @return {@code [N, size]} in fp32 on the processor, owned by the current scope
     */
    static Tensor features(Tensor images, Device device, UnaryOperator<Tensor> network) {
        int size = device.isCpu() ? CPU_BATCH : GPU_BATCH;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            List<Tensor> rows = new ArrayList<>();
            for (long first = 0; first < images.size(0); first += size) {
                long count = Math.min(size, images.size(0) - first);
                rows.add(rows(device.move(filled(images.narrow(0, first, count), size)), count, network));
            }
            return scope.keep(torch.cat(new TensorVector(rows.toArray(Tensor[]::new)), 0));
        }
    }

    private static Tensor rows(Tensor batch, long count, UnaryOperator<Tensor> network) {
        try (TensorScope scope = new TensorScope()) {
            Tensor features = network.apply(batch).narrow(0, 0, count);
            return scope.keep(toProcessor(features));
        }
    }

    /** In fp32 on the processor. */
    static Tensor toProcessor(Tensor tensor) {
        return tensor.to(new org.bytedeco.pytorch.Device(DeviceType.CPU), ScalarType.Float);
    }

    private static Tensor filled(Tensor images, long size) {
        long missing = size - images.size(0);
        if (missing == 0) {
            return images;
        }
        Tensor zeros = torch.zeros_like(images.narrow(0, 0, 1)).expand(missing, -1, -1, -1);
        return torch.cat(new TensorVector(images, zeros), 0);
    }
}
