package io.github.cardigan.recipe;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Plan;
import java.util.List;

/**
 * One of the systems of the field. It says what can be set, builds its networks, picks its objective and lays down its phases;
 * the trainer does the rest.
 */
public interface Recipe {

    /** What the command line calls it: lower case with hyphens. */
    String name();

    /** What it is, in one sentence. */
    String summary();

    /** Authors, year, title and arXiv id of where it comes from. */
    String paper();

    /** Everything that can be set, with defaults; {@link TrainingOptions} are among them. */
    List<Option<?>> options();

    /** Whether its samples are pairs of images; else they are single things. */
    default boolean samplesAreTwoImages() {
        return false;
    }

    /** Samples per update where the user does not say. */
    default int defaultBatch() {
        return 64;
    }

    /**
     * Refuses a batch that the options cannot work with.
     *
     * @throws io.github.cardigan.ConfigurationException if so
     */
    default void requireBatch(OptionValues options, int batch) {}

    /** How long to train where the user does not say. */
    Budget defaultBudget();

    /**
     * Which samples are learned from, and which are held out to judge by: all are learned from, unless the recipe says otherwise.
     *
     * @param seed of the run; the same seed holds the same samples out
     */
    default Holdout holdOut(OptionValues options, Dataset data, long seed) {
        return Holdout.nothing(data);
    }

    /** What is measured on the product while it trains, with the samples that {@link #holdOut} held out. */
    default List<Measure> measures(Dataset heldOut) {
        return List.of();
    }

    /** The same for recipes whose options say how it is measured; the others need not know of it. */
    default List<Measure> measures(OptionValues options, Dataset heldOut) {
        return measures(heldOut);
    }

    /** Steps between two measurements where the user does not say; 0 to measure at the end only. */
    default int defaultEvaluateSteps() {
        return 0;
    }

    /**
     * Builds the networks and says how they are trained.
     *
     * @param options values for {@link #options()}
     * @param samples what one real sample is
     * @param device where the networks are to be
     * @param random where first weights come from
     * @return owned by the caller
     * @throws io.github.cardigan.ConfigurationException if it cannot be built for such samples
     * @throws io.github.cardigan.DataException if it needs labels and there are none
     */
    Plan plan(OptionValues options, Samples samples, Device device, RandomSource random);

    /**
     * The same for recipes that keep something of the data, such as a few samples with labels; the others need to know only what a sample
     * is. This is what a training begins with.
     *
     * @param training the samples that are learned from: of {@link #holdOut}, if something was held out
     * @throws io.github.cardigan.DataException if the data has not what it needs
     */
    default Plan plan(OptionValues options, Dataset training, Device device, RandomSource random) {
        return plan(options, Samples.of(training), device, random);
    }
}
