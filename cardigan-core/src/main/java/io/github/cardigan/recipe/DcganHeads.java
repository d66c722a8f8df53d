package io.github.cardigan.recipe;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/** The networks of {@link DcganNetworks} where the discriminator says more than a score, and what can be set on them. */
final class DcganHeads {

    static final Option<Integer> WIDTH = Option.integer(
            "width",
            64,
            4,
            512,
            "channels",
            "Channels next to the image; they double with every halving of its sides.");
    static final Option<Double> DROPOUT = Option.below(
            "dropout",
            0.3,
            1,
            "probability",
            "Dropout in the discriminator of the 28x28 grey networks; others use batch norm.");

    private DcganHeads() {}

    static Generator generator(
            OptionValues options,
            Shape sample,
            Latent latent,
            Conditions conditions,
            Device device,
            RandomSource random) {
        return new Generator(
                latent,
                conditions,
                Network.build(
                        DcganNetworks.generator(sample, options.get(WIDTH)),
                        conditions.beside(Shape.of(latent.size())),
                        device,
                        random,
                        parameter -> DcganNetworks.start(sample, parameter)));
    }

    static HeadedDiscriminator discriminator(
            OptionValues options, Shape sample, int outputs, Device device, RandomSource random) {
        Sequential layers =
                DcganNetworks.discriminator(sample, options.get(WIDTH), options.get(DROPOUT), CriticNorm.BATCH);
        return new HeadedDiscriminator(Network.build(
                withOutputs(layers, outputs),
                sample,
                device,
                random,
                parameter -> DcganNetworks.start(sample, parameter)));
    }

    /** A discriminator with as many numbers as wanted in the place of its score. */
    static Sequential withOutputs(Sequential discriminator, int outputs) {
        List<Layer> layers = new ArrayList<>(withoutScore(discriminator).layers());
        layers.add(Dense.of(outputs));
        return new Sequential(layers);
    }

    /** A discriminator without its last layer: from a sample to features {@code [F]}. */
    static Sequential withoutScore(Sequential discriminator) {
        List<Layer> layers = discriminator.layers();
        return new Sequential(layers.subList(0, layers.size() - 1));
    }
}
