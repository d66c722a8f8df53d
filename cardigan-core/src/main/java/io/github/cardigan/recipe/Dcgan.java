package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.AdversarialPhases;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Deep convolutional GAN: the first one whose training was stable enough to become everybody's starting point. Networks of {@link
 * DcganNetworks}, the non-saturating loss, Adam for both players.
 */
public final class Dcgan implements Recipe {

    private static final Option<Integer> WIDTH = Option.integer(
            "width",
            64,
            4,
            512,
            "channels",
            "Channels next to the image; they double with every halving of its sides.");
    private static final Option<Double> DROPOUT = Option.below(
            "dropout",
            0.3,
            1,
            "probability",
            "Dropout in the discriminator of the 28x28 grey networks; others use batch norm.");

    @Override
    public String name() {
        return "dcgan";
    }

    @Override
    public String summary() {
        return "Deep convolutional GAN: images from noise, the field's starting point";
    }

    @Override
    public String paper() {
        return "Radford, Metz, Chintala 2015, Unsupervised Representation Learning with Deep Convolutional Generative"
                + " Adversarial Networks, arXiv:1511.06434";
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(Stream.of(WIDTH, DROPOUT), GanOptions.all().stream())
                .toList();
    }

    /** Small batches and larger steps than the paper's (128 and 2e-4) learn the digits sooner; 28x28 needs no more care. */
    @Override
    public int defaultBatch() {
        return 32;
    }

    /** Under five minutes, on any machine. */
    @Override
    public Budget defaultBudget() {
        return new Budget(3500, 0, 4.5);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        Shape sample = samples.shape();
        int width = options.get(WIDTH);
        Latent latent = Latent.normal(options.get(GanOptions.LATENT));
        Function<ParameterSpec, Initializer> start = parameter -> DcganNetworks.start(sample, parameter);
        Generator generator = new Generator(
                latent,
                Network.build(DcganNetworks.generator(sample, width), Shape.of(latent.size()), device, random, start));
        Discriminator discriminator = new Discriminator(Network.build(
                DcganNetworks.discriminator(sample, width, options.get(DROPOUT), CriticNorm.BATCH),
                sample,
                device,
                random,
                start));
        Objective objective = new NonSaturatingLoss();

        Player g = GanOptions.generator(options, generator.network(), List.of());
        Player d = GanOptions.discriminator(options, discriminator.network(), List.of());
        return new Plan(
                generator,
                List.of(g, d),
                List.of(
                        AdversarialPhases.discriminator(
                                d, discriminator, objective, options.get(GanOptions.DISCRIMINATOR_STEPS)),
                        AdversarialPhases.generator(g, discriminator, objective)));
    }
}
