package io.github.cardigan.recipe;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Plan;
import java.util.List;

/**
 * Variational autoencoder: an encoder that says a distribution of codes, a decoder that says a distribution of samples, and a bound on the
 * likelihood that both raise. Embeds, reconstructs and generates. One player, one move ({@link VariationalOptions#plan}); {@code beta}
 * weighs the divergence (Higgins et al. 2017).
 *
 * <p>Where it deviates from the paper: two hidden layers of 512 ReLU units a side where it has one of 500 with tanh, and Adam where it has
 * Adagrad.
 */
public final class Vae implements Recipe {

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public String summary() {
        return "Variational autoencoder: a bound on the likelihood; embeds, reconstructs and generates";
    }

    @Override
    public String paper() {
        return "Kingma, Welling 2013, Auto-Encoding Variational Bayes, arXiv:1312.6114; beta: Higgins, Matthey, Pal, Burgess,"
                + " Glorot, Botvinick, Mohamed, Lerchner 2017, beta-VAE, ICLR";
    }

    @Override
    public List<Option<?>> options() {
        return VariationalOptions.all();
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
    public Holdout holdOut(OptionValues options, Dataset data, long seed) {
        return VariationalOptions.holdOut(options, data, seed);
    }

    @Override
    public List<Measure> measures(OptionValues options, Dataset heldOut) {
        return VariationalOptions.measures(options, heldOut);
    }

    @Override
    public int defaultEvaluateSteps() {
        return 1000;
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        return VariationalOptions.plan(options, samples.shape(), Conditions.NONE, device, random);
    }
}
