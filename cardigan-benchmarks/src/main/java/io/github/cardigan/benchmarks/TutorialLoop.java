package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The 28x28 DCGAN as a tutorial writes it, in bare libtorch calls: the fake batch made once and detached for the discriminator,
 * the library's dropout, losses and Adam, discriminator gradients computed in the generator's phase too and thrown away. What
 * {@code cardigan bench} compares with; it trains the same networks.
 */
final class TutorialLoop implements AutoCloseable {

    private static final Scalar SLOPE = TensorScope.own(new Scalar(0.3));

    private final List<Tensor> owned = new ArrayList<>();
    private final Device device;
    private final List<Tensor> generator = new ArrayList<>();
    private final List<Tensor> statistics = new ArrayList<>();
    private final List<Tensor> discriminator = new ArrayList<>();
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

    TutorialLoop(Device device) {
        this.device = device;
        RandomSource random = new RandomSource(1);
        try (TensorScope scope = new TensorScope()) {
            generator.add(weight(random, 0.1, 12544, 100));
            norm(12544);
            generator.add(weight(random, 0.018, 256, 128, 5, 5));
            norm(128);
            generator.add(weight(random, 0.025, 128, 64, 5, 5));
            norm(64);
            generator.add(weight(random, 0.2, 64, 1, 5, 5));
            discriminator.add(weight(random, 0.2, 64, 1, 5, 5));
            discriminator.add(weight(random, 0.2, 64));
            discriminator.add(weight(random, 0.025, 128, 64, 5, 5));
            discriminator.add(weight(random, 0.025, 128));
            discriminator.add(weight(random, 0.012, 1, 6272));
            discriminator.add(weight(random, 0.012, 1));
            generatorAdam = TensorScope.own(new Adam(vector(generator), new AdamOptions(2e-4)));
            discriminatorAdam = TensorScope.own(new Adam(vector(discriminator), new AdamOptions(2e-4)));
        }
    }

    private Tensor weight(RandomSource random, double bound, long... shape) {
        Tensor weight = TensorScope.own(random.uniform(device, -bound, bound, shape));
        weight.set_requires_grad(true);
        owned.add(weight);
        return weight;
    }

    private void norm(long channels) {
        for (double start : new double[] {1, 0}) {
            Tensor parameter = TensorScope.own(
                    torch.full(new long[] {channels}, new Scalar(start), device.options(torch.ScalarType.Float)));
            Tensor statistic = TensorScope.own(
                    torch.full(new long[] {channels}, new Scalar(1 - start), device.options(torch.ScalarType.Float)));
            parameter.set_requires_grad(true);
            generator.add(parameter);
            statistics.add(statistic);
            owned.add(parameter);
            owned.add(statistic);
        }
    }

    private static TensorVector vector(List<Tensor> tensors) {
        return new TensorVector(tensors.toArray(Tensor[]::new));
    }

    /**
     * One iteration.
     *
     * @param values real samples {@code [batch, 1, 28, 28]}
     */
    void step(float[] values, int batch, RandomSource random) {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = device.move(Tensor.create(values, batch, 1, 28, 28));
            Tensor fake = generate(random.normal(device, batch, 100));

            discriminatorAdam.zero_grad();
            Tensor ones = torch.ones(new long[] {batch, 1}, device.options(torch.ScalarType.Float));
            Tensor zeros = torch.zeros_like(ones);
            Tensor loss = torch.binary_cross_entropy_with_logits(score(real), ones)
                    .add(torch.binary_cross_entropy_with_logits(score(fake.detach()), zeros));
            loss.backward();
            discriminatorAdam.step();

            generatorAdam.zero_grad();
            Tensor generatorLoss = torch.binary_cross_entropy_with_logits(score(fake), ones);
            generatorLoss.backward();
            generatorAdam.step();
        }
    }

    private Tensor generate(Tensor z) {
        Tensor x = torch.linear(z, generator.get(0));
        x = activate(x, 1).view(-1, 256, 7, 7);
        x = activate(grow(x, generator.get(3), 1), 4);
        x = activate(grow(x, generator.get(6), 2), 7);
        return torch.tanh(grow(x, generator.get(9), 2));
    }

    private Tensor activate(Tensor x, int at) {
        int statistic = (at - 1) / 3 * 2;
        Tensor normal = torch.batch_norm(
                x,
                new TensorOptional(generator.get(at)),
                new TensorOptional(generator.get(at + 1)),
                new TensorOptional(statistics.get(statistic)),
                new TensorOptional(statistics.get(statistic + 1)),
                true,
                0.1,
                1e-5,
                false);
        return torch.leaky_relu(normal, SLOPE);
    }

    private static Tensor grow(Tensor x, Tensor kernel, long stride) {
        return torch.conv_transpose2d(
                x,
                kernel,
                new TensorOptional(),
                new long[] {stride, stride},
                new long[] {2, 2},
                new long[] {stride - 1, stride - 1},
                1,
                new long[] {1, 1});
    }

    private Tensor score(Tensor x) {
        x = shrink(x, 0);
        x = shrink(x, 2);
        return torch.linear(x.flatten(1, -1), discriminator.get(4), new TensorOptional(discriminator.get(5)));
    }

    private Tensor shrink(Tensor x, int at) {
        Tensor y = torch.conv2d(
                x,
                discriminator.get(at),
                new TensorOptional(discriminator.get(at + 1)),
                new long[] {2, 2},
                new long[] {2, 2},
                new long[] {1, 1},
                1);
        return torch.dropout(torch.leaky_relu(y, SLOPE), 0.3, true);
    }

    @Override
    public void close() {
        TensorScope.release(generatorAdam);
        TensorScope.release(discriminatorAdam);
        owned.forEach(TensorScope::release);
    }
}
