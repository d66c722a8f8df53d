package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * From data to a score per sample: D(x), a logit, high for what looks real; also called critic. Where classes are told it, D(x, y).
 * It may judge samples in packs (PacGAN, Lin et al. 2018, arXiv:1712.04086): a score for every {@code pack} samples side by side, so that a
 * generator that always makes the same gives itself away.
 *
 * @param network from one sample, or pack of them, with its classes beside it, to one number
 * @param conditions the classes that it is told
 * @param pack samples per score, at least 1
 */
public record Discriminator(Network network, Conditions conditions, int pack) {

    public Discriminator {
        requireScore(network.outputShape());
        Require.positive("pack", pack);
        if (pack > 1 && !conditions.none()) {
            throw new IllegalArgumentException(
                    "expected packs without classes, or classes without packs, got both: a" + " pack has no one class");
        }
    }

    /** Judges each sample alone and is told nothing of it. */
    public Discriminator(Network network) {
        this(network, Conditions.NONE, 1);
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

    /** Scores {@code [N / pack]} in fp32 for samples {@code [N, ...]}, owned by the current scope. */
    public Tensor score(Tensor samples, Pass pass) {
        return judge(Packing.pack(samples, pack), pass);
    }

    /** The same for samples of these classes {@code [N]}; the labels are of no matter where none are told. */
    public Tensor score(Tensor samples, Tensor labels, Pass pass) {
        return score(conditions.beside(samples, labels), pass);
    }

    private Tensor judge(Tensor packs, Pass pass) {
        return network.forward(packs, pass).reshape(-1).to(torch.ScalarType.Float);
    }

    /**
     * Scores of real and of generated samples, {@code [N / pack]} and {@code [M / pack]}. In one pass where every sample is judged alone,
     * which is faster and gives the same; else in one pass each, so that batch statistics do not give the fakes away.
     */
    public List<Tensor> scoreBoth(Tensor real, Tensor fake, Pass pass) {
        if (network.layers().mixesSamples(network.inputShape())) {
            return List.of(score(real, pass), score(fake, pass));
        }
        Tensor reals = Packing.pack(real, pack);
        Tensor fakes = Packing.pack(fake, pack).to(real.scalar_type());
        Tensor scores = judge(torch.cat(new TensorVector(reals, fakes), 0), pass);
        return List.of(scores.narrow(0, 0, reals.size(0)), scores.narrow(0, reals.size(0), fakes.size(0)));
    }

    /** The same for samples of these classes, {@code [N]} and {@code [M]}. */
    public List<Tensor> scoreBoth(Tensor real, Tensor realLabels, Tensor fake, Tensor fakeLabels, Pass pass) {
        return scoreBoth(conditions.beside(real, realLabels), conditions.beside(fake, fakeLabels), pass);
    }
}
