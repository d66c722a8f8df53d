package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * Samples through a bottleneck and back: learns to embed and to reconstruct. Codes have no prior, so it generates nothing. One player, one
 * move: the error of the reconstruction ({@link AutoencoderOptions#plan}).
 *
 * <p>Where it deviates from the paper: all layers are trained at once by Adam, where layers were pretrained one by one then; ReLU, where
 * there were sigmoids.
 */
public final class AutoencoderRecipe implements Recipe {

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public String summary() {
        return "Autoencoder: samples through a bottleneck and back, to embed and to compress";
    }

    @Override
    public String paper() {
        return "Hinton, Salakhutdinov 2006, Reducing the Dimensionality of Data with Neural Networks, Science 313,"
                + " doi:10.1126/science.1127647";
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(AutoencoderOptions.all(32).stream(), Stream.<Option<?>>of(AutoencoderOptions.LOSS))
                .toList();
    }

    @Override
    public int defaultBatch() {
        return 100;
    }

    @Override
    public Budget defaultBudget() {
        return new Budget(0, 20, 4.5);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        return AutoencoderOptions.plan(options, samples, (clean, chance) -> clean, device, random);
    }
}
