package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cardigan's own trainer, timed: a recipe as {@code cardigan train} runs it, without averaged weights and without a run folder. */
final class TimedTraining implements AutoCloseable, TrainingListener {

    private final Trainer trainer;
    private final List<Double> times = new ArrayList<>();

    /**
     * @param set options that are not the recipe's usual ones
     */
    TimedTraining(Recipe recipe, Map<String, String> set, Dataset data, int batch, Device device, Precision precision) {
        OptionValues options = OptionValues.of(recipe.options(), set);
        trainer = new Trainer(
                recipe.plan(options, data, device, new RandomSource(1)),
                data,
                new TrainingSettings(batch, 1, 1, device, precision, 0));
        trainer.listen(this);
    }

    @Override
    public void stepDone(Trainer stepped, StepReport report) {
        times.add(report.seconds() * 1e3);
    }

    /** Trains on and returns the median of the steps' milliseconds. */
    double steps(int count) {
        times.clear();
        trainer.run(Budget.steps(trainer.position().step() + count));
        return Timing.median(times);
    }

    Trainer trainer() {
        return trainer;
    }

    @Override
    public void close() {
        trainer.close();
    }
}
