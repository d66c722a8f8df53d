package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.training.Augmentation;
import java.util.List;
import java.util.Optional;

/** The options that recipes from image to image share, and the networks they describe. */
final class TranslationOptions {

    static final Option<TranslationNetworks.Kind> GENERATOR = Option.choice(
            "generator", TranslationNetworks.Kind.class, TranslationNetworks.Kind.UNET, "The network that translates.");
    static final Option<Integer> WIDTH = Option.integer(
            "width", 64, 1, 512, "channels", "Channels next to the image; inwards they double up to eight times.");
    static final Option<Optional<Integer>> DEPTH = Option.integer(
                    "depth", 8, 2, 8, "halvings", "Of the unet; auto is as many as the sides allow, up to 8.")
            .orAuto();
    static final Option<Integer> BLOCKS =
            Option.integer("blocks", 6, 1, 64, "residual blocks", "Of the resnet; 9 for 256x256 and more.");
    static final Option<ConvNorm> NORM = Option.choice(
            "norm", ConvNorm.class, ConvNorm.INSTANCE, "What normalises between convolutions of both networks.");
    static final Option<Double> DROPOUT =
            Option.below("dropout", 0.5, 1, "probability", "Of three inner levels of the unet: its noise.");
    static final Option<Optional<Integer>> PATCH_HALVINGS = Option.integer(
                    "patch-halvings",
                    3,
                    1,
                    6,
                    "halvings",
                    "Of the discriminator: 1 to 4 judge patches of " + TranslationNetworks.fields()
                            + " pixels; auto is 3, small images less.")
            .orAuto();
    static final Option<Optional<Integer>> SHIFT = Option.integer(
                    "shift", 15, 0, 64, "pixels", "Images are moved by up to this; auto is 6 % of a side.")
            .orAuto();
    static final Option<Boolean> FLIP = Option.flag("flip", true, "Half of the images are mirrored left to right.");
    static final Option<Double> RATE_G = GanOptions.GENERATOR_RATE.withDefault(2e-4);
    static final Option<Double> RATE_D = GanOptions.DISCRIMINATOR_RATE.withDefault(2e-4);

    private static final double SHIFTED_SHARE = 0.06; // 286 pixels cropped to 256 move by up to 15

    private TranslationOptions() {}

    static List<Option<?>> all() {
        List<Option<?>> networks =
                List.of(GENERATOR, WIDTH, DEPTH, BLOCKS, NORM, DROPOUT, PATCH_HALVINGS, SHIFT, FLIP, RATE_G, RATE_D);
        return OptionLists.of(networks, learning(0));
    }

    /**
     * How it is learned, but for the learning rates.
     *
     * @param ema decay of the average of weights by default
     */
    static List<Option<?>> learning(double ema) {
        return List.of(
                GanOptions.BETA1,
                GanOptions.BETA2,
                GanOptions.EPSILON,
                GanOptions.SCHEDULE,
                GanOptions.CLIP,
                ObjectiveOptions.LABEL_SMOOTHING,
                TrainingOptions.ema(ema),
                TrainingOptions.ACCUMULATE);
    }

    /** Layers from such images to images of so many channels. */
    static Layer generator(OptionValues options, Shape input, int channels) {
        TranslationNetworks networks = networks(options);
        return switch (options.get(GENERATOR)) {
            case UNET ->
                networks.unet(
                        input,
                        channels,
                        options.get(DEPTH).orElse(TranslationNetworks.halvings(input)),
                        options.get(DROPOUT));
            case RESNET -> networks.resnet(input, channels, options.get(BLOCKS));
        };
    }

    /** What judges patches of such images, {@code [N, C, H, W] -> [N, 1, h, w]}. */
    static Network judge(OptionValues options, Shape image, Device device, RandomSource random) {
        int halvings = options.get(PATCH_HALVINGS).orElseGet(() -> TranslationNetworks.patchHalvings(image));
        return Network.build(
                networks(options).patches(image, halvings), image, device, random, TranslationNetworks::start);
    }

    private static TranslationNetworks networks(OptionValues options) {
        return new TranslationNetworks(options.get(WIDTH), options.get(NORM));
    }

    /**
     * @throws ConfigurationException if the objective cannot hold scores of patches against each other
     */
    static void refuseUnboundedCritics(OptionValues options) {
        ObjectiveKind kind = options.get(ObjectiveOptions.OBJECTIVE);
        if (kind == ObjectiveKind.WASSERSTEIN || kind == ObjectiveKind.RELATIVISTIC) {
            throw new ConfigurationException(
                    "expected objective non-saturating, least-squares, minimax or hinge for patches, got "
                            + Option.show(kind),
                    "a Wasserstein critic needs its slope bounded, a relativistic one compares whole samples");
        }
    }

    static Augmentation augmentation(OptionValues options, Shape sample) {
        int side = Math.min(sample.height(), sample.width());
        int shift = options.get(SHIFT).orElse((int) Math.round(SHIFTED_SHARE * side));
        Augmentation augmentation = new Augmentation(shift, options.get(FLIP), false);
        augmentation.requireFit(sample);
        return augmentation;
    }
}
