package io.github.cardigan.cli;

import io.github.cardigan.CardiganException;
import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.util.Locale;
import java.util.Map;

/** The proof: a tiny DCGAN takes one training step, both networks, on a few drawn digits. */
final class TrainingStepCheck {

    private static final int BATCH = 8;

    private TrainingStepCheck() {}

    static Check on(Device device) {
        String name = "step on " + device;
        try {
            long started = System.nanoTime();
            step(device);
            return Check.ok(
                    name,
                    String.format(
                            Locale.ROOT,
                            "a tiny dcgan took a training step, both networks, in %.2f s with start-up",
                            (System.nanoTime() - started) / 1e9));
        } catch (CardiganException e) {
            return Check.failed(name, String.valueOf(e.getMessage()), e.hint());
        } catch (RuntimeException | LinkageError e) {
            // libtorch answers with all kinds of unchecked exceptions; which one it was is the finding.
            return Check.failed(name, String.valueOf(e), "mend what failed above; else report this line");
        }
    }

    private static void step(Device device) {
        Recipe recipe = Recipes.named("dcgan");
        OptionValues options = OptionValues.of(recipe.options(), Map.of("width", "4"));
        TrainingSettings settings = new TrainingSettings(BATCH, 1, 0, device, Precision.AUTO.resolve(device), 0);
        try (Dataset digits = EmbeddedSets.open("digits:" + BATCH, null)
                        .orElseThrow(() -> new ConfigurationException("expected the embedded set digits", ""));
                Trainer trainer = new Trainer(
                        recipe.plan(options, Samples.of(digits), device, new RandomSource(0)), digits, settings)) {
            trainer.run(Budget.steps(1)); // a loss or gradient that is not finite is an exception
        }
    }
}
