package io.github.cardigan.recipe;

/** The options that every recipe has, adversarial or not: the trainer itself follows them. */
public final class TrainingOptions {

    public static final Option<Double> EMA = ema(0.995);
    public static final Option<Integer> ACCUMULATE = Option.integer(
            "accumulate", 1, 1, 4096, "batches", "Gradients of this many batches are averaged before each update.");

    private TrainingOptions() {}

    /** {@link #EMA} with another default; {@code options.get(EMA)} reads it, since a name is all that an option is found by. */
    static Option<Double> ema(double defaultDecay) {
        return Option.below(
                "ema",
                defaultDecay,
                1,
                "decay per step",
                "Average of the weights over the steps, which the model is saved with; 0 for none.");
    }
}
