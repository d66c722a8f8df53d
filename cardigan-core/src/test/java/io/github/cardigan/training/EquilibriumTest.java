package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows every ten steps, a window of 1,000. A discriminator is sure (0.9 against 0.1) in the first 100 steps, unless it says otherwise. */
class EquilibriumTest {

    private static final long NEVER = -1;

    private static Equilibrium equilibrium() {
        return new Equilibrium(EquilibriumLimits.DEFAULT, 0);
    }

    /** The step at which it is first reached, of 20,000. */
    private static long reached(LongToDoubleFunction real, LongToDoubleFunction fake) {
        Equilibrium equilibrium = equilibrium();
        for (long step = 10; step <= 20_000; step += 10) {
            boolean opening = step <= 100;
            boolean now = equilibrium.take(
                    step, opening ? 0.9 : real.applyAsDouble(step), opening ? 0.1 : fake.applyAsDouble(step));
            if (now) {
                return step;
            }
        }
        return NEVER;
    }

    @Test
    void aGameAtRestIsInEquilibriumWhenTheWindowIsFullOfIt() {
        // the window after step s holds n opening rows of 100: means 0.5 +- 0.4 n / 100, apart by 0.8 n / 100 <= 0.04
        // for n <= 5; the
        // drift 0.4 n / 50 <= 0.02 for n <= 2; the variance 0.16 n / 100 <= 0.01 for n <= 6
        assertThat(reached(step -> 0.5, step -> 0.5)).isEqualTo(1080);
    }

    /** Both within 0.1 of one half, and within 0.04 of each other. */
    @ParameterizedTest
    @CsvSource({
        "0.519, 0.481, true",
        "0.521, 0.479, false",
        "0.45, 0.45, true",
        "0.59, 0.56, true",
        "0.61, 0.58, false",
        "0.41, 0.40001, true",
        "0.42, 0.39, false",
        "0.485, 0.515, true"
    })
    void nearMeansNearOneHalfAndNearEachOther(double real, double fake, boolean isEquilibrium) {
        assertThat(reached(step -> real, step -> fake) != NEVER).isEqualTo(isEquilibrium);
    }

    /** A line rises by slope * 500 from one half of the window to the other. */
    @ParameterizedTest
    @CsvSource({"3.9e-5, true", "4.1e-5, false"})
    void aDriftIsNoRest(double slope, boolean isEquilibrium) {
        Equilibrium equilibrium = equilibrium();
        equilibrium.take(10, 0.9, 0.1);
        boolean reached = false;
        for (long step = 20; step <= 2000; step += 10) { // past 0.5 at step 1,500
            double reading = 0.5 + slope * (step - 1500);
            reached = equilibrium.take(step, reading, reading);
        }
        assertThat(reached).isEqualTo(isEquilibrium);
    }

    /** A wave of amplitude a has the standard deviation a / sqrt(2), here over whole periods: 0.1 at 0.1414. */
    @ParameterizedTest
    @CsvSource({"0.13, true", "0.15, false"})
    void swingsAreNoRest(double amplitude, boolean isEquilibrium) {
        LongToDoubleFunction wave = step -> 0.5 + amplitude * StrictMath.sin(2 * Math.PI * step / 100);
        assertThat(reached(wave, wave) != NEVER).isEqualTo(isEquilibrium);
    }

    @Test
    void aDiscriminatorThatNeverToldThemApartHasNotBeenBeaten() {
        Equilibrium equilibrium = equilibrium();
        for (long step = 10; step <= 5000; step += 10) {
            assertThat(equilibrium.take(step, 0.51, 0.49)).isFalse();
        }
        equilibrium.take(5010, 0.61, 0.4);
        assertThat(equilibrium.take(5020, 0.51, 0.49)).isTrue();
    }

    /** A run that was stopped in the middle of a row has two shorter ones in its place. */
    @Test
    void rowsCountByTheirSteps() {
        Equilibrium whole = equilibrium();
        Equilibrium cut = equilibrium();
        whole.take(10, 0.9, 0.1);
        cut.take(3, 0.9, 0.1);
        cut.take(10, 0.9, 0.1);
        for (long step = 20; step <= 1200; step += 10) {
            double swing = step % 20 == 0 ? 0.05 : -0.05;
            boolean expected = whole.take(step, 0.5 + swing, 0.5 - swing);
            cut.take(step - 7, 0.5 + swing, 0.5 - swing);
            assertThat(cut.take(step, 0.5 + swing, 0.5 - swing))
                    .as("step %d", step)
                    .isEqualTo(expected);
            assertThat(expected).isEqualTo(step >= 1000); // the one opening row left in the window weighs little
        }
        assertThat(cut.text())
                .isEqualTo(whole.text())
                .isEqualTo("D(x) 0.500 and D(G(z)) 0.500, steady over 1,000 steps");
    }

    @Test
    void aWindowThatIsNotCoveredSaysNothing() {
        Equilibrium late = new Equilibrium(EquilibriumLimits.DEFAULT.over(100), 5000);
        late.take(5010, 0.7, 0.3);
        for (long step = 5020; step < 5100; step += 10) {
            assertThat(late.take(step, 0.5, 0.5)).as("step %d", step).isFalse();
        }
        assertThat(late.take(5100, 0.5, 0.5))
                .as("covered, but the opening drifts by 0.2 / 5")
                .isFalse();
        assertThat(late.take(5110, 0.5, 0.5)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-8, 1.6})
    void scoresWithoutBoundsHaveNoEquilibrium(double score) {
        Equilibrium equilibrium = equilibrium();
        equilibrium.take(10, 0.9, 0.1);
        assertThat(equilibrium.isPossible()).isTrue();
        equilibrium.take(20, 0.5, score);
        assertThat(equilibrium.isPossible()).isFalse();
        for (long step = 30; step <= 3000; step += 10) {
            assertThat(equilibrium.take(step, 0.5, 0.5)).isFalse();
        }
    }

    @Test
    void rowsOutOfOrderAndWithoutNumbersAreLeftOut() {
        Equilibrium equilibrium = new Equilibrium(EquilibriumLimits.DEFAULT.over(20), 0);
        equilibrium.take(10, 0.9, 0.1);
        equilibrium.take(20, 0.5, 0.5);
        equilibrium.take(20, 0.9, 0.1);
        equilibrium.take(25, Double.NaN, 0.5);
        equilibrium.take(30, 0.5, 0.5);
        assertThat(equilibrium.take(40, 0.5, 0.5)).isTrue();
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> EquilibriumLimits.DEFAULT.over(9))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected an equilibrium over at least 10 steps");
        assertThatThrownBy(() -> new EquilibriumLimits(100, 0.1, 0, 0.02, 0.1, 0.2))
                .isInstanceOf(ConfigurationException.class);
    }
}
