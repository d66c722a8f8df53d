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
 * Conditional variational autoencoder: a {@link Vae} whose encoder and decoder are told the class of each sample, so that it can be asked
 * for one, and codes are about all else.
 *
 * <p>Where it deviates from the paper: the condition is a class rather than an image, and the prior of codes is N(0, I) for every class
 * rather than a network of the condition, which the paper allows for, too (section 4.1).
 */
public final class Cvae implements Recipe {

    @Override
    public String name() {
        return "cvae";
    }

    @Override
    public String summary() {
        return "Conditional variational autoencoder: a vae that is told classes and can be asked for them";
    }

    @Override
    public String paper() {
        return "Sohn, Lee, Yan 2015, Learning Structured Output Representation using Deep Conditional Generative Models,"
                + " NeurIPS 28";
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
        Conditions conditions = Conditions.of(samples.requireLabels(name()).classes());
        return VariationalOptions.plan(options, samples.shape(), conditions, device, random);
    }
}
