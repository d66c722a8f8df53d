package io.github.cardigan.training;

import io.github.cardigan.DivergenceException;
import io.github.cardigan.data.Batch;
import io.github.cardigan.data.Batches;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Autocast;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the phases of a plan over batches until a budget is used up. One iteration takes fresh data, then each phase in turn moves
 * its player; every tensor of an iteration lives in one scope.
 *
 * <pre>{@code
 * try (Trainer trainer = new Trainer(plan, data, TrainingSettings.defaults(42))) {
 *     trainer.run(Budget.epochs(5));
 * }
 * }</pre>
 *
 * <p>Owns the plan's networks and optimizers and closes them. Not for several threads at once, but any thread may request a stop.
 */
public final class Trainer implements AutoCloseable {

    private final Plan plan;
    private final Dataset data;
    private final TrainingSettings settings;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final RandomSource random;
    private final @Nullable Ema ema;
    private final LastGood lastGood;
    private final Diagnosis diagnosis = new Diagnosis();
    private Position position = Position.START;
    private int measureSteps;
    private String settledBecause = "";

    public Trainer(Plan plan, Dataset data, TrainingSettings settings) {
        this.plan = plan;
        this.data = data;
        this.settings = settings;
        random = new RandomSource(settings.seed()).split(1);
        ema = settings.emaDecay() > 0 ? new Ema(plan.product().network(), settings.emaDecay()) : null;
        lastGood = new LastGood(plan, random);
    }

    public void listen(TrainingListener listener) {
        listeners.add(listener);
    }

    /**
     * Adds something to be measured on the product, at the end of the budget and as often as {@link #measureEvery} says.
     *
     * @param measure closed with this trainer
     */
    public void measure(Measure measure) {
        measures.add(measure);
    }

    /**
     * @param steps between two measurements; 0 to measure at the end of the budget only
     */
    public void measureEvery(int steps) {
        measureSteps = steps;
    }

    /**
     * Ends {@link #run} after the step it is in, because more of them will not help. For listeners.
     *
     * @param reason for people, not empty
     */
    public void settle(String reason) {
        settledBecause = reason;
    }

    /** Why the training has settled; empty if it has not. */
    public String settledBecause() {
        return settledBecause;
    }

    /** What watches this training; a resumed run tells it what there was before. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** Ends {@link #run} after the step it is in. Safe from any thread. */
    public StopSignal stopSignal() {
        return stop;
    }

    /**
     * Trains from the present position until the budget is used up or a stop is requested.
     *
     * <p>Whatever fails inside a step, the trainer then stands where the last whole step left it: position, weights, running
     * statistics, optimizers and random state.
     *
     * @throws DivergenceException if a loss, score, gradient or weight is not finite. The one case that cannot be put back is a
     *     finite gradient that makes the last phase's weights overflow.
     */
    public Outcome run(Budget budget) {
        listeners.forEach(listener -> listener.started(this));
        try (Batches batches =
                new Batches(data, settings.batch(), settings.seed(), position.samples(), loaders(), this::warn)) {
            while (budget.used(position, data.size()) < 1) {
                if (!settledBecause.isEmpty()) {
                    return Outcome.SETTLED;
                }
                if (stop.requested()) {
                    return Outcome.STOPPED;
                }
                StepReport report = measured(step(batches, budget));
                listeners.forEach(listener -> listener.stepDone(this, report));
                for (Finding finding : diagnosis.take(position.step(), report.values())) {
                    listeners.forEach(listener -> listener.found(this, finding));
                }
            }
            return Outcome.FINISHED;
        }
    }

    /** With what the measures find, where they are due: a stop waits for them, else a resumed run would lack them. */
    private StepReport measured(StepReport report) {
        boolean due = report.budgetUsed() >= 1 || (measureSteps > 0 && position.step() % measureSteps == 0);
        if (!due) {
            return report;
        }
        Map<String, Double> found = new LinkedHashMap<>();
        measures.forEach(measure -> found.putAll(measure.measure(product(), position.step())));
        return report.withMeasured(found);
    }

    /** One iteration: every phase once, or as often as it repeats. */
    private StepReport step(Batches batches, Budget budget) {
        long started = System.nanoTime();
        long waited = batches.waitedNanos();
        long samplesBefore = batches.samplesTaken();
        double scheduled = budget.scheduled(position, data.size());
        Map<String, Double> values = new LinkedHashMap<>();
        lastGood.remember();
        try (TensorScope scope = new TensorScope()) {
            Step.Moment moment = new Step.Moment(position.step() + 1, scheduled, random);
            List<Step> steps = nextSteps(batches, moment);
            for (Phase phase : plan.phases()) {
                if (!phase.active().test(moment.iteration())) {
                    continue;
                }
                for (int repeat = 0; repeat < phase.repeats(); repeat++) {
                    if (repeat > 0) {
                        steps = nextSteps(batches, moment);
                    }
                    move(phase, steps, scheduled, values);
                }
            }
        } catch (RuntimeException e) {
            lastGood.putBack();
            throw e;
        }
        long samples = batches.samplesTaken() - samplesBefore;
        double seconds = (System.nanoTime() - started) / 1e9;
        position = new Position(position.step() + 1, position.samples() + samples, position.seconds() + seconds);
        if (ema != null) {
            ema.update(position.step());
        }
        return new StepReport(
                position,
                (double) position.samples() / data.size(),
                values,
                Map.of(),
                seconds,
                (batches.waitedNanos() - waited) / 1e9,
                Math.toIntExact(samples),
                Math.min(1, budget.used(position, data.size())));
    }

    /** The data of the next move: one step per accumulated batch. */
    private List<Step> nextSteps(Batches batches, Step.Moment moment) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < settings.accumulate(); i++) {
            Batch batch = batches.next();
            Tensor real = settings.device()
                    .move(Tensor.create(batch.values(), data.shape().batch(batch.size())));
            long[] labels = new long[batch.size()];
            for (int j = 0; j < labels.length; j++) {
                labels[j] = batch.labels()[j];
            }
            steps.add(new Step(real, settings.device().move(Tensor.create(labels)), fakes(), moment));
        }
        return steps;
    }

    private Step.Fakes fakes() {
        boolean shared = settings.accumulate() == 1; // else the graphs of all accumulated batches would be held at once
        return plan.generator()
                .map(generator -> new Step.Fakes(
                        generator, generator.conditions().classes().equals(data.classes()), shared))
                .orElse(new Step.Fakes(null, true, shared));
    }

    /** One phase: the loss, its gradient, one update of each of its players. */
    private void move(Phase phase, List<Step> steps, double scheduled, Map<String, Double> values) {
        plan.players()
                .forEach(other -> other.network().trainable(phase.players().contains(other)));
        phase.players().forEach(player -> player.network().parameters().zeroGradient());
        double meanLoss = 0;
        for (Step step : steps) {
            Tensor loss;
            try (Autocast autocast = new Autocast(settings.precision(), settings.device())) {
                loss = phase.loss().of(step).mul(new Scalar(1.0 / steps.size()));
            }
            loss.backward(); // before any value is read, since reading waits for a GPU
            step.record("loss", loss);
            List<String> names = step.values().stream().map(Map.Entry::getKey).toList();
            double[] numbers = Tensors.scalars(
                    step.values().stream().map(Map.Entry::getValue).toList());
            step.values().clear();
            meanLoss += numbers[numbers.length - 1];
            requireFinite(phase, "loss", meanLoss);
            for (int i = 0; i < numbers.length - 1; i++) {
                requireFinite(phase, names.get(i), numbers[i]);
                values.merge(names.get(i), numbers[i] / steps.size() / phase.repeats(), Double::sum);
            }
        }
        values.merge(phase.name() + "_loss", meanLoss / phase.repeats(), Double::sum);
        List<Double> norms = new ArrayList<>();
        for (Player player : phase.players()) {
            player.rules()
                    .forEach(rule -> rule.beforeUpdate(
                            player.network().parameters(), player.optimizer().steps()));
            double norm = player.network().parameters().gradient().norm().item_double();
            requireFinite(phase, "gradient norm", norm); // of all players, before any of them moves
            norms.add(norm);
        }
        for (int i = 0; i < norms.size(); i++) {
            update(phase, phase.players().get(i), norms.get(i), scheduled, values);
        }
        boolean generatorMoved = phase.players().stream()
                .anyMatch(player -> plan.generator()
                        .filter(generator -> player.network().holds(generator.network()))
                        .isPresent());
        steps.forEach(step -> step.moved(phase.players(), generatorMoved));
    }

    private void update(Phase phase, Player player, double norm, double scheduled, Map<String, Double> values) {
        FlatTensors parameters = player.network().parameters();
        values.put(player.name() + "_gradient_norm", norm);
        if (player.clipNorm() > 0 && norm > player.clipNorm()) {
            parameters.gradient().mul_(new Scalar(player.clipNorm() / norm));
        }
        double learningRate = player.learningRate() * player.schedule().factor(scheduled);
        player.optimizer().step(learningRate);
        player.rules().forEach(rule -> rule.afterUpdate(parameters));
        values.put(player.name() + "_learning_rate", learningRate);
        requireFinite(phase, "sum of weights", parameters.vector().sum().item_double());
    }

    private void requireFinite(Phase phase, String name, double value) {
        if (!Double.isFinite(value)) {
            throw new DivergenceException(
                    "training diverged at step " + (position.step() + 1) + " in the " + phase.name() + " phase: " + name
                            + " is " + value,
                    "a lower learning rate, gradient clipping or --precision fp32 may help; the last good state is kept");
        }
    }

    private void warn(String message) {
        listeners.forEach(listener -> listener.warned(message));
    }

    private static int loaders() {
        return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    }

    public List<Measure> measures() {
        return List.copyOf(measures);
    }

    public Plan plan() {
        return plan;
    }

    public Dataset data() {
        return data;
    }

    public TrainingSettings settings() {
        return settings;
    }

    public Position position() {
        return position;
    }

    /** What the training has made so far: around the averaged network where there is one, else the plan's own. */
    public Product product() {
        return ema == null ? plan.product() : plan.product().around(ema.average());
    }

    /** What makes samples of noise so far, if anything: the product, averaged where there is an average, or what it learns from. */
    public Optional<Generator> generator() {
        return product().generator().or(plan::generator);
    }

    /** What a checkpoint must hold; the tensors are live, not copies. */
    public TrainingState state() {
        Map<String, Long> optimizerSteps = new LinkedHashMap<>();
        Map<String, Map<String, Tensor>> tensors = new LinkedHashMap<>();
        for (Player player : plan.players()) {
            tensors.put(player.name(), player.network().state());
            tensors.put(player.name() + "-optimizer", player.optimizer().state());
            optimizerSteps.put(player.name(), player.optimizer().steps());
        }
        if (ema != null) {
            tensors.put("ema", ema.average().state());
        }
        plan.memories().forEach(memory -> tensors.put(memory.name(), memory.state()));
        return new TrainingState(position, random.state(), optimizerSteps, tensors);
    }

    /** Goes on from a saved position; the tensors of {@link #state()} must have been overwritten already. */
    public void restore(Position savedPosition, long savedRandom, Map<String, Long> optimizerSteps) {
        position = savedPosition;
        random.restore(savedRandom);
        plan.playersByName()
                .forEach((name, player) -> player.optimizer().restoreSteps(optimizerSteps.getOrDefault(name, 0L)));
    }

    @Override
    public void close() {
        if (ema != null) {
            ema.close();
        }
        measures.forEach(Measure::close);
        lastGood.close();
        plan.close();
    }
}
