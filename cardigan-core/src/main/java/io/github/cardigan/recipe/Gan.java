package io.github.cardigan.recipe;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Dropout;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.FlattenBeside;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LeakyRelu;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.training.Budget;
import java.util.ArrayList;
import java.util.List;

/**
 * The first GAN: dense networks on both sides, for small images and for points in the plane.
 *
 * <p>Where it deviates from the paper: LeakyReLU in place of its maxout, batch norm in the generator of images, tanh for images in [-1, 1], Adam. The
 * minimax loss of its equation 1 is {@code --set objective=minimax}.
 */
public class Gan extends AdversarialRecipe {

    static final Option<Integer> WIDTH = Option.integer(
            "width",
            256,
            4,
            4096,
            "units",
            "Units of the layer next to the latent and the score; they double towards images.");
    static final Option<Integer> DEPTH = Option.integer("depth", 3, 1, 8, "layers", "Hidden layers of either network.");
    static final Option<Double> DROPOUT =
            Option.below("dropout", 0.3, 1, "probability", "Dropout in the discriminator of images.");

    @Override
    public String name() {
        return "gan";
    }

    @Override
    public String summary() {
        return "The first GAN: dense networks, for small images and points";
    }

    @Override
    public String paper() {
        return "Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville, Bengio 2014, Generative Adversarial Nets,"
                + " arXiv:1406.2661";
    }

    @Override
    List<Option<?>> networkOptions() {
        return List.of(WIDTH, DEPTH, DROPOUT);
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(GanOptions.GENERATOR_RATE.withDefault(2e-4), GanOptions.DISCRIMINATOR_RATE.withDefault(2e-4));
    }

    @Override
    public Budget defaultBudget() {
        return new Budget(20_000, 0, 4.5);
    }

    /** {@code [latent] -> [256] -> [512] -> [1024] -> [1, 28, 28]}; for points layers of one width and no squashing. */
    @Override
    Layer generator(OptionValues options, Shape sample) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < options.get(DEPTH); i++) {
            layers.add(Dense.of(units(options, sample, i)));
            if (sample.isImage()) {
                layers.add(BatchNorm.of());
            }
            layers.add(new LeakyRelu(0.2));
        }
        layers.add(Dense.of(sample.elements()));
        if (sample.isImage()) {
            layers.add(Activation.TANH);
        }
        layers.add(Reshape.to(sample.toArray()));
        return new Sequential(layers);
    }

    /** {@code [1, 28, 28] -> [1024] -> [512] -> [256] -> [1]}. */
    @Override
    Sequential discriminator(OptionValues options, Shape sample, Conditions told) {
        List<Layer> layers = new ArrayList<>();
        layers.add(
                told.none() ? new Flatten() : new FlattenBeside(told.classes().size()));
        for (int i = options.get(DEPTH) - 1; i >= 0; i--) {
            layers.add(Dense.of(units(options, sample, i)));
            layers.add(new LeakyRelu(0.2));
            if (sample.isImage() && options.get(DROPOUT) > 0) {
                layers.add(new Dropout(options.get(DROPOUT)));
            }
        }
        layers.add(Dense.of(1));
        return new Sequential(layers);
    }

    private static int units(OptionValues options, Shape sample, int layer) {
        return sample.isImage() ? options.get(WIDTH) << layer : options.get(WIDTH);
    }
}
