package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.TranslationLosses.first;
import static io.github.cardigan.recipe.TranslationLosses.scores;
import static io.github.cardigan.recipe.TranslationLosses.second;

import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Translator;
import io.github.cardigan.objective.CrossEntropy;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Labelled images made to look as if they came from another domain, whose labels nobody knows: G(x, z) is to fool a discriminator that knows the other
 * domain, and a classifier T, which learns beside it, is to read from G(x, z) what x says (Bousmalis et al. 2016, equations 1 to 3): {@code min over G, T, max over D
 * of L_GAN(D, G) + task (E[-log T(x)_y] + E[-log T(G(x, z))_y])}. Noise is what lets one image have many grounds.
 *
 * <p>Where it deviates from the paper: the discriminator is that of the other recipes from image to image, there is no loss of content, and noise comes as {@link
 * io.github.cardigan.network.NoisePlanes}. Batch norm in the discriminator, which sees real and made images in batches of their own, is what keeps the made ones from being all alike.
 */
public final class Pixelda implements Recipe {

    private static final Option<Integer> NOISE = Option.integer(
            "noise", 4, 1, 8, "planes", "Beside each image, for what it does not say: squares of 1, 2, 4, ... pixels.");
    private static final Option<Double> TASK = Option.below(
            "task", 0.1, 1e6, "", "Weight of the labels being read from translated images, and from their own.");
    private static final Option<Integer> READER =
            Option.integer("classifier-width", 32, 2, 512, "channels", "Channels of the classifier that reads them.");

    @Override
    public String name() {
        return "pixelda";
    }

    @Override
    public String summary() {
        return "PixelDA: labelled images made to look like another domain, for classifiers of it";
    }

    @Override
    public String paper() {
        return "Bousmalis, Silberman, Dohan, Erhan, Krishnan 2016, Unsupervised Pixel-Level Domain Adaptation with"
                + " Generative Adversarial Networks, arXiv:1612.05424";
    }

    @Override
    public List<Option<?>> options() {
        List<Option<?>> own = List.of(
                TranslationOptions.WIDTH.withHelp(
                        "Channels of the generator's convolutions; of the discriminator's next to the image."),
                TranslationOptions.BLOCKS.withHelp("Of the generator."),
                NOISE,
                TASK,
                READER,
                TranslationOptions.PATCH_HALVINGS,
                TranslationOptions.NORM
                        .withDefault(ConvNorm.BATCH)
                        .withHelp("What normalises between convolutions of the discriminator."),
                TranslationOptions.SHIFT.withDefault(Optional.of(0)),
                TranslationOptions.FLIP.withDefault(false),
                TranslationOptions.RATE_G.withDefault(1e-3),
                TranslationOptions.RATE_D.withDefault(1e-4),
                ObjectiveOptions.OBJECTIVE);
        return OptionLists.of(own, TranslationOptions.learning(0.999));
    }

    @Override
    public boolean samplesAreTwoImages() {
        return true;
    }

    @Override
    public int defaultBatch() {
        return 32;
    }

    @Override
    public Budget defaultBudget() {
        return Budget.epochs(20);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        ImagePair pair = samples.requireDomains(name());
        List<String> classes = samples.requireLabels(name()).classes();
        pair.requireEqualChannels(name());
        TranslationOptions.refuseUnboundedCritics(options);
        Shape image = pair.first(samples.shape());
        Translator translator = new Translator(Network.build(
                PixeldaNetworks.generator(
                        image.channels(),
                        options.get(TranslationOptions.WIDTH),
                        options.get(TranslationOptions.BLOCKS),
                        options.get(NOISE)),
                image,
                device,
                random));
        Classifier reader = new Classifier(
                Network.build(
                        ClassifierNetworks.lenet(image, classes.size(), options.get(READER), 0),
                        image,
                        device,
                        random,
                        ClassifierNetworks::start),
                classes);
        Network judge = TranslationOptions.judge(options, image, device, random);
        Player g = GanOptions.generator(options, translator.network(), List.of());
        Player t = GanOptions.generator("classifier", options, reader.network());
        Player d = GanOptions.discriminator(options, judge, List.of());
        Objective objective = ObjectiveOptions.objective(options);
        CrossEntropy crossEntropy = new CrossEntropy(0);
        Augmentation augmentation = TranslationOptions.augmentation(options, samples.shape());
        Scalar task = new Scalar(options.get(TASK).doubleValue());

        Phase discriminatorPhase = new Phase("discriminator", d, 1, step -> {
            Tensor both = TranslationLosses.augmented(step, augmentation);
            Tensor made = translated(step, translator, first(both, pair)).detach();
            Tensor real = scores(judge, second(both, pair), step.pass());
            Tensor fake = scores(judge, made, step.pass());
            step.record("d_real", objective.read(real).mean());
            step.record("d_fake", objective.read(fake).mean());
            return objective.discriminatorLoss(real, fake);
        });
        Phase generatorPhase = new Phase("generator", List.of(g, t), 1, iteration -> true, step -> {
            Tensor from = first(TranslationLosses.augmented(step, augmentation), pair);
            Tensor made = translated(step, translator, from);
            long n = made.size(0);
            Tensor read = reader.logits(torch.cat(new TensorVector(from, made), 0), step.pass()); // [2 N, K]
            Tensor ofMade = read.narrow(0, n, n);
            step.record("accuracy", CrossEntropy.accuracy(ofMade, step.labels()));
            Tensor labels = crossEntropy
                    .loss(read.narrow(0, 0, n), step.labels())
                    .add(crossEntropy.loss(ofMade, step.labels()));
            step.record("task", labels);
            return objective.generatorLoss(scores(judge, made, step.pass())).add(labels.mul(task));
        });
        return new Plan(
                translator, Optional.empty(), List.of(g, t, d), List.of(discriminatorPhase, generatorPhase), List.of());
    }

    /** G(x, z) with its history, made once for both moves. */
    private static Tensor translated(Step step, Translator translator, Tensor image) {
        return step.onceThrough(translator.network(), "translation", () -> translator.translate(image, step.pass()));
    }
}
