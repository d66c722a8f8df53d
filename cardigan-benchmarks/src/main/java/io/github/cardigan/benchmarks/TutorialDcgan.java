package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The 28x28 networks of the {@code dcgan} recipe. */
final class TutorialDcgan extends TutorialNetworks {

    private static final Scalar SLOPE = TensorScope.own(new Scalar(0.3));

    TutorialDcgan(Device device) {
        super(device);
        weight(generator, 0.1, 12544, LATENT);
        norm(12544);
        weight(generator, 0.018, 256, 128, 5, 5);
        norm(128);
        weight(generator, 0.025, 128, 64, 5, 5);
        norm(64);
        weight(generator, 0.2, 64, 1, 5, 5);
        weight(discriminator, 0.2, 64, 1, 5, 5);
        weight(discriminator, 0.2, 64);
        weight(discriminator, 0.025, 128, 64, 5, 5);
        weight(discriminator, 0.025, 128);
        weight(discriminator, 0.012, 1, 6272);
        weight(discriminator, 0.012, 1);
    }

    @Override
    Shape sample() {
        return Shape.image(1, 28, 28);
    }

    @Override
    Tensor generate(Tensor z) {
        Tensor x = torch.linear(z, generator.get(0));
        x = torch.leaky_relu(normal(x, 1, 0), SLOPE).view(-1, 256, 7, 7);
        x = torch.leaky_relu(normal(grow(x, generator.get(3), 1), 4, 1), SLOPE);
        x = torch.leaky_relu(normal(grow(x, generator.get(6), 2), 7, 2), SLOPE);
        return torch.tanh(grow(x, generator.get(9), 2));
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

    @Override
    Tensor score(Tensor x) {
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
}
