package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.data.BalancedDraw;
import io.github.cardigan.run.RunDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The command line's choices as {@code run.json} keeps them, so that a resumed run makes the same ones. */
final class StoredOptions {

    private StoredOptions() {}

    static Map<String, String> of(TrainRequest request) {
        Map<String, String> stored = new LinkedHashMap<>();
        stored.put("data", request.data());
        if (request.size() != null) {
            stored.put("size", request.size().toString());
        }
        if (request.limit() != null) {
            stored.put("limit", request.limit().toString());
        }
        stored.put("batch", String.valueOf(request.settings().batch()));
        stored.put("seed", String.valueOf(request.settings().seed()));
        stored.put("device", request.settings().device().toString());
        stored.put("precision", request.settings().precision().toString());
        stored.put("threads", String.valueOf(request.threads()));
        stored.put("log-every", String.valueOf(request.runSettings().logSteps()));
        stored.put("sample-every", String.valueOf(request.runSettings().sampleSteps()));
        stored.put("checkpoint-every", String.valueOf(request.runSettings().checkpointSteps()));
        stored.put("evaluate", request.scoring().toString());
        stored.put("evaluate-count", String.valueOf(request.scoring().count()));
        stored.put("evaluate-every", String.valueOf(request.runSettings().evaluateSteps()));
        stored.put("patience", String.valueOf(request.runSettings().patience()));
        stored.put("stop", new StopRule(request.runSettings().equilibriumSteps()).toString());
        return stored;
    }

    /**
     * Fills in what the run was started with.
     *
     * @throws ConfigurationException if the user said something else
     */
    static void merge(TrainOptions said, RunDescription description) {
        Map<String, String> stored = description.training();
        said.data = keep("data", stored, said.data, text -> text);
        said.size = keep("size", stored, said.size, text -> text);
        said.limit = said.limit == null ? null : BalancedDraw.parse(said.limit).toString(); // 500:1 is 500
        said.limit = keep("limit", stored, said.limit, text -> text);
        said.batch = keep("batch", stored, said.batch, Integer::valueOf);
        said.seed = keep("seed", stored, said.seed, Long::valueOf);
        said.device = keep("device", stored, said.device, text -> text);
        said.precision = keep("precision", stored, said.precision, text -> text);
        said.threads = keep("threads", stored, said.threads, Integer::valueOf);
        said.logEvery = keep("log-every", stored, said.logEvery, Integer::valueOf);
        said.sampleEvery = keep("sample-every", stored, said.sampleEvery, Integer::valueOf);
        said.checkpointEvery = keep("checkpoint-every", stored, said.checkpointEvery, Integer::valueOf);
        said.evaluate = keep("evaluate", stored, said.evaluate, text -> text);
        said.evaluateCount = keep("evaluate-count", stored, said.evaluateCount, Integer::valueOf);
        said.evaluateEvery = keep("evaluate-every", stored, said.evaluateEvery, Integer::valueOf);
        said.patience = keep("patience", stored, said.patience, Integer::valueOf);
        said.stop = said.stop == null ? null : StopRule.of(said.stop).toString(); // equilibrium is equilibrium:1000
        said.stop = keep("stop", stored, said.stop, text -> text);
        said.set.forEach((name, value) ->
                TrainRequest.requireSame(name, description.options().get(name), value));
        said.set = new LinkedHashMap<>(description.options());
        if (said.steps == null && said.epochs == null && said.minutes == null) {
            said.steps = limit(description, "steps", Double::longValue);
            said.epochs = limit(description, "epochs", value -> value);
            said.minutes = limit(description, "minutes", value -> value);
        }
    }

    private static <T> @Nullable T keep(
            String name, Map<String, String> stored, @Nullable T said, Function<String, T> parser) {
        String text = stored.get(name);
        if (said != null) {
            TrainRequest.requireSame("--" + name, text, Objects.toString(said));
        }
        try {
            return text == null ? null : parser.apply(text);
        } catch (NumberFormatException e) {
            throw new DamagedFileException(
                    "expected a number for " + name + " in run.json, got '" + text + "'",
                    "the file was altered: start a new run",
                    e);
        }
    }

    private static <T> @Nullable T limit(RunDescription description, String name, Function<Double, T> convert) {
        double value = description.budget().getOrDefault(name, 0.0);
        return value > 0 ? convert.apply(value) : null;
    }
}
