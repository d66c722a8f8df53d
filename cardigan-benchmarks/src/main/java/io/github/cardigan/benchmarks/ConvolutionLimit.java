package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * What this machine can do at best: GFLOP/s of large fp32 convolutions through the same library. Two shapes, since none is the
 * fastest everywhere: the generator's largest layer, a 5x5 256 to 128 transposed convolution at 7x7, and a 3x3 128 to 128
 * convolution at 28x28, both at batch 64.
 */
final class ConvolutionLimit implements AutoCloseable {

    private static final int BATCH = 64;
    private static final double TRANSPOSED_GFLOP = 2e-9 * BATCH * 25 * 256 * 128 * 7 * 7;
    private static final double PLAIN_GFLOP = 2e-9 * BATCH * 9 * 128 * 128 * 28 * 28;

    private final Device device;
    private final Tensor small;
    private final Tensor smallKernel;
    private final Tensor large;
    private final Tensor largeKernel;

    ConvolutionLimit(Device device) {
        this.device = device;
        RandomSource random = new RandomSource(1);
        try (TensorScope scope = new TensorScope()) {
            small = TensorScope.own(random.uniform(device, -1, 1, BATCH, 256, 7, 7));
            smallKernel = TensorScope.own(random.uniform(device, -1, 1, 256, 128, 5, 5));
            large = TensorScope.own(random.uniform(device, -1, 1, BATCH, 128, 28, 28));
            largeKernel = TensorScope.own(random.uniform(device, -1, 1, 128, 128, 3, 3));
        }
    }

    /** The better of the two, once each. */
    double gflops() {
        return Math.max(
                TRANSPOSED_GFLOP
                        / seconds(() -> torch.conv_transpose2d(
                                small,
                                smallKernel,
                                new TensorOptional(),
                                new long[] {1, 1},
                                new long[] {2, 2},
                                new long[] {0, 0},
                                1,
                                new long[] {1, 1})),
                PLAIN_GFLOP
                        / seconds(() -> torch.conv2d(
                                large,
                                largeKernel,
                                new TensorOptional(),
                                new long[] {1, 1},
                                new long[] {1, 1},
                                new long[] {1, 1},
                                1)));
    }

    private double seconds(Runnable operation) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            device.await();
            long start = System.nanoTime();
            operation.run();
            device.await();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    @Override
    public void close() {
        TensorScope.release(small);
        TensorScope.release(smallKernel);
        TensorScope.release(large);
        TensorScope.release(largeKernel);
    }
}
