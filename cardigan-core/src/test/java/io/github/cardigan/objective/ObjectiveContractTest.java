package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every objective. Derivatives are taken in double precision with steps of 1e-5, where a central difference errs by
 * about 1e-10; 1e-8 is safe.
 */
class ObjectiveContractTest {

    private static final double[] REAL = {-3, -0.7, 0.2, 0.5};
    private static final double[] FAKE = {-2.5, -0.1, 0.4, 3};
    private static final double STEP = 1e-5;

    static Stream<Objective> objectives() {
        return Stream.of(
                new NonSaturatingLoss(),
                new NonSaturatingLoss(0.9),
                new MinimaxLoss(),
                new MinimaxLoss(0.9),
                new LeastSquaresLoss(),
                new LeastSquaresLoss(0.9),
                new WassersteinLoss(),
                new HingeLoss(),
                new RelativisticAverageLoss(),
                new LabelFlipping(new NonSaturatingLoss(), 0, new RandomSource(1)));
    }

    @Test
    void noObjectiveIsLeftOut() {
        List<String> all = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.cardigan.objective")
                        .stream()
                        .filter(type -> type.isAssignableTo(Objective.class) && !type.isInterface())
                        .map(type -> type.getName())
                        .toList();
        assertThat(objectives().map(objective -> objective.getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void lossesAndGradientsAreFiniteForAnyScore(Objective objective) {
        try (TensorScope scope = new TensorScope()) {
            for (float score : new float[] {-1e4f, -1, 0, 1, 1e4f}) {
                Tensor real = Tensor.create(score, -score).set_requires_grad(true);
                Tensor fake = Tensor.create(score, -score).set_requires_grad(true);
                Tensor d = objective.discriminatorLoss(real, fake);
                Tensor g = objective.generatorLoss(real, fake);
                assertThat(List.of(d.dim(), g.dim())).containsOnly(0L);
                for (Tensor tensor : List.of(
                        d,
                        g,
                        Gradients.of(d, real, false),
                        Gradients.of(d, fake, false),
                        Gradients.of(g, fake, false))) {
                    assertThat(Tensors.toFloats(tensor))
                            .as("losses and gradients at +-%s", score)
                            .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
                }
            }
        }
    }

    /** The generator's loss of two arguments is that of one, or the latter is refused. */
    @ParameterizedTest
    @MethodSource("objectives")
    void onlyAnObjectiveThatSaysSoComparesWithReal(Objective objective) {
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = Tensor.create(FAKE);
            double g = value(objective.generatorLoss(Tensor.create(REAL), fake));
            double other = value(objective.generatorLoss(Tensor.create(FAKE), fake));
            if (objective.comparesWithReal()) {
                assertThat(other).isNotEqualTo(g);
                assertThatThrownBy(() -> objective.generatorLoss(fake))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("generatorLoss(realScores, fakeScores)");
            } else {
                assertThat(other).isEqualTo(g);
                assertThat(value(objective.generatorLoss(fake))).isEqualTo(g);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void gradientsEqualFiniteDifferences(Objective objective) {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(REAL).set_requires_grad(true);
            Tensor fake = Tensor.create(FAKE).set_requires_grad(true);
            Tensor d = objective.discriminatorLoss(real, fake);
            requireGradient(
                    Gradients.of(d, real, false),
                    REAL,
                    x -> value(objective.discriminatorLoss(Tensor.create(x), Tensor.create(FAKE))));
            requireGradient(
                    Gradients.of(d, fake, false),
                    FAKE,
                    x -> value(objective.discriminatorLoss(Tensor.create(REAL), Tensor.create(x))));
            requireGradient(
                    Gradients.of(objective.generatorLoss(real, fake), fake, false),
                    FAKE,
                    x -> value(objective.generatorLoss(Tensor.create(REAL), Tensor.create(x))));
        }
    }

    /** Among scores below 1, where least squares has its target. */
    @ParameterizedTest
    @MethodSource("objectives")
    void theDiscriminatorGainsWhenRealScoresRiseOrFakeOnesFallToTheirTarget(Objective objective) {
        try (TensorScope scope = new TensorScope()) {
            Tensor low = Tensor.create(-2f, 0.1f);
            Tensor high = Tensor.create(-1f, 0.9f);
            double start = value(objective.discriminatorLoss(low, high));
            assertThat(value(objective.discriminatorLoss(high, high))).isLessThan(start);
            Tensor tame = Tensor.create(-1f, 0.2f);
            assertThat(value(objective.discriminatorLoss(low, tame))).isLessThan(start);
            assertThat(value(objective.generatorLoss(low, high))).isLessThan(value(objective.generatorLoss(low, low)));
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void higherScoresReadHigher(Objective objective) {
        try (TensorScope scope = new TensorScope()) {
            Tensor read = objective.read(Tensor.create(-5f, -1f, 0f, 0.5f, 4f));
            for (int i = 1; i < 5; i++) {
                assertThat(read.get(i).item_double())
                        .isGreaterThan(read.get(i - 1).item_double());
            }
        }
    }

    private static double value(Tensor loss) {
        return loss.item_double();
    }

    private static void requireGradient(Tensor gradient, double[] at, ToDoubleFunction<double[]> function) {
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double expected = (function.applyAsDouble(up) - function.applyAsDouble(down)) / (2 * STEP);
            assertThat(gradient.get(i).item_double()).isCloseTo(expected, within(1e-8));
        }
    }
}
