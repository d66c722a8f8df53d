package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The two networks of a GAN in bare libtorch calls, for {@link TutorialLoop}. */
abstract class TutorialNetworks implements AutoCloseable {

    static final int LATENT = 100;

    private final Device device;
    private final RandomSource random = new RandomSource(1);
    private final List<Tensor> statistics = new ArrayList<>();
    final List<Tensor> generator = new ArrayList<>();
    final List<Tensor> discriminator = new ArrayList<>();

    TutorialNetworks(Device device) {
        this.device = device;
    }

    /** The shape of one sample. */
    abstract Shape sample();

    /** From {@code [N, 100]} to {@code [N, ...sample]}. */
    abstract Tensor generate(Tensor z);

    /** From {@code [N, ...sample]} to {@code [N, 1]}. */
    abstract Tensor score(Tensor x);

    final void weight(List<Tensor> network, double bound, long... shape) {
        try (TensorScope scope = new TensorScope()) {
            Tensor weight = TensorScope.own(random.uniform(device, -bound, bound, shape));
            weight.set_requires_grad(true);
            network.add(weight);
        }
    }

    /** Batch norm in the generator: factor, offset and two running statistics. */
    final void norm(long channels) {
        try (TensorScope scope = new TensorScope()) {
            for (double start : new double[] {1, 0}) {
                Tensor parameter = TensorScope.own(
                        torch.full(new long[] {channels}, new Scalar(start), device.options(torch.ScalarType.Float)));
                parameter.set_requires_grad(true);
                generator.add(parameter);
                statistics.add(TensorScope.own(torch.full(
                        new long[] {channels}, new Scalar(1 - start), device.options(torch.ScalarType.Float))));
            }
        }
    }

    /**
     * Batch norm.
     *
     * @param at of its factor in the generator
     * @param norm the how many-th it is, from 0
     */
    final Tensor normal(Tensor x, int at, int norm) {
        return torch.batch_norm(
                x,
                new TensorOptional(generator.get(at)),
                new TensorOptional(generator.get(at + 1)),
                new TensorOptional(statistics.get(2 * norm)),
                new TensorOptional(statistics.get(2 * norm + 1)),
                true,
                0.1,
                1e-5,
                false);
    }

    @Override
    public final void close() {
        generator.forEach(TensorScope::release);
        discriminator.forEach(TensorScope::release);
        statistics.forEach(TensorScope::release);
    }
}
