package io.github.cardigan.recipe;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a short training of a recipe recorded, a row a step. */
final class RecordedRows {

    private RecordedRows() {}

    static List<Map<String, Double>> of(Recipe recipe, OptionValues options, Dataset data, int steps, int batch) {
        List<Map<String, Double>> rows = new ArrayList<>();
        Natives.setThreads(1);
        try (Trainer trainer = new Trainer(
                recipe.plan(options, data, Device.cpu(), new RandomSource(1)),
                data,
                new TrainingSettings(batch, 1, 1, Device.cpu(), Precision.FP32, 0))) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    rows.add(report.values());
                }
            });
            trainer.run(Budget.steps(steps));
        }
        return rows;
    }

    static double mean(List<Map<String, Double>> rows, String name) {
        return rows.stream().mapToDouble(row -> row.get(name)).average().orElseThrow();
    }
}
