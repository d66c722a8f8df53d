package io.github.cardigan.recipe;

import io.github.cardigan.data.Batch;
import io.github.cardigan.data.Batches;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;

/**
 * The first iteration of a recipe from image to image, and all that is needed to work out its values again: what was shown, and copies of the networks
 * before and after. For recipes without chance in their networks and in what is done to images: without dropout, shift and flip.
 *
 * @param shown the samples, {@code [N, C, H, W]}
 * @param before copies of the players' networks, by player
 * @param after the same after the iteration
 * @param values what the step recorded
 */
record FirstTranslation(
        Tensor shown, Map<String, Network> before, Map<String, Network> after, Map<String, Double> values)
        implements AutoCloseable {

    private static final int BATCH = 3;
    private static final long SEED = 3;

    /** Within a scope. */
    static FirstTranslation of(Recipe recipe, Dataset data, OptionValues options) {
        Plan plan = recipe.plan(options, data, Device.cpu(), new RandomSource(2));
        Map<String, Network> before = copies(plan);
        Map<String, Double> values = new HashMap<>();
        try (Trainer trainer = trained(plan, data, values)) {
            return new FirstTranslation(firstBatch(data), before, copies(plan), values);
        }
    }

    /**
     * Which weights one phase alone moves.
     *
     * @return {@code "player weight"}; those that got a gradient without being moved are called {@code "gradient of player"}
     */
    static Set<String> moved(Recipe recipe, Dataset data, OptionValues options, String phase) {
        Plan whole = recipe.plan(options, data, Device.cpu(), new RandomSource(2));
        Plan alone = new Plan(
                whole.product(),
                whole.generator(),
                whole.players(),
                whole.phases().stream().filter(any -> any.name().equals(phase)).toList(),
                whole.memories());
        Map<String, Network> before = copies(alone);
        Set<String> moved = new TreeSet<>();
        try (Trainer trainer = trained(alone, data, new HashMap<>())) {
            for (Player player : alone.players()) {
                Map<String, Tensor> old = before.get(player.name()).state();
                Map<String, Tensor> now = player.network().state();
                now.keySet().stream()
                        .filter(name ->
                                !Arrays.equals(Tensors.toFloats(old.get(name)), Tensors.toFloats(now.get(name))))
                        .forEach(name -> moved.add(player.name() + " " + name));
                float[] gradient =
                        Tensors.toFloats(player.network().parameters().gradient());
                if (moved.stream().noneMatch(name -> name.startsWith(player.name() + " "))
                        && !Arrays.equals(gradient, new float[gradient.length])) {
                    moved.add("gradient of " + player.name());
                }
            }
        }
        before.values().forEach(Network::close);
        return moved;
    }

    private static Map<String, Network> copies(Plan plan) {
        Map<String, Network> copies = new LinkedHashMap<>();
        plan.players()
                .forEach(player -> copies.put(player.name(), player.network().copy()));
        return copies;
    }

    private static Tensor firstBatch(Dataset data) {
        try (Batches batches = new Batches(data, BATCH, SEED, 0, 1, warning -> {})) {
            Batch batch = batches.next();
            return Tensor.create(batch.values(), data.shape().batch(BATCH));
        }
    }

    private static Trainer trained(Plan plan, Dataset data, Map<String, Double> values) {
        Natives.setThreads(1);
        Trainer trainer =
                new Trainer(plan, data, new TrainingSettings(BATCH, 1, SEED, Device.cpu(), Precision.FP32, 0));
        trainer.listen(new TrainingListener() {
            @Override
            public void stepDone(Trainer stepped, StepReport report) {
                values.putAll(report.values());
            }
        });
        trainer.run(Budget.steps(1));
        return trainer;
    }

    /** The images that lie in these channels of the samples. */
    Tensor images(int firstChannel, int channels) {
        return shown.narrow(1, firstChannel, channels);
    }

    /** The way there as it was before the step. */
    Translator there() {
        return new Translator(before.get("generator"));
    }

    /** The way back as it was before the step. */
    Translator back() {
        return there().backward().orElseThrow();
    }

    /** Without history. */
    static Tensor translated(Translator translator, Tensor images) {
        try (NoGrad noGrad = new NoGrad()) {
            return translator.translate(images, Pass.inference());
        }
    }

    /** What a network says of all patches of all images. */
    static float[] scores(Network critic, Tensor images) {
        return Tensors.toFloats(critic.forward(images, Pass.inference()));
    }

    /** Mean of {@code (score - target)^2}. */
    static double meanSquare(float[] scores, double target) {
        double sum = 0;
        for (float score : scores) {
            sum += (score - target) * (score - target);
        }
        return sum / scores.length;
    }

    /** Mean of {@code |x - y|}. */
    static double distance(Tensor x, Tensor y) {
        return distance(Tensors.toFloats(x), Tensors.toFloats(y));
    }

    private static double distance(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs((double) x[i] - y[i]);
        }
        return sum / x.length;
    }

    @Override
    public void close() {
        before.values().forEach(Network::close);
        after.values().forEach(Network::close);
    }
}
