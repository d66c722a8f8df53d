package io.github.cardigan.recipe;

import io.github.cardigan.engine.Sgd;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Schedule;
import java.util.List;
import java.util.Optional;

/** What can be set on {@link ClassifierRecipe}, and what {@code auto} means for a kind of images. */
final class ClassifierOptions {

    /** Which network. */
    enum Kind {
        LENET,
        RESNET,
        RESNET9
    }

    static final Option<Optional<Kind>> NETWORK = Option.choice(
                    "network",
                    Kind.class,
                    Kind.LENET,
                    "Which network; auto is lenet for grey and resnet for colour. resnet9 is wider, with fewer layers.")
            .orAuto();
    static final Option<Optional<Integer>> WIDTH = Option.integer(
                    "width",
                    32,
                    1,
                    1024,
                    "channels",
                    "Channels of the first layer; auto is 32 for lenet and resnet9, 16 for resnet.")
            .orAuto();
    static final Option<Integer> DEPTH =
            Option.integer("depth", 20, 8, 1202, "layers", "Layers of the resnet with weights, 6 n + 2.");
    static final Option<Double> DROPOUT = Option.below(
            "dropout", 0.3, 1, "probability", "Dropout before both dense layers of the lenet; the resnet has none.");
    static final Option<Double> RATE =
            Option.positive("learning-rate", 0.1, 100, "per update", "Largest step size of the gradient descent.");
    static final Option<Schedule> SCHEDULE = Option.schedule(
            "schedule", Schedule.parse("onecycle"), "How the learning rate changes while the budget is used up.");
    static final Option<Double> MOMENTUM =
            Option.below("momentum", 0.9, 1, "", "Nesterov's momentum: decay of the velocity.");
    static final Option<Double> WEIGHT_DECAY =
            Option.below("weight-decay", 5e-4, 1, "", "Share of each weight that is added to its gradient.");
    static final Option<Double> CLIP =
            Option.below("clip", 0, 1e6, "gradient norm", "Longer gradients are shortened to this; 0 never shortens.");
    static final Option<Double> SMOOTHING = Option.below(
            "smoothing", 0, 1, "probability", "Label smoothing: what is shared out evenly among all classes.");
    static final Option<Optional<Integer>> SHIFT = Option.integer(
                    "shift", 2, 0, 64, "pixels", "Images are moved by up to this; auto is 2 for grey and 4 for colour.")
            .orAuto();
    static final Option<Optional<Boolean>> FLIP = Option.flag(
                    "flip", false, "Half of the images are mirrored; auto is false for grey and true for colour.")
            .orAuto();
    static final Option<Optional<Boolean>> AFFINE = Option.flag(
                    "affine",
                    true,
                    "Images are turned and scaled a little; auto is true for grey and false for colour.")
            .orAuto();
    static final Option<Double> VALIDATION = Option.below(
            "validation", 0.1, 1, "share", "Share of the data that is held out and measured on; 0 for none.");

    private ClassifierOptions() {}

    static List<Option<?>> all() {
        return List.of(
                NETWORK,
                WIDTH,
                DEPTH,
                DROPOUT,
                RATE,
                SCHEDULE,
                MOMENTUM,
                WEIGHT_DECAY,
                CLIP,
                SMOOTHING,
                SHIFT,
                FLIP,
                AFFINE,
                VALIDATION,
                GeneratedBeside.MODEL,
                GeneratedBeside.SHARE,
                TrainingOptions.ema(0.999),
                TrainingOptions.ACCUMULATE);
    }

    private static boolean isGrey(Shape sample) {
        return sample.channels() == 1;
    }

    static Layer layers(OptionValues options, Shape sample, int classes) {
        Kind kind = options.get(NETWORK).orElse(isGrey(sample) ? Kind.LENET : Kind.RESNET);
        return switch (kind) {
            case LENET ->
                ClassifierNetworks.lenet(sample, classes, options.get(WIDTH).orElse(32), options.get(DROPOUT));
            case RESNET ->
                ClassifierNetworks.resnet(sample, classes, options.get(WIDTH).orElse(16), options.get(DEPTH));
            case RESNET9 ->
                ClassifierNetworks.resnet9(sample, classes, options.get(WIDTH).orElse(32));
        };
    }

    static Augmentation augmentation(OptionValues options, Shape sample) {
        boolean grey = isGrey(sample);
        return new Augmentation(
                options.get(SHIFT).orElse(grey ? 2 : 4),
                options.get(FLIP).orElse(!grey),
                options.get(AFFINE).orElse(grey));
    }

    static Player player(OptionValues options, Network network) {
        Sgd sgd = new Sgd(network.parameters(), options.get(MOMENTUM), options.get(WEIGHT_DECAY));
        return new Player("classifier", network, sgd, options.get(RATE), options.get(SCHEDULE), options.get(CLIP));
    }
}
