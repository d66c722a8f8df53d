package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.TurnedPairs;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
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
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Image to image from pairs: a network translates, another judges patches of the translation beside its source, and pixels are to be near the
 * pair's other image: {@code G minimises L_GAN(G, D) + lambda E|y - G(x)|} (Isola et al. 2016, equation 4). Networks of {@link
 * TranslationNetworks}.
 *
 * <p>Where it deviates from the paper and its code: instance norm with statistics of its own by default, which is batch norm of a batch of
 * one; dropout makes its noise in training only, a trained model always answers the same; images are moved by mirrored
 * borders where they crop from a larger image.
 */
public final class Pix2pix implements Recipe {

    /** From which image of a pair to which. */
    enum Direction {
        /** From the first, the left one, to the second. */
        AB,
        /** From the second to the first. */
        BA
    }

    private static final Option<Direction> DIRECTION = Option.choice(
            "direction", Direction.class, Direction.AB, "From a pair's first image to its second, or from B to A.");
    private static final Option<TranslationNetworks.Kind> GENERATOR = Option.choice(
            "generator", TranslationNetworks.Kind.class, TranslationNetworks.Kind.UNET, "The network that translates.");
    private static final Option<Integer> WIDTH = Option.integer(
            "width", 64, 1, 512, "channels", "Channels next to the image; inwards they double up to eight times.");
    private static final Option<Optional<Integer>> DEPTH = Option.integer(
                    "depth", 8, 2, 8, "halvings", "Of the unet; auto is as many as the sides allow, up to 8.")
            .orAuto();
    private static final Option<Integer> BLOCKS =
            Option.integer("blocks", 6, 1, 64, "residual blocks", "Of the resnet; 9 for 256x256 and more.");
    private static final Option<CriticNorm> NORM = Option.choice(
            "norm", CriticNorm.class, CriticNorm.INSTANCE, "What normalises between convolutions of both networks.");
    private static final Option<Double> DROPOUT =
            Option.below("dropout", 0.5, 1, "probability", "Of three inner levels of the unet: its noise.");
    private static final Option<Optional<Integer>> PATCH_HALVINGS = Option.integer(
                    "patch-halvings",
                    3,
                    1,
                    6,
                    "halvings",
                    "Of the discriminator: 1 to 4 judge patches of " + TranslationNetworks.fields()
                            + " pixels; auto is 3, small images less.")
            .orAuto();
    private static final Option<Double> L1 =
            Option.below("l1", 100, 1e6, "", "Weight of the mean distance of pixels in the generator's loss.");
    private static final Option<Double> ADVERSARIAL = Option.below(
            "adversarial", 1, 1e6, "", "Weight of the adversarial loss; 0 leaves the network to its pixels.");
    private static final Option<Optional<Integer>> SHIFT = Option.integer(
                    "shift",
                    15,
                    0,
                    64,
                    "pixels",
                    "Both images of a pair are moved by up to this; auto is 6 % of a side.")
            .orAuto();
    private static final Option<Boolean> FLIP =
            Option.flag("flip", true, "Half of the pairs are mirrored left to right.");
    private static final Option<Double> RATE_G = GanOptions.GENERATOR_RATE.withDefault(2e-4);
    private static final Option<Double> RATE_D = GanOptions.DISCRIMINATOR_RATE.withDefault(2e-4);

    private static final double SHIFTED_SHARE = 0.06; // 286 pixels cropped to 256 move by up to 15

    @Override
    public String name() {
        return "pix2pix";
    }

    @Override
    public String summary() {
        return "Pix2Pix: one image to another, from pairs, judged by patches";
    }

    @Override
    public String paper() {
        return "Isola, Zhu, Zhou, Efros 2016, Image-to-Image Translation with Conditional Adversarial Networks,"
                + " arXiv:1611.07004";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                DIRECTION,
                GENERATOR,
                WIDTH,
                DEPTH,
                BLOCKS,
                NORM,
                DROPOUT,
                PATCH_HALVINGS,
                L1,
                ADVERSARIAL,
                SHIFT,
                FLIP,
                RATE_G,
                RATE_D,
                GanOptions.BETA1,
                GanOptions.BETA2,
                GanOptions.EPSILON,
                GanOptions.SCHEDULE,
                GanOptions.CLIP,
                ObjectiveOptions.OBJECTIVE,
                ObjectiveOptions.LABEL_SMOOTHING,
                TrainingOptions.ema(0),
                TrainingOptions.ACCUMULATE);
    }

    @Override
    public boolean learnsFromPairs() {
        return true;
    }

    @Override
    public int defaultBatch() {
        return 1;
    }

    @Override
    public Budget defaultBudget() {
        return Budget.epochs(200);
    }

    /** With the image that is read first, whatever the direction. */
    @Override
    public Holdout holdOut(OptionValues options, Dataset data, long seed) {
        boolean turned = options.get(DIRECTION) == Direction.BA && data.pair().isPresent();
        return Holdout.nothing(turned ? new TurnedPairs(data) : data);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        ImagePair pair = samples.requirePairs(name());
        Shape input = pair.first(samples.shape());
        Shape output = pair.second(samples.shape());
        refuseUnboundedCritics(options);
        TranslationNetworks networks = new TranslationNetworks(options.get(WIDTH), options.get(NORM));
        Translator translator = new Translator(Network.build(
                generator(options, networks, input, output.channels()),
                input,
                device,
                random,
                TranslationNetworks::start));
        Network judge = Network.build(
                networks.patches(
                        samples.shape(),
                        options.get(PATCH_HALVINGS)
                                .orElseGet(() -> TranslationNetworks.patchHalvings(samples.shape()))),
                samples.shape(),
                device,
                random,
                TranslationNetworks::start);
        Player g = GanOptions.generator(options, translator.network(), List.of());
        Player d = GanOptions.discriminator(options, judge, List.of());
        Objective objective = ObjectiveOptions.objective(options);
        Augmentation augmentation = augmentation(options, samples.shape());
        Scalar half = new Scalar(0.5); // slows the discriminator down against the generator, as in the paper
        Scalar adversarial = new Scalar(options.get(ADVERSARIAL).doubleValue());
        Scalar l1 = new Scalar(options.get(L1).doubleValue());

        Phase discriminatorPhase = new Phase("discriminator", d, 1, step -> {
            Tensor both = augmented(step, augmentation);
            Tensor source = first(both, pair);
            Tensor fake = translated(step, translator, source).detach();
            Tensor real = scores(judge, source, second(both, pair), step.pass());
            Tensor fakes = scores(judge, source, fake, step.pass());
            step.record("d_real", objective.read(real).mean());
            step.record("d_fake", objective.read(fakes).mean());
            return objective.discriminatorLoss(real, fakes).mul(half);
        });
        Phase generatorPhase = new Phase("generator", g, 1, step -> {
            Tensor both = augmented(step, augmentation);
            Tensor source = first(both, pair);
            Tensor fake = translated(step, translator, source);
            Tensor distance = fake.sub(second(both, pair)).abs().mean();
            step.record("l1", distance);
            Tensor loss = distance.mul(l1);
            if (options.get(ADVERSARIAL) > 0) {
                loss = loss.add(objective
                        .generatorLoss(scores(judge, source, fake, step.pass()))
                        .mul(adversarial));
            }
            return loss;
        });
        List<Phase> phases =
                options.get(ADVERSARIAL) > 0 ? List.of(discriminatorPhase, generatorPhase) : List.of(generatorPhase);
        return new Plan(translator, List.of(g, d), phases);
    }

    private static void refuseUnboundedCritics(OptionValues options) {
        ObjectiveKind kind = options.get(ObjectiveOptions.OBJECTIVE);
        if (kind == ObjectiveKind.WASSERSTEIN || kind == ObjectiveKind.RELATIVISTIC) {
            throw new ConfigurationException(
                    "expected objective non-saturating, least-squares, minimax or hinge for patches, got "
                            + Option.show(kind),
                    "a Wasserstein critic needs its slope bounded, a relativistic one compares whole samples");
        }
    }

    private static Layer generator(OptionValues options, TranslationNetworks networks, Shape input, int channels) {
        int depth = options.get(DEPTH).orElse(TranslationNetworks.halvings(input));
        return switch (options.get(GENERATOR)) {
            case UNET -> networks.unet(input, channels, depth, options.get(DROPOUT));
            case RESNET -> networks.resnet(input, channels, options.get(BLOCKS));
        };
    }

    private static Augmentation augmentation(OptionValues options, Shape sample) {
        int side = Math.min(sample.height(), sample.width());
        int shift = options.get(SHIFT).orElse((int) Math.round(SHIFTED_SHARE * side));
        Augmentation augmentation = new Augmentation(shift, options.get(FLIP), false);
        augmentation.requireFit(sample);
        return augmentation;
    }

    /** The pairs of this step, both images of each moved and mirrored alike; the same for both players. */
    private static Tensor augmented(Step step, Augmentation augmentation) {
        return step.once("pairs", () -> augmentation.apply(step.real(), step.random()));
    }

    /** G(x) with its history, made once for both players. */
    private static Tensor translated(Step step, Translator translator, Tensor source) {
        return step.once("translation", () -> {
            translator.network().trainable(true);
            return translator.translate(source, step.pass());
        });
    }

    private static Tensor first(Tensor both, ImagePair pair) {
        return both.narrow(1, 0, pair.firstChannels());
    }

    private static Tensor second(Tensor both, ImagePair pair) {
        return both.narrow(1, pair.firstChannels(), pair.secondChannels());
    }

    /** A score for every patch of an image beside its source: {@code [N h w]}. */
    private static Tensor scores(Network judge, Tensor source, Tensor image, Pass pass) {
        Tensor beside = torch.cat(new TensorVector(source, image), 1);
        return judge.forward(beside, pass).reshape(-1).to(ScalarType.Float);
    }
}
