package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegulariserTest {

    private static final Penalty R1 = new R1Penalty();

    /** Over any whole number of intervals a lazy penalty weighs what it would at every step. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void lazinessChangesNoTotal(int interval) {
        Regulariser regulariser = new Regulariser(R1, 0.5, interval);
        long due = LongStream.range(0, 48).filter(regulariser::due).count();
        assertThat(due).isEqualTo(48 / interval);
        assertThat(due * regulariser.factor()).isEqualTo(48 * 0.5);
    }

    @Test
    void theFirstStepIsDueAndThenEveryInterval() {
        Regulariser regulariser = new Regulariser(R1, 10, 3);
        assertThat(LongStream.range(0, 8).filter(regulariser::due)).containsExactly(0L, 3L, 6L);
        assertThat(regulariser.due(3_000_000_000L)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void impossibleWeightsAreRefused(double weight) {
        assertThatThrownBy(() -> new Regulariser(R1, weight, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected weight above 0, got " + weight);
    }

    @Test
    void anIntervalBelowOneIsRefused() {
        assertThatThrownBy(() -> new Regulariser(R1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected intervalSteps of at least 1, got 0");
    }
}
