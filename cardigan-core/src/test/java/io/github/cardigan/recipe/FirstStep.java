package io.github.cardigan.recipe;

import io.github.cardigan.data.Batch;
import io.github.cardigan.data.Batches;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Network;
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
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The first iteration of a recipe on drawn digits, and all that is needed to work out its values again: what was shown, and copies of the networks as
 * they were before.
 *
 * @param real samples, {@code [N, 1, 28, 28]}
 * @param labels of the real samples
 * @param z latents
 * @param asked of the fakes: the real labels, or drawn ones where the generator's classes are others
 * @param before copies of the players' networks
 * @param generator what made the fakes, around such a copy
 * @param values what the step recorded
 */
record FirstStep(
        Tensor real,
        long[] labels,
        Tensor z,
        long[] asked,
        Map<String, Network> before,
        Generator generator,
        Map<String, Double> values)
        implements AutoCloseable {

    private static final int BATCH = 5;
    private static final long SEED = 3;

    /** Within a scope. */
    static FirstStep of(Recipe recipe, Map<String, String> set) {
        Natives.setThreads(1);
        OptionValues options = OptionValues.of(recipe.options(), set);
        try (Dataset data = EmbeddedSets.open("digits:40", null).orElseThrow()) {
            Plan plan = recipe.plan(options, data, Device.cpu(), new RandomSource(1));
            Generator generator = plan.generator().orElseThrow();
            Map<String, Network> before = new LinkedHashMap<>();
            plan.players()
                    .forEach(
                            player -> before.put(player.name(), player.network().copy()));
            Batch batch = firstBatch(data);
            long[] labels = IntStream.of(batch.labels()).asLongStream().toArray();
            RandomSource random = new RandomSource(SEED).split(1);
            Tensor z = generator.sampleLatent(BATCH, random);
            long[] asked = labels;
            if (!generator.conditions().classes().equals(data.classes())
                    && !generator.conditions().none()) {
                asked = new long[BATCH];
                Arrays.setAll(
                        asked,
                        i -> random.nextInt(generator.conditions().classes().size()));
            }
            Generator frozen = frozen(plan, generator, before);
            Tensor real = Tensor.create(batch.values(), data.shape().batch(BATCH));
            return new FirstStep(real, labels, z, asked, before, frozen, values(plan, data));
        }
    }

    private static Batch firstBatch(Dataset data) {
        try (Batches batches = new Batches(data, BATCH, SEED, 0, 1, warning -> {})) {
            return batches.next();
        }
    }

    private static Generator frozen(Plan plan, Generator generator, Map<String, Network> before) {
        for (Player player : plan.players()) {
            if (player.network() == generator.network()) {
                return generator.around(before.get(player.name()));
            }
        }
        return plan.product()
                .around(before.get(plan.productPlayer().name()))
                .generator()
                .orElseThrow();
    }

    private static Map<String, Double> values(Plan plan, Dataset data) {
        Map<String, Double> values = new HashMap<>();
        TrainingSettings settings = new TrainingSettings(BATCH, 1, SEED, Device.cpu(), Precision.FP32, 0);
        try (Trainer trainer = new Trainer(plan, data, settings)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    values.putAll(report.values());
                }
            });
            trainer.run(Budget.steps(1));
        }
        return values;
    }

    /** Mean of softplus, as GANs have it: {@code -log s(-x)}. */
    static double meanSoftplus(float[] scores, int sign) {
        double sum = 0;
        for (float score : scores) {
            sum += StrictMath.log1p(StrictMath.exp(sign * score));
        }
        return sum / scores.length;
    }

    /** Mean cross entropy of rows that begin at {@code first} and have K logits, by the definition. */
    static double crossEntropy(float[] outputs, int width, int first, int classes, long[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double z = 0;
            for (int k = 0; k < classes; k++) {
                z += StrictMath.exp(outputs[i * width + first + k]);
            }
            sum += StrictMath.log(z) - outputs[i * width + first + (int) labels[i]];
        }
        return sum / labels.length;
    }

    @Override
    public void close() {
        before.values().forEach(Network::close);
    }
}
