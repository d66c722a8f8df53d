package io.github.cardigan.recipe;

import io.github.cardigan.engine.Adam;
import io.github.cardigan.network.Network;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Schedule;
import io.github.cardigan.training.UpdateRule;
import java.util.List;

/** The options that every adversarial recipe has, and the players they describe. */
final class GanOptions {

    static final Option<Integer> LATENT =
            Option.integer("latent", 100, 1, 4096, "values", "Size of the generator's input z, drawn from N(0, 1).");
    static final Option<Double> GENERATOR_RATE =
            Option.positive("generator-learning-rate", 5e-4, 1, "per update", "Step size of the generator's Adam.");
    static final Option<Double> DISCRIMINATOR_RATE = Option.positive(
            "discriminator-learning-rate", 5e-4, 1, "per update", "Step size of the discriminator's Adam.");
    static final Option<Double> BETA1 = Option.below("beta1", 0.5, 1, "", "Adam's decay of the gradient's average.");
    static final Option<Double> BETA2 =
            Option.below("beta2", 0.999, 1, "", "Adam's decay of the squared gradient's average.");
    static final Option<Double> EPSILON = Option.positive(
            "epsilon", 1e-8, 1, "gradient", "Adam's floor: gradients well below it hardly move a parameter.");
    static final Option<Schedule> SCHEDULE = Option.schedule(
            "schedule", Schedule.parse("linear:0.5"), "How both learning rates change while the budget is used up.");
    static final Option<Double> CLIP =
            Option.below("clip", 0, 1e6, "gradient norm", "Longer gradients are shortened to this; 0 never shortens.");
    static final Option<Integer> DISCRIMINATOR_STEPS =
            Option.integer("discriminator-steps", 1, 1, 100, "updates", "Discriminator updates per generator update.");

    private GanOptions() {}

    static List<Option<?>> all() {
        return List.of(
                LATENT,
                GENERATOR_RATE,
                DISCRIMINATOR_RATE,
                BETA1,
                BETA2,
                EPSILON,
                SCHEDULE,
                CLIP,
                DISCRIMINATOR_STEPS,
                TrainingOptions.EMA,
                TrainingOptions.ACCUMULATE);
    }

    static Player generator(OptionValues options, Network network, List<UpdateRule> rules) {
        return player("generator", network, options.get(GENERATOR_RATE), options, rules);
    }

    /** One who moves with the generator. */
    static Player generator(String name, OptionValues options, Network network) {
        return player(name, network, options.get(GENERATOR_RATE), options, List.of());
    }

    static Player discriminator(OptionValues options, Network network, List<UpdateRule> rules) {
        return player("discriminator", network, options.get(DISCRIMINATOR_RATE), options, rules);
    }

    /** One of several discriminators. */
    static Player discriminator(String name, OptionValues options, Network network) {
        return player(name, network, options.get(DISCRIMINATOR_RATE), options, List.of());
    }

    private static Player player(
            String name, Network network, double learningRate, OptionValues options, List<UpdateRule> rules) {
        Adam adam = new Adam(network.parameters(), options.get(BETA1), options.get(BETA2), options.get(EPSILON));
        return new Player(name, network, adam, learningRate, options.get(SCHEDULE), options.get(CLIP), rules);
    }
}
