package io.github.cardigan.recipe;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.objective.Reconstruction;
import io.github.cardigan.training.Binarisation;
import io.github.cardigan.training.BoundMeasure;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.VariationalBound;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What can be set on {@link Vae} and {@link Cvae}, and their plan. */
final class VariationalOptions {

    /** How pixels are spread around what the decoder says. */
    enum Likelihood {
        BERNOULLI,
        GAUSSIAN
    }

    static final Option<Double> BETA = Option.positive(
            "beta", 1, 1000, "", "Weight of the divergence from the prior; above 1 it is a beta-VAE (Higgins 2017).");
    static final Option<Likelihood> LIKELIHOOD = Option.choice(
            "likelihood",
            Likelihood.class,
            Likelihood.BERNOULLI,
            "How pixels are spread: bernoulli for black and white, gaussian for colour.");
    static final Option<Double> DEVIATION = Option.positive(
            "deviation", 0.2, 10, "of values from -1 to 1", "Standard deviation of the gaussian likelihood.");
    static final Option<Optional<Binarisation>> BINARISE = Option.choice(
                    "binarise",
                    Binarisation.class,
                    Binarisation.NONE,
                    "Pixels to black or white: static by a threshold, dynamic by chance; auto is dynamic for bernoulli grey.")
            .orAuto();
    static final Option<Double> VALIDATION =
            Option.below("validation", 0.1, 1, "share", "Share of the data that is held out and bounded; 0 for none.");

    private VariationalOptions() {}

    static List<Option<?>> all() {
        return Stream.concat(
                        AutoencoderOptions.all(20).stream(),
                        Stream.of(BETA, LIKELIHOOD, DEVIATION, BINARISE, VALIDATION))
                .toList();
    }

    private static Reconstruction likelihood(OptionValues options) {
        return switch (options.get(LIKELIHOOD)) {
            case BERNOULLI -> new Reconstruction.Bernoulli();
            case GAUSSIAN -> new Reconstruction.Gaussian(options.get(DEVIATION));
        };
    }

    private static Binarisation binarisation(OptionValues options, Shape sample) {
        boolean grey = sample.isImage() && sample.channels() == 1;
        Binarisation usual =
                grey && options.get(LIKELIHOOD) == Likelihood.BERNOULLI ? Binarisation.DYNAMIC : Binarisation.NONE;
        return options.get(BINARISE).orElse(usual);
    }

    static Holdout holdOut(OptionValues options, Dataset data, long seed) {
        double share = options.get(VALIDATION);
        return share == 0 ? Holdout.nothing(data) : Holdout.share(data, share, seed);
    }

    static List<Measure> measures(OptionValues options, Dataset heldOut) {
        return List.of(new BoundMeasure(heldOut, likelihood(options), binarisation(options, heldOut.shape())));
    }

    /**
     * One move: the negative bound, its divergence times beta. Records {@code reconstruction}, {@code divergence} and {@code elbo}, means
     * over the batch in nats.
     *
     * @param conditions what both halves are told beside the sample
     */
    static Plan plan(OptionValues options, Shape sample, Conditions conditions, Device device, RandomSource random) {
        Reconstruction likelihood = likelihood(options);
        Binarisation binarisation = binarisation(options, sample);
        Latent latent = Latent.normal(options.get(AutoencoderOptions.LATENT));
        var layers = AutoencoderOptions.networks(options)
                .layers(sample, conditions.classes().size(), true, likelihood.fromLogits());
        Autoencoder autoencoder = new Autoencoder(
                Network.build(layers, conditions.beside(sample), device, random), Optional.of(latent), conditions);
        VariationalBound bound = new VariationalBound(autoencoder, likelihood);
        Player player = AutoencoderOptions.player(options, autoencoder.network());
        Scalar beta = new Scalar(options.get(BETA).doubleValue());
        Phase phase = new Phase("autoencoder", player, 1, step -> {
            Tensor pixels = binarisation.apply(step.real(), step.random());
            Tensor noise = step.random().normal(device, pixels.size(0), latent.size());
            VariationalBound.Terms terms = bound.of(pixels, step.labels(), noise, step.pass());
            Tensor reconstruction = terms.reconstruction().mean();
            Tensor divergence = terms.divergence().mean();
            step.record("reconstruction", reconstruction);
            step.record("divergence", divergence);
            step.record("elbo", reconstruction.add(divergence).neg());
            return reconstruction.add(divergence.mul(beta));
        });
        // nothing learns from fakes: no latents are drawn for any
        return new Plan(autoencoder, Optional.empty(), List.of(player), List.of(phase), List.of());
    }
}
