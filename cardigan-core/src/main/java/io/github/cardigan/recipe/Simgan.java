package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.TranslationLosses.first;
import static io.github.cardigan.recipe.TranslationLosses.scores;
import static io.github.cardigan.recipe.TranslationLosses.second;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Translator;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.ImagePool;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * From simulation to reality: a refiner makes simulated images look like real ones that nobody labelled, so that a classifier can learn from the
 * simulation's labels. It is to fool a discriminator of patches and to stay near the simulation: {@code L_real + lambda ||psi(R(x)) - psi(x)||_1}
 * (Shrivastava et al. 2016, equation 4). First the refiner learns alone to leave images as they are, then the discriminator alone to tell
 * them, then both in turn (algorithm 1); the discriminator also sees refined images of earlier steps ({@link ImagePool}).
 *
 * <p>The first domain is simulated, the second is real. {@code translated:MODEL,DATA} is the refined simulation under its labels.
 *
 * <p>Where it deviates from the paper: Adam, not stochastic gradient descent; each refined image the discriminator sees is one of the history's with
 * probability 1/2, where the paper takes half of each batch from there; distances are means over pixels, not sums.
 */
public final class Simgan implements Recipe {

    /** In which space an image is to stay near its simulation: the paper's psi. */
    enum SelfSpace {
        /** The image itself. */
        PIXELS,
        /** The differences of neighbouring pixels: shades may change, edges stay. */
        DERIVATIVES,
        /** The mean of the colour channels: colours may change, brightness stays. */
        COLOUR_MEAN,
        /** What the last layer of a trained classifier is given: what it does not see may change. */
        FEATURES
    }

    /** Who tells refined images from real ones. */
    enum Critic {
        /** The paper's: small, without normalisation, patches of 23 pixels. */
        LOCAL,
        /** That of Isola et al. 2016: normalised, its patches as large as {@code patch-halvings} says. */
        PATCHES
    }

    private static final Option<Critic> CRITIC =
            Option.choice("critic", Critic.class, Critic.LOCAL, "Who tells refined images from real ones.");
    private static final Option<Double> SELF =
            Option.below("self", 1, 1e6, "", "Weight of the distance between a refined image and its simulation.");
    private static final Option<SelfSpace> SELF_SPACE = Option.choice(
            "self-space", SelfSpace.class, SelfSpace.PIXELS, "In what a refined image is to stay near its simulation.");
    private static final Option<Integer> REFINER_ALONE = Option.integer(
            "refiner-alone", 1000, 0, 1_000_000, "steps", "The refiner first learns to leave images as they are.");
    private static final Option<Integer> DISCRIMINATOR_ALONE = Option.integer(
            "discriminator-alone", 200, 0, 1_000_000, "steps", "Then the discriminator learns to tell them.");
    private static final Option<Integer> REFINER_STEPS =
            Option.integer("refiner-steps", 2, 1, 100, "updates", "Refiner updates per discriminator update.");
    private static final Option<Integer> HISTORY = Option.integer(
            "history", 1000, 0, 100_000, "images", "Refined images of earlier steps that the discriminator is shown.");
    private static final Option<Integer> WIDTH =
            Option.integer("width", 64, 2, 512, "channels", "Channels of the refiner's convolutions.");
    private static final Option<Integer> BLOCKS =
            Option.integer("blocks", 4, 1, 64, "residual blocks", "Of the refiner.");

    @Override
    public String name() {
        return "simgan";
    }

    @Override
    public String summary() {
        return "SimGAN: simulated images made to look real, for classifiers that learn from the simulation's labels";
    }

    @Override
    public String paper() {
        return "Shrivastava, Pfister, Tuzel, Susskind, Wang, Webb 2016, Learning from Simulated and Unsupervised Images"
                + " through Adversarial Training, arXiv:1612.07828";
    }

    @Override
    public List<Option<?>> options() {
        List<Option<?>> own = List.of(
                WIDTH,
                BLOCKS,
                CRITIC,
                TranslationOptions.PATCH_HALVINGS,
                TranslationOptions.NORM.withHelp("What normalises between convolutions of critic=patches."),
                SELF,
                SELF_SPACE,
                ClassifierEyes.MODEL,
                REFINER_ALONE,
                DISCRIMINATOR_ALONE,
                REFINER_STEPS,
                HISTORY,
                TranslationOptions.SHIFT.withDefault(Optional.of(0)),
                TranslationOptions.FLIP.withDefault(false),
                TranslationOptions.RATE_G,
                TranslationOptions.RATE_D,
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
        return Budget.steps(10_000);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        ImagePair pair = samples.requireDomains(name());
        pair.requireEqualChannels(name());
        TranslationOptions.refuseUnboundedCritics(options);
        Shape image = pair.first(samples.shape());
        Translator translator = new Translator(Network.build(
                SimganNetworks.refiner(image.channels(), options.get(WIDTH), options.get(BLOCKS)),
                image,
                device,
                random));
        Network judge = switch (options.get(CRITIC)) {
            case LOCAL -> Network.build(SimganNetworks.localDiscriminator(options.get(WIDTH)), image, device, random);
            case PATCHES -> TranslationOptions.judge(options, image, device, random);
        };
        Player r = GanOptions.generator(options, translator.network(), List.of());
        Player d = GanOptions.discriminator(options, judge, List.of());
        ImagePool history = new ImagePool("history", options.get(HISTORY), image, device);
        Objective objective = ObjectiveOptions.objective(options);
        Augmentation augmentation = TranslationOptions.augmentation(options, samples.shape());
        Scalar self = new Scalar(options.get(SELF).doubleValue());
        Optional<ClassifierEyes> eyes = eyes(options, image, device);
        UnaryOperator<Tensor> psi = eyes.<UnaryOperator<Tensor>>map(classifier -> classifier::look)
                .orElse(images -> of(options.get(SELF_SPACE), images));
        long refinerAlone = options.get(REFINER_ALONE);
        long together = refinerAlone + options.get(DISCRIMINATOR_ALONE) + 1;

        Phase alone = new Phase(
                "refiner_alone",
                List.of(r),
                1,
                iteration -> iteration <= refinerAlone,
                step -> near(psi, step, pair, augmentation, refined(translator, step, pair, augmentation)));
        Phase refinerPhase = new Phase(
                "generator", List.of(r), options.get(REFINER_STEPS), iteration -> iteration >= together, step -> {
                    Tensor made = refined(translator, step, pair, augmentation);
                    return objective
                            .generatorLoss(scores(judge, made, step.pass()))
                            .add(near(psi, step, pair, augmentation, made).mul(self));
                });
        Phase discriminatorPhase =
                new Phase("discriminator", List.of(d), 1, iteration -> iteration > refinerAlone, step -> {
                    Tensor made = refined(translator, step, pair, augmentation).detach();
                    Tensor real =
                            scores(judge, second(TranslationLosses.augmented(step, augmentation), pair), step.pass());
                    Tensor fake = scores(judge, history.exchange(made, step.random()), step.pass());
                    step.record("d_real", objective.read(real).mean());
                    step.record("d_fake", objective.read(fake).mean());
                    return objective.discriminatorLoss(real, fake);
                });
        return new Plan(
                translator,
                Optional.empty(),
                List.of(r, d),
                List.of(alone, refinerPhase, discriminatorPhase),
                Stream.concat(Stream.of(history), eyes.stream()).toList());
    }

    private static Optional<ClassifierEyes> eyes(OptionValues options, Shape image, Device device) {
        Optional<Path> path = ModelPath.of(options, ClassifierEyes.MODEL);
        if (path.isPresent() != (options.get(SELF_SPACE) == SelfSpace.FEATURES)) {
            throw new ConfigurationException(
                    "expected self-space=features and features=PATH together, got one without the other",
                    "features names the run of a classifier; other spaces want none");
        }
        return path.map(model -> ClassifierEyes.open(model, image, device));
    }

    private static Tensor refined(Translator translator, Step step, ImagePair pair, Augmentation augmentation) {
        return translator.translate(first(TranslationLosses.augmented(step, augmentation), pair), step.pass());
    }

    private static Tensor near(
            UnaryOperator<Tensor> psi, Step step, ImagePair pair, Augmentation augmentation, Tensor made) {
        Tensor simulated = first(TranslationLosses.augmented(step, augmentation), pair);
        Tensor distance = TranslationLosses.distance(psi.apply(made), psi.apply(simulated));
        step.record("self", distance);
        return distance;
    }

    /** psi(image), {@code [N, ...]}, of the spaces that are formulas. */
    static Tensor of(SelfSpace space, Tensor image) {
        return switch (space) {
            case PIXELS -> image;
            case COLOUR_MEAN -> image.mean(1);
            case FEATURES -> throw new IllegalArgumentException("expected a formula, got the features of a classifier");
            case DERIVATIVES ->
                torch.cat(
                        new TensorVector(
                                differences(image, 2).flatten(1, -1),
                                differences(image, 3).flatten(1, -1)),
                        1);
        };
    }

    private static Tensor differences(Tensor image, int dimension) {
        long size = image.size(dimension) - 1;
        return image.narrow(dimension, 1, size).sub(image.narrow(dimension, 0, size));
    }
}
