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
 * generator that always makes the same gives itself away. And it may say more of a sample than the score, from the same features: its class
 * (ACGAN), its code (InfoGAN).
 *
 * @param network from one sample, or pack of them, with its classes beside it, to {@code [1 + answers]}: the score, then what else is said
 * @param conditions the classes that it is told
 * @param pack samples per score, at least 1
 * @param answers how many numbers it says beside the score, 0 or more
 */
public record Discriminator(Network network, Conditions conditions, int pack, int answers) {

    public Discriminator {
        Require.positive("pack", pack);
        requireOutputs(network.outputShape(), answers);
        if (pack > 1 && (answers > 0 || !conditions.none())) {
            throw new IllegalArgumentException(
                    "expected packs without classes and answers, or these without packs, got both: a pack of samples has no one class");
        }
    }

    /**
     * What was said of a batch.
     *
     * @param scores {@code [N / pack]} in fp32
     * @param answers {@code [N / pack, answers]} in fp32
     */
    public record Verdict(Tensor scores, Tensor answers) {}

    /** A score, and nothing more. */
    public Discriminator(Network network, Conditions conditions, int pack) {
        this(network, conditions, pack, 0);
    }

    /** Judges each sample alone and is told nothing of it. */
    public Discriminator(Network network) {
        this(network, Conditions.NONE, 1);
    }

    private static void requireOutputs(Shape output, int answers) {
        if (answers < 0) {
            throw new IllegalArgumentException("expected 0 answers or more, got " + answers);
        }
        if (output.elements() != 1 + answers) {
            throw new ShapeException("a discriminator ends in one score per sample"
                    + (answers > 0 ? " and " + answers + " answers" : "") + ", shape [" + (1 + answers) + "], got "
                    + output);
        }
    }

    /**
     * Builds the network for samples of this shape.
     *
     * @throws ShapeException if the layers do not fit together, or end in anything but one number
     */
    public static Discriminator build(Shape sample, Layer layers, Device device, RandomSource random) {
        requireOutputs(layers.outputShape(sample), 0); // before anything is allocated
        return new Discriminator(Network.build(layers, sample, device, random));
    }

    /** Scores {@code [N / pack]} in fp32 for samples {@code [N, ...]}, owned by the current scope. */
    public Tensor score(Tensor samples, Pass pass) {
        return judge(samples, pass).scores();
    }

    /** The same for samples of these classes {@code [N]}; the labels are of no matter where none are told. */
    public Tensor score(Tensor samples, Tensor labels, Pass pass) {
        return judge(samples, labels, pass).scores();
    }

    /** All that is said of samples {@code [N, ...]} of these classes {@code [N]}. */
    public Verdict judge(Tensor samples, Tensor labels, Pass pass) {
        return judge(conditions.beside(samples, labels), pass);
    }

    private Verdict judge(Tensor samples, Pass pass) {
        return verdict(network.forward(Packing.pack(samples, pack), pass));
    }

    /**
     * The network's outputs by their meaning.
     *
     * @param outputs {@code [N, 1 + answers]}
     */
    public Verdict verdict(Tensor outputs) {
        Tensor rows = outputs.reshape(outputs.size(0), 1L + answers).to(torch.ScalarType.Float);
        return new Verdict(rows.select(1, 0), rows.narrow(1, 1, answers));
    }

    /**
     * Scores of real and of generated samples, {@code [N / pack]} and {@code [M / pack]}. In one pass where every sample is judged alone,
     * which is faster and gives the same; else in one pass each, so that batch statistics do not give the fakes away.
     */
    public List<Tensor> scoreBoth(Tensor real, Tensor fake, Pass pass) {
        return judgeBoth(real, fake, pass).stream().map(Verdict::scores).toList();
    }

    /** All that is said of samples of these classes, {@code [N]} and {@code [M]}; passes as {@link #scoreBoth}. */
    public List<Verdict> judgeBoth(Tensor real, Tensor realLabels, Tensor fake, Tensor fakeLabels, Pass pass) {
        return judgeBoth(conditions.beside(real, realLabels), conditions.beside(fake, fakeLabels), pass);
    }

    private List<Verdict> judgeBoth(Tensor real, Tensor fake, Pass pass) {
        if (network.layers().mixesSamples(network.inputShape())) {
            return List.of(judge(real, pass), judge(fake, pass));
        }
        Tensor reals = Packing.pack(real, pack);
        Tensor fakes = Packing.pack(fake, pack).to(real.scalar_type());
        Tensor outputs = network.forward(torch.cat(new TensorVector(reals, fakes), 0), pass);
        long n = reals.size(0);
        return List.of(verdict(outputs.narrow(0, 0, n)), verdict(outputs.narrow(0, n, fakes.size(0))));
    }
}
