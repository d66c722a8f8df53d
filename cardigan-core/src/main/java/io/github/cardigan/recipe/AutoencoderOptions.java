package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Network;
import io.github.cardigan.objective.Reconstruction;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Schedule;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What can be set on every autoencoder, the player it describes, and the plan of those without a prior. */
final class AutoencoderOptions {

    /** What a reconstruction without a likelihood is measured by. */
    enum Loss {
        SQUARED(new Reconstruction.SquaredError()),
        ABSOLUTE(new Reconstruction.AbsoluteError()),
        BERNOULLI(new Reconstruction.Bernoulli());

        private final Reconstruction reconstruction;

        Loss(Reconstruction reconstruction) {
            this.reconstruction = reconstruction;
        }
    }

    /** What is done to the samples before they are encoded. */
    @FunctionalInterface
    interface Corruption {
        Tensor apply(Tensor samples, RandomSource random);
    }

    static final Option<AutoencoderNetworks.Kind> NETWORK = Option.choice(
            "network",
            AutoencoderNetworks.Kind.class,
            AutoencoderNetworks.Kind.DENSE,
            "Layers of both halves: dense takes any samples, conv images with even sides.");
    static final Option<Integer> LATENT = Option.integer("latent", 32, 1, 4096, "values", "Values of a code.");
    static final Option<Integer> HIDDEN =
            Option.integer("hidden", 512, 1, 8192, "units", "Units of each dense layer between samples and codes.");
    static final Option<Integer> WIDTH = Option.integer(
            "width", 32, 1, 512, "channels", "Channels of conv next to the image; they double with every halving.");
    static final Option<Loss> LOSS = Option.choice(
            "loss",
            Loss.class,
            Loss.SQUARED,
            "Error of a pixel; bernoulli is the cross entropy of intensities as probabilities.");
    static final Option<Double> RATE =
            Option.positive("learning-rate", 1e-3, 1, "per update", "Step size of Adam, with its usual betas.");
    static final Option<Schedule> SCHEDULE = Option.schedule(
            "schedule", Schedule.parse("cosine"), "How the learning rate changes while the budget is used up.");
    static final Option<Double> CLIP =
            Option.below("clip", 0, 1e6, "gradient norm", "Longer gradients are shortened to this; 0 never shortens.");

    private AutoencoderOptions() {}

    /** Without a loss: a likelihood may take its place. */
    static List<Option<?>> all(int latent) {
        return List.of(
                LATENT.withDefault(latent),
                NETWORK,
                HIDDEN,
                WIDTH,
                RATE,
                SCHEDULE,
                CLIP,
                TrainingOptions.ema(0),
                TrainingOptions.ACCUMULATE);
    }

    static AutoencoderNetworks networks(OptionValues options) {
        return new AutoencoderNetworks(
                options.get(NETWORK), options.get(LATENT), options.get(HIDDEN), options.get(WIDTH));
    }

    static Player player(OptionValues options, Network network) {
        Adam adam = new Adam(network.parameters(), 0.9, 0.999, 1e-8);
        return new Player("autoencoder", network, adam, options.get(RATE), options.get(SCHEDULE), options.get(CLIP));
    }

    /** One move: clean samples are to come out of the codes of corrupted ones. Records their mean error per value. */
    static Plan plan(OptionValues options, Samples samples, Corruption corruption, Device device, RandomSource random) {
        Reconstruction loss = options.get(LOSS).reconstruction;
        var layers = networks(options).layers(samples.shape(), 0, false, loss.fromLogits());
        Autoencoder autoencoder =
                new Autoencoder(Network.build(layers, samples.shape(), device, random), Optional.empty());
        Player player = player(options, autoencoder.network());
        double values = samples.shape().elements();
        Phase phase = new Phase("autoencoder", player, 1, step -> {
            Tensor corrupted = corruption.apply(step.real(), step.random());
            Tensor code = autoencoder.encode(corrupted, step.labels(), step.pass()); // [N, latent]
            Tensor outputs = loss.fromLogits()
                    ? autoencoder.logits(code, step.labels(), step.pass())
                    : autoencoder.decode(code, step.labels(), step.pass()); // [N, ...shape]
            Tensor error =
                    loss.of(outputs.to(ScalarType.Float), step.real()).mean().div(new Scalar(values));
            step.record("reconstruction", error);
            return error;
        });
        return new Plan(autoencoder, List.of(player), List.of(phase));
    }
}
