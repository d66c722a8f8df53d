package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Pass;
import io.github.cardigan.training.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Samples of a trained generator beside the real ones of each batch, for a classifier that has few: augmentation by a GAN (Frid-Adar et al.
 * 2018, arXiv:1803.01229). New ones in every step, all classes alike. The generator's weights go into the checkpoints: a resumed training
 * goes on with those, and needs the model's files for its layers only.
 */
final class GeneratedBeside implements Memory {

    static final Option<String> MODEL = ModelPath.option(
            "generated", "A generator that can be asked for the classes; some of each batch are its samples.");
    static final Option<Double> SHARE = Option.below(
            "generated-share",
            0.5,
            1,
            "share",
            "How much of what is learned from is generated, where a generator is named.");

    /** A batch with labels. */
    record Labelled(Tensor samples, Tensor labels) {}

    private final Model model;
    private final double share;
    private final Device device;

    private GeneratedBeside(Model model, double share, Device device) {
        this.model = model;
        this.share = share;
        this.device = device;
    }

    /**
     * @throws ConfigurationException if there is no such model, or its samples or classes are not those of the data
     */
    static Optional<GeneratedBeside> of(OptionValues options, Samples samples, Device device) {
        Optional<Path> path = ModelPath.of(options, MODEL);
        double share = options.get(SHARE);
        if (path.isEmpty() || share == 0) {
            return Optional.empty();
        }
        Model model = Model.load(path.get(), device);
        try {
            requireSuited(model.generator(), samples, path.get());
            return Optional.of(new GeneratedBeside(model, share, device));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void requireSuited(Generator generator, Samples samples, Path path) {
        if (!generator.conditions().classes().equals(samples.classes())) {
            throw new ConfigurationException(
                    "expected a generator of the classes " + samples.classes() + ", but that of " + path
                            + (generator.conditions().none()
                                    ? " cannot be asked for classes"
                                    : " makes " + generator.conditions().classes()),
                    "train a cgan, cdcgan or acgan on the same data");
        }
        if (!generator.shape().equals(samples.shape())) {
            throw new ConfigurationException(
                    "expected a generator of samples of shape " + samples.shape() + ", but that of " + path + " makes "
                            + generator.shape(),
                    "train one on the same data, or name a --size");
        }
    }

    /** The batch with generated samples behind its own, so many that they are the share of all. */
    Labelled with(Tensor real, Tensor labels, RandomSource random) {
        Generator generator = model.generator();
        int count = (int) Math.round(real.size(0) * share / (1 - share));
        if (count == 0) {
            return new Labelled(real, labels);
        }
        int classes = generator.conditions().classes().size();
        long[] asked = new long[count];
        for (int i = 0; i < count; i++) {
            asked[i] = random.nextInt(classes);
        }
        Tensor askedLabels = device.move(Tensor.create(asked));
        try (NoGrad noGrad = new NoGrad()) {
            Tensor made = generator.generate(generator.sampleLatent(count, random), askedLabels, Pass.inference());
            return new Labelled(
                    torch.cat(new TensorVector(real, made.to(real.scalar_type())), 0),
                    torch.cat(new TensorVector(labels, askedLabels), 0));
        }
    }

    @Override
    public String name() {
        return "generated";
    }

    @Override
    public Map<String, Tensor> state() {
        return model.generator().network().state();
    }

    @Override
    public void close() {
        model.close();
    }

    /** As a plan takes it. */
    static List<Memory> memories(Optional<GeneratedBeside> generated) {
        return generated.map(List::<Memory>of).orElse(List.of());
    }
}
