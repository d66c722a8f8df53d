package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * From data to a score per sample: D(x), a logit, high for what looks real; also called critic.
 *
 * @param network from one sample to one number
 */
public record Discriminator(Network network) {

    public Discriminator {
        requireScore(network.outputShape());
    }

    private static void requireScore(Shape output) {
        if (output.elements() != 1) {
            throw new ShapeException("a discriminator ends in one score per sample, shape [1], got " + output);
        }
    }

    /**
     * Builds the network for samples of this shape.
     *
     * @throws ShapeException if the layers do not fit together, or end in anything but one number
     */
    public static Discriminator build(Shape sample, Layer layers, Device device, RandomSource random) {
        requireScore(layers.outputShape(sample)); // before anything is allocated
        return new Discriminator(Network.build(layers, sample, device, random));
    }

    /** Scores {@code [N]} in fp32 for samples {@code [N, ...]}, owned by the current scope. */
    public Tensor score(Tensor samples, Pass pass) {
        return network.forward(samples, pass).reshape(-1).to(torch.ScalarType.Float);
    }

    /**
     * Scores of real and of generated samples, {@code [N]} and {@code [M]}. In one pass where every sample is judged alone, which
     * is faster and gives the same; else in one pass each, so that batch statistics do not give the fakes away.
     */
    public List<Tensor> scoreBoth(Tensor real, Tensor fake, Pass pass) {
        if (network.layers().mixesSamples(network.inputShape())) {
            return List.of(score(real, pass), score(fake, pass));
        }
        Tensor scores = score(torch.cat(new TensorVector(real, fake.to(real.scalar_type())), 0), pass);
        return List.of(scores.narrow(0, 0, real.size(0)), scores.narrow(0, real.size(0), fake.size(0)));
    }
}
