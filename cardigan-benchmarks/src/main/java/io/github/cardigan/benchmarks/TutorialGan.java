package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The 28x28 networks of the {@code gan} recipe: 256, 512, 1024 units and back. */
final class TutorialGan extends TutorialNetworks {

    private static final Scalar SLOPE = TensorScope.own(new Scalar(0.2));
    private static final long[] UNITS = {256, 512, 1024};
    private static final long PIXELS = 784;

    TutorialGan(Device device) {
        super(device);
        long before = LATENT;
        for (long units : UNITS) {
            weight(generator, 1 / Math.sqrt(before), units, before);
            weight(generator, 1 / Math.sqrt(before), units);
            norm(units);
            before = units;
        }
        weight(generator, 1 / Math.sqrt(before), PIXELS, before);
        weight(generator, 1 / Math.sqrt(before), PIXELS);
        before = PIXELS;
        for (int i = UNITS.length - 1; i >= 0; i--) {
            weight(discriminator, 1 / Math.sqrt(before), UNITS[i], before);
            weight(discriminator, 1 / Math.sqrt(before), UNITS[i]);
            before = UNITS[i];
        }
        weight(discriminator, 1 / Math.sqrt(before), 1, before);
        weight(discriminator, 1 / Math.sqrt(before), 1);
    }

    @Override
    Shape sample() {
        return Shape.image(1, 28, 28);
    }

    @Override
    Tensor generate(Tensor z) {
        Tensor x = z;
        for (int i = 0; i < UNITS.length; i++) {
            Tensor y = torch.linear(x, generator.get(4 * i), new TensorOptional(generator.get(4 * i + 1)));
            x = torch.leaky_relu(normal(y, 4 * i + 2, i), SLOPE);
        }
        int last = 4 * UNITS.length;
        x = torch.linear(x, generator.get(last), new TensorOptional(generator.get(last + 1)));
        return torch.tanh(x).view(-1, 1, 28, 28);
    }

    @Override
    Tensor score(Tensor x) {
        x = x.flatten(1, -1);
        for (int i = 0; i < UNITS.length; i++) {
            Tensor y = torch.linear(x, discriminator.get(2 * i), new TensorOptional(discriminator.get(2 * i + 1)));
            x = torch.dropout(torch.leaky_relu(y, SLOPE), 0.3, true);
        }
        int last = 2 * UNITS.length;
        return torch.linear(x, discriminator.get(last), new TensorOptional(discriminator.get(last + 1)));
    }
}
