package io.github.cardigan.training;

import static io.github.cardigan.training.Finding.Kind.DISCRIMINATOR_LOSES;
import static io.github.cardigan.training.Finding.Kind.DISCRIMINATOR_WINS;
import static io.github.cardigan.training.Finding.Kind.EXPLODING_GRADIENT;
import static io.github.cardigan.training.Finding.Kind.MODE_COLLAPSE;
import static io.github.cardigan.training.Finding.Kind.OSCILLATION;
import static io.github.cardigan.training.Finding.Kind.RISING_LOSS;
import static io.github.cardigan.training.Finding.Kind.VANISHING_GRADIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Made-up trainings whose findings are known beforehand. Where a value jumps from a to b at step 1,000, the mean over 200 steps
 * passes a limit when n of them are behind the jump with {@code a + (b - a) n / 200 = limit}; it is noticed at the next multiple of 10,
 * and over after 300 good steps.
 */
class DiagnosisTest {

    /** A healthy training, some of whose values a test replaces. */
    private static final class Series {

        private final Map<String, LongToDoubleFunction> values = new LinkedHashMap<>();
        private final Diagnosis diagnosis;

        Series(Diagnosis diagnosis) {
            this.diagnosis = diagnosis;
            with("d_real", step -> 0.54).with("d_fake", step -> 0.46).with("diversity", step -> 0.98);
            with("discriminator_loss", step -> 1.3).with("discriminator_gradient_norm", step -> 4);
            with("generator_loss", step -> 0.85).with("generator_gradient_norm", step -> 2);
        }

        Series with(String name, LongToDoubleFunction value) {
            values.put(name, value);
            return this;
        }

        Map<String, Double> at(long step) {
            Map<String, Double> now = new LinkedHashMap<>();
            values.forEach((name, value) -> now.put(name, value.applyAsDouble(step)));
            return now;
        }

        List<Finding> findings(long from, long to) {
            List<Finding> findings = new ArrayList<>();
            for (long step = from + 1; step <= to; step++) {
                findings.addAll(diagnosis.take(step, at(step)));
            }
            return findings;
        }
    }

    private static Series series() {
        return new Series(new Diagnosis());
    }

    /** From step {@code from} to {@code to} one value, before and after another. */
    private static LongToDoubleFunction between(long from, long to, double inside, double outside) {
        return step -> step > from && step <= to ? inside : outside;
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.kind() + " " + finding.player() + (finding.over() ? " over " : " ") + finding.step())
                .toList();
    }

    @Test
    void aCollapseIsToldWhenItBeginsAndWhenItIsOver() {
        List<Finding> findings =
                series().with("diversity", between(1000, 2000, 0.2, 1)).findings(0, 4000);
        // 1 - 0.8 n / 200 <= 0.5 from n = 125 on; back to 0.65 at 0.2 + 0.8 n / 200 >= 0.65 from n = 112.5 on
        assertThat(told(findings)).containsExactly("MODE_COLLAPSE generator 1130", "MODE_COLLAPSE generator over 2420");
        assertThat(findings.get(0).value()).isCloseTo(1 - 0.8 * 130 / 200, within(1e-9));
        assertThat(findings.get(0).hint()).contains("--set generator-learning-rate=", "--set packing=2");
        assertThat(findings.get(1).hint()).isEmpty();
    }

    @Test
    void aReadingThatHoversAboutItsLimitDoesNotChatter() {
        List<Finding> findings = series().with("diversity", step -> 0.52 + 0.1 * StrictMath.sin(step / 150.0))
                .findings(0, 20_000);
        assertThat(findings).extracting(Finding::kind).containsExactly(MODE_COLLAPSE);
    }

    /** Every game begins with samples that are all alike and a discriminator that is sure. */
    @Test
    void theOpeningIsNoFinding() {
        List<Finding> findings = series().with("diversity", between(0, 280, 0.1, 1))
                .with("d_real", between(0, 280, 1, 0.54))
                .with("d_fake", between(0, 280, 0, 0.46))
                .findings(0, 3000);
        assertThat(findings).isEmpty();
    }

    @Test
    void whereTheOpeningLastsItIsOne() {
        assertThat(told(series().with("diversity", step -> 0.1).findings(0, 3000)))
                .containsExactly("MODE_COLLAPSE generator 500");
    }

    @Test
    void aDiscriminatorThatIsSureWins() {
        List<Finding> findings = series().with("d_real", between(1000, 2000, 1, 0.55))
                .with("d_fake", between(1000, 2000, 0, 0.45))
                .findings(0, 4000);
        // 0.1 + 0.9 n / 200 >= 0.9 from n = 177.8 on; 1 - 0.9 n / 200 <= 0.8 from n = 44.4 on
        assertThat(told(findings))
                .containsExactly("DISCRIMINATOR_WINS discriminator 1180", "DISCRIMINATOR_WINS discriminator over 2350");
    }

    @Test
    void aDiscriminatorThatIsWrongLoses() {
        List<Finding> findings = series().with("d_real", between(1000, 2000, 0.4, 0.5))
                .with("d_fake", between(1000, 2000, 0.61, 0.5))
                .findings(0, 4000);
        // -0.21 n / 200 <= -0.05 from n = 47.6 on; back at 0 when the window has forgotten
        assertThat(told(findings).get(0)).isEqualTo("DISCRIMINATOR_LOSES discriminator 1050");
        assertThat(findings).hasSize(2).last().satisfies(finding -> {
            assertThat(finding.over()).isTrue();
            assertThat(finding.step()).isEqualTo(2500);
        });
    }

    /** A critic's scores have no scale: that they are far apart says nothing, that they stand the wrong way round does. */
    @ParameterizedTest
    @CsvSource({"20, -10, ''", "-10, 5, DISCRIMINATOR_LOSES"})
    void ofACriticOnlyTheOrderCounts(double real, double fake, String kind) {
        Random random = new Random(5);
        List<Finding> findings = series().with("d_real", step -> real + random.nextGaussian())
                .with("d_fake", step -> fake + random.nextGaussian())
                .findings(0, 5000);
        assertThat(findings.stream().map(finding -> finding.kind().toString()))
                .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "7, 7", "40, 40", "80, 80", "400, 400", "640, 640"})
    void playersThatChaseEachOtherOscillate(int period, double expected) {
        Random random = new Random(3);
        LongToDoubleFunction wave = step -> 0.3 * StrictMath.cos(2 * Math.PI * step / period);
        List<Finding> findings = series().with(
                        "d_real", step -> 0.5 + wave.applyAsDouble(step) + 0.05 * random.nextGaussian())
                .with("d_fake", step -> 0.4 + wave.applyAsDouble(step) + 0.05 * random.nextGaussian())
                .findings(0, 5000);
        assertThat(findings).extracting(Finding::kind).containsExactly(OSCILLATION);
        assertThat(findings.get(0).value()).isCloseTo(expected, within(0.05 * expected + 0.5));
        assertThat(findings.get(0).player()).isEmpty();
        // two windows of 256 values, or of 256 means over 8 of them, overlap by half; before step 500 nothing begins
        assertThat(findings.get(0).step()).isEqualTo(period < 100 ? 500 : 3080);
    }

    /** Over a period of 80 steps the mean over 200 goes up and down, and the wrong side is in front in a part of each. */
    @Test
    void whoeverLosesByTurnsIsToldOnce() {
        LongToDoubleFunction wave = step -> 0.4 * StrictMath.cos(2 * Math.PI * step / 80);
        List<Finding> findings = series().with("d_real", step -> 0.5 + wave.applyAsDouble(step))
                .with("d_fake", step -> 0.5 - wave.applyAsDouble(step))
                .findings(0, 5000);
        assertThat(findings).extracting(Finding::kind).containsExactlyInAnyOrder(OSCILLATION, DISCRIMINATOR_LOSES);
    }

    @Test
    void anOscillationIsOverWhenTheSwingsEnd() {
        List<Finding> findings = series().with(
                        "generator_loss", step -> 1 + (step > 2000 ? 0 : 0.9 * StrictMath.sin(step / 5.0)))
                .findings(0, 8000);
        assertThat(findings).hasSize(2).extracting(Finding::kind).containsOnly(OSCILLATION);
        assertThat(findings.get(0).value()).isCloseTo(10 * Math.PI, within(0.5));
        assertThat(findings.get(1).over()).isTrue();
        assertThat(findings.get(1).step()).isBetween(2301L, 2610L);
    }

    /** A standard deviation of 0.07 is no swing of probabilities, and 7 % none of a loss. */
    @Test
    void smallSwingsAreNoOscillation() {
        List<Finding> findings = series().with("d_real", step -> 0.5 + 0.1 * StrictMath.sin(step / 5.0))
                .with("generator_loss", step -> 0.5 + 0.05 * StrictMath.sin(step / 5.0))
                .findings(0, 5000);
        assertThat(findings).isEmpty();
    }

    @Test
    void aGradientVanishesAgainstItsEarlyReference() {
        List<Finding> findings = series().with("generator_gradient_norm", between(1000, 2000, 1e-4, 2))
                .findings(0, 4000);
        // ln(1e-4 / 2) n / 200 <= ln 1e-3 from n = 139.5 on; 1e-2 again when 200 - n <= 93
        assertThat(told(findings))
                .containsExactly("VANISHING_GRADIENT generator 1140", "VANISHING_GRADIENT generator over 2410");
    }

    @Test
    void aGradientExplodesAgainstItsEarlyReference() {
        List<Finding> findings = series().with("discriminator_gradient_norm", between(1000, 2000, 2000, 4))
                .findings(0, 4000);
        // ln 500 n / 200 >= ln 100 from n = 148.2 on; 50 again when 200 - n <= 125.9
        assertThat(told(findings))
                .containsExactly("EXPLODING_GRADIENT discriminator 1150", "EXPLODING_GRADIENT discriminator over 2380");
    }

    @Test
    void extremeGradientsNeedNoReferenceAndNoWarmUp() {
        assertThat(told(series().with("generator_gradient_norm", step -> 1e-6).findings(0, 1000)))
                .containsExactly("VANISHING_GRADIENT generator 200");
        assertThat(told(series().with("generator_gradient_norm", step -> 0).findings(0, 1000)))
                .containsExactly("VANISHING_GRADIENT generator 200");
        assertThat(told(series().with("generator_gradient_norm", step -> 1e7).findings(0, 1000)))
                .containsExactly("EXPLODING_GRADIENT generator 200");
    }

    @Test
    void aSmallGradientThatGrowsAndSingleSpikesAreNoExplosion() {
        List<Finding> findings = series().with("discriminator_gradient_norm", step -> step > 1000 ? 5 : 0.01)
                .with("generator_gradient_norm", step -> step % 20 == 0 ? 1e5 : 2)
                .findings(0, 4000);
        assertThat(findings).isEmpty();
    }

    @Test
    void aLossThatDoublesAgainAndAgainRises() {
        List<Finding> findings = series().with(
                        "generator_loss",
                        step -> StrictMath.pow(
                                2, Math.max(0, Math.min(4, (step - 901) / 100)))) // 1, 2, 4, 8, 16, 16 ...
                .findings(0, 3000);
        assertThat(told(findings)).containsExactly("RISING_LOSS generator 1400", "RISING_LOSS generator over 1800");
        assertThat(findings.get(0).value()).isCloseTo(16, within(1e-12));
    }

    /** A critic's loss falls far below 0; a loss that triples from almost nothing is still almost nothing. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.01})
    void lossesThatFallOrStaySmallDoNotRise(double start) {
        List<Finding> findings = series().with(
                        "discriminator_loss", step -> start * StrictMath.pow(2, Math.min(8, step / 100)))
                .findings(0, 3000);
        assertThat(findings).isEmpty();
    }

    /** White and red noise, heavy tails, single spikes: 20,000 steps each. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void noiseIsHealthy(int seed) {
        Random random = new Random(seed);
        double[] red = new double[4];
        Series series = series().with("d_real", step -> {
            for (int i = 0; i < red.length; i++) {
                red[i] = 0.9 * red[i] + 0.44 * random.nextGaussian(); // standard deviation 1
            }
            return Math.max(0, Math.min(1, 0.62 + 0.15 * red[0]));
        });
        series.with("d_fake", step -> Math.max(0, Math.min(1, 0.38 + 0.15 * red[1])))
                .with("diversity", step -> 0.9 + 0.1 * red[2])
                .with("discriminator_loss", step -> 1.2 + red[3] * red[3])
                .with("generator_loss", step -> StrictMath.exp(random.nextGaussian()))
                .with("discriminator_gradient_norm", step -> StrictMath.exp(1.5 * random.nextGaussian()))
                .with(
                        "generator_gradient_norm",
                        step -> StrictMath.exp(random.nextGaussian() + (step % 100 == 0 ? 8 : 0)));
        assertThat(series.findings(0, 20_000)).isEmpty();
    }

    /** A critic under Wasserstein's loss: the scores' level drifts, their difference shrinks, both losses wander. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aWanderingCriticIsHealthy(int seed) {
        Random random = new Random(seed);
        double[] level = new double[1];
        List<Finding> findings = series().with(
                        "d_real", step -> (level[0] += 0.1 * random.nextGaussian()) + 20 / (1 + step / 500.0))
                .with("d_fake", step -> level[0] + random.nextGaussian())
                .with("discriminator_loss", step -> -20 / (1 + step / 500.0) + random.nextGaussian())
                .with("generator_loss", step -> -level[0] + random.nextGaussian())
                .findings(0, 20_000);
        assertThat(findings).isEmpty();
    }

    @Test
    void aClassifiersTrainingIsWatchedForWhatItHas() {
        Diagnosis diagnosis = new Diagnosis();
        List<Finding> findings = new ArrayList<>();
        for (long step = 1; step <= 2000; step++) {
            double norm = step > 1000 ? 1e-9 : 1;
            findings.addAll(diagnosis.take(
                    step, Map.of("classifier_loss", 2.0 / step, "accuracy", 1.0, "classifier_gradient_norm", norm)));
        }
        assertThat(findings).extracting(Finding::kind).containsExactly(VANISHING_GRADIENT);
        assertThat(findings.get(0).player()).isEqualTo("classifier");
    }

    /** A player that moves at every third step only. */
    @Test
    void valuesThatAreMissingNowAndThenAreNotWaitedFor() {
        Diagnosis diagnosis = new Diagnosis();
        Series series = new Series(diagnosis).with("generator_gradient_norm", step -> 1e-9);
        List<Finding> findings = new ArrayList<>();
        for (long step = 1; step <= 1000; step++) {
            Map<String, Double> values = series.at(step);
            if (step % 3 != 0) {
                values.remove("generator_gradient_norm");
            }
            findings.addAll(diagnosis.take(step, values));
        }
        assertThat(told(findings)).containsExactly("VANISHING_GRADIENT generator 600");
    }

    /** From rows over ten steps, as statistics hold them, and from what was told. */
    @Test
    void aResumedTrainingGoesOnWhereItsDiagnosisWas() {
        LongToDoubleFunction diversity = between(1000, 2000, 0.2, 1);
        LongToDoubleFunction norm = between(800, 3000, 1e-4, 2);
        Series whole = series().with("diversity", diversity).with("generator_gradient_norm", norm);
        List<Finding> before = whole.findings(0, 1500);
        List<Finding> after = whole.findings(1500, 5000);
        assertThat(before).extracting(Finding::kind).containsExactly(VANISHING_GRADIENT, MODE_COLLAPSE);
        assertThat(after).extracting(Finding::kind).containsExactly(MODE_COLLAPSE, VANISHING_GRADIENT);

        Series resumed = series().with("diversity", diversity).with("generator_gradient_norm", norm);
        for (long step = 10; step <= 1500; step += 10) {
            resumed.diagnosis.recall(10, resumed.at(step)); // the values are the same within ten steps
        }
        before.forEach(resumed.diagnosis::recall);
        assertThat(told(resumed.findings(1500, 5000))).isEqualTo(told(after));
    }

    @Test
    void withoutItsStatisticsAResumedTrainingStartsFresh() {
        Series resumed = series().with("diversity", step -> 0.1);
        assertThat(told(resumed.findings(5000, 6000))).containsExactly("MODE_COLLAPSE generator 5200");
    }

    @Test
    void findingsSpeakToPeople() {
        assertThat(Finding.begins(MODE_COLLAPSE, 1200, "generator", 0.1234).text())
                .isEqualTo("step 1,200: mode collapse, generator (diversity 0.123)");
        assertThat(Finding.ends(DISCRIMINATOR_WINS, 90, "discriminator", 0.7).text())
                .isEqualTo("step 90: discriminator wins is over (D(x) - D(G(z)) 0.700)");
        assertThat(Finding.begins(OSCILLATION, 90, "", 40).text())
                .isEqualTo("step 90: oscillation (steps per swing 40.0)");
        for (Finding.Kind kind : Finding.Kind.values()) {
            assertThat(kind.hint()).endsWith(".").contains("--");
        }
        assertThat(List.of(DISCRIMINATOR_LOSES, EXPLODING_GRADIENT, RISING_LOSS))
                .extracting(Finding.Kind::word)
                .containsExactly("discriminator_loses", "exploding_gradient", "rising_loss");
    }
}
