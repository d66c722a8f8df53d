package io.github.cardigan.recipe;

import java.util.List;

/** What can be set on {@link Sgan}. */
final class SganOptions {

    static final Option<Integer> LABELLED = Option.integer(
            "labelled", 100, 2, 10_000_000, "samples", "How many samples have labels, as many of each class.");
    static final Option<Integer> LABEL_DRAW =
            Option.integer("label-draw", 1, 0, Integer.MAX_VALUE, "seed", "Which samples those are.");
    static final Option<Double> UNLABELLED_WEIGHT = Option.below(
            "unlabelled-weight", 0.5, 1000, "", "Weight of the loss without labels beside that with labels.");
    static final Option<Double> VALIDATION = Option.below(
            "validation", 0, 1, "share", "Share of the data that is held out and measured on; 0 for none.");
    private static final Option<Double> GENERATOR_RATE = GanOptions.GENERATOR_RATE.withDefault(3e-3);
    private static final Option<Double> DISCRIMINATOR_RATE = GanOptions.DISCRIMINATOR_RATE.withDefault(3e-3);
    private static final Option<Double> EPSILON = GanOptions.EPSILON.withDefault(1e-4);
    private static final Option<Double> EMA = TrainingOptions.ema(0.999);

    private SganOptions() {}

    static List<Option<?>> all() {
        return OptionLists.of(
                List.of(
                        LABELLED,
                        LABEL_DRAW,
                        UNLABELLED_WEIGHT,
                        VALIDATION,
                        NetworkKind.OPTION,
                        ConvolutionalGan.WIDTH,
                        GENERATOR_RATE,
                        DISCRIMINATOR_RATE,
                        EPSILON,
                        EMA),
                GanOptions.all());
    }
}
