package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one iteration does to whom, and with how much work. */
class MovesTest {

    private static final TrainingSettings PLAIN = settings(4, 1);

    private static TrainingSettings settings(int batch, int accumulate) {
        return new TrainingSettings(batch, accumulate, 5, Device.cpu(), Precision.FP32, 0);
    }

    /** One generator pass serves both players; a further discriminator step needs new fakes; accumulated batches are not shared. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 1, 3", "1, 2, 4"})
    void generatorPassesPerIteration(int discriminatorSteps, int accumulate, int expected) {
        AtomicInteger passes = new AtomicInteger();
        Plan plan = TinyGan.plan(
                1,
                discriminatorSteps,
                Sequential.of(new CountingLayer(passes), TinyGan.generatorLayers()),
                TinyGan.discriminatorLayers());
        try (Trainer trainer = new Trainer(plan, TinyGan.data(), settings(4, accumulate))) {
            trainer.run(Budget.steps(5));
            assertThat(passes).hasValue(5 * expected);
            assertThat(trainer.position().samples()).isEqualTo(5L * 4 * accumulate * discriminatorSteps);
        }
    }

    @Test
    void repeatsTakeFreshDataAndTheirValuesAreMeans() {
        Plan plan = TinyGan.plan(1, 3);
        List<List<Float>> seen = new ArrayList<>();
        List<Double> readings = new ArrayList<>();
        Phase discriminator = plan.phases().get(0);
        Phase spying = new Phase("discriminator", discriminator.player(), 3, step -> {
            for (float value :
                    Tensors.toFloats(step.real().select(1, 0).flatten(0, -1).narrow(0, 0, 1))) {
                seen.add(List.of(value));
            }
            org.bytedeco.pytorch.Tensor loss = discriminator.loss().of(step);
            readings.add(loss.item_double());
            return loss;
        });
        try (Trainer trainer = new Trainer(
                new Plan(
                        plan.product(),
                        plan.players(),
                        List.of(spying, plan.phases().get(1))),
                TinyGan.data(),
                PLAIN)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    double mean = readings.stream().mapToDouble(value -> value).sum() / 3;
                    assertThat(report.values().get("discriminator_loss")).isCloseTo(mean, within(1e-12));
                    assertThat(report.values().get("d_real")).isBetween(0.0, 1.0);
                    assertThat(report.samples()).isEqualTo(12);
                }
            });
            trainer.run(Budget.steps(1));
        }
        assertThat(new HashSet<>(seen)).as("first values of three batches").hasSize(3);
    }

    /** While one network moves, weights and gradients of the other stay as they are, bit for bit. */
    @Test
    void theIdleNetworkIsFrozen() {
        Plan plan = TinyGan.plan(1);
        FlatTensors g = plan.players().get(0).network().parameters();
        FlatTensors d = plan.players().get(1).network().parameters();
        List<float[]> before = new ArrayList<>();
        AtomicInteger checks = new AtomicInteger();
        BiFunction<Player, FlatTensors, Player> guarded = (player, idle) -> new Player(
                player.name(),
                player.network(),
                new Sgd(player.network().parameters(), () -> {
                    assertThat(Tensors.toFloats(idle.vector())).isEqualTo(before.get(0));
                    assertThat(Tensors.toFloats(idle.gradient())).isEqualTo(before.get(1));
                    assertThat(Tensors.toFloats(player.network().parameters().gradient()))
                            .as("the mover has a gradient")
                            .isNotEqualTo(
                                    new float
                                            [(int) player.network().parameters().elements()]);
                    checks.incrementAndGet();
                }),
                0.1);
        Player mover = guarded.apply(plan.players().get(0), d);
        Player critic = guarded.apply(plan.players().get(1), g);
        Plan watched = new Plan(
                plan.product(),
                List.of(mover, critic),
                List.of(
                        remembering(plan.phases().get(0), critic, g, before),
                        remembering(plan.phases().get(1), mover, d, before)));
        try (Trainer trainer = new Trainer(watched, TinyGan.data(), PLAIN)) {
            trainer.run(Budget.steps(2));
            assertThat(checks).hasValue(4);
            assertThat(before.get(1))
                    .as("an idle gradient of the last step")
                    .isNotEqualTo(new float[before.get(1).length]);
        }
    }

    private static Phase remembering(Phase phase, Player player, FlatTensors idle, List<float[]> before) {
        return new Phase(phase.name(), player, 1, step -> {
            before.clear();
            before.add(Tensors.toFloats(idle.vector()));
            before.add(Tensors.toFloats(idle.gradient()));
            return phase.loss().of(step);
        });
    }

    /** Networks in which samples do not meet: two batches of 4 give the mean gradient of one batch of 8, up to rounding. */
    @Test
    void accumulatedGradientsAreThoseOfOneLargeBatch() {
        List<float[]> large = gradients(settings(8, 1), 0);
        List<float[]> small = gradients(settings(4, 2), 0);
        assertThat(large).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(small.get(i)).usingComparatorWithPrecision(1e-6f).containsExactly(large.get(i));
        }
        assertThat(norm(large.get(0))).isGreaterThan(1e-2);
        List<float[]> otherData = gradients(settings(4, 1), 0);
        assertThat(Math.abs(norm(otherData.get(0)) - norm(large.get(0)))).isGreaterThan(1e-4);
    }

    @Test
    void longGradientsAreShortenedToTheNormAndShortOnesLeft() {
        List<float[]> free = gradients(PLAIN, 0);
        double norm = norm(free.get(0));
        float[] clipped = gradients(PLAIN, norm / 3).get(0);
        assertThat(norm(clipped)).isCloseTo(norm / 3, within(1e-6 * norm));
        for (int i = 0; i < clipped.length; i++) {
            assertThat(clipped[i]).isCloseTo(free.get(0)[i] / 3, within(1e-7f));
        }
        assertThat(gradients(PLAIN, norm * 1.01).get(0)).isEqualTo(free.get(0));
    }

    /** Each of the two goes back through a graph of its own; the second sees the generator that the first left. */
    @Test
    void theGeneratorMayMoveInTwoPhases() {
        AtomicInteger passes = new AtomicInteger();
        Plan plan = TinyGan.plan(
                1,
                1,
                Sequential.of(new CountingLayer(passes), TinyGan.plainGeneratorLayers()),
                TinyGan.plainDiscriminatorLayers());
        Phase generator = plan.phases().get(1);
        List<float[]> fakes = new ArrayList<>();
        Phase spying = new Phase("generator", generator.player(), 1, step -> {
            fakes.add(Tensors.toFloats(step.fake()));
            return generator.loss().of(step);
        });
        Phase again = new Phase("again", generator.player(), 1, spying.loss());
        List<Phase> phases = List.of(plan.phases().get(0), spying, again);
        try (Trainer trainer = new Trainer(new Plan(plan.product(), plan.players(), phases), TinyGan.data(), PLAIN)) {
            trainer.run(Budget.steps(2));
        }
        assertThat(passes).hasValue(4);
        assertThat(fakes).hasSize(4);
        assertThat(fakes.get(1)).as("after the first move").isNotEqualTo(fakes.get(0));
    }

    @Test
    void theScheduleSetsTheRateOfEachStep() {
        Plan plan = TinyGan.plan(1);
        Player g = plan.players().get(0);
        Player scheduled = new Player("generator", g.network(), g.optimizer(), 0.1, Schedule.parse("linear:0.5"), 0);
        List<Double> rates = new ArrayList<>();
        try (Trainer trainer = new Trainer(
                new Plan(
                        plan.product(),
                        List.of(scheduled, plan.players().get(1)),
                        List.of(
                                plan.phases().get(0),
                                new Phase(
                                        "generator",
                                        scheduled,
                                        1,
                                        plan.phases().get(1).loss()))),
                TinyGan.data(),
                PLAIN)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    rates.add(report.values().get("generator_learning_rate"));
                }
            });
            trainer.run(Budget.steps(4));
        }
        assertThat(rates).containsExactly(0.1, 0.1, 0.1, 0.05);
    }

    @Test
    void aPlanMustBeWhole() {
        try (Plan plan = TinyGan.plan(1);
                Plan other = TinyGan.plan(2)) {
            assertThatThrownBy(() -> new Plan(plan.product(), plan.players(), other.phases()))
                    .hasMessage("phase discriminator moves a player that is not in the plan");
            assertThatThrownBy(() -> new Plan(other.product(), plan.players(), plan.phases()))
                    .hasMessage("expected the product's network among the players");
            assertThatThrownBy(() -> new Plan(plan.product(), plan.players(), List.of()))
                    .hasMessageContaining("at least one phase");
            assertThatThrownBy(() -> new Phase("d", plan.productPlayer(), 0, step -> step.real()))
                    .hasMessage("expected at least 1 repeat, got 0");
        }
    }

    /** The gradients of two iterations as the optimizers see them: discriminator, generator, discriminator, generator. */
    private static List<float[]> gradients(TrainingSettings settings, double clip) {
        Plan plan = TinyGan.plan(1, 1, TinyGan.plainGeneratorLayers(), TinyGan.plainDiscriminatorLayers());
        List<float[]> gradients = new ArrayList<>();
        List<Player> players = new ArrayList<>();
        for (Player player : plan.players()) {
            FlatTensors parameters = player.network().parameters();
            Sgd sgd = new Sgd(parameters, () -> gradients.add(Tensors.toFloats(parameters.gradient())));
            players.add(new Player(player.name(), player.network(), sgd, 0.05, Schedule.constant(), clip));
        }
        List<Phase> phases = List.of(
                new Phase(
                        "discriminator", players.get(1), 1, plan.phases().get(0).loss()),
                new Phase("generator", players.get(0), 1, plan.phases().get(1).loss()));
        try (Trainer trainer = new Trainer(new Plan(plan.product(), players, phases), TinyGan.data(), settings)) {
            trainer.run(Budget.steps(2));
        }
        return gradients;
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
