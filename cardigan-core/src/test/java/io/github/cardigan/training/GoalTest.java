package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {

    @ParameterizedTest
    @CsvSource({
        "true, 2, 1, true",
        "true, 1, 2, false",
        "true, 1, 1, false",
        "false, 1, 2, true",
        "false, 2, 1, false",
        "false, 1, NaN, true",
        "true, NaN, NaN, false",
        "true, Infinity, 1, false",
        "false, -Infinity, 1, false"
    })
    void onlyAFiniteValueOnTheRightSideIsBetter(boolean higher, double now, double best, boolean better) {
        assertThat(new Goal("x", higher).better(now, best)).isEqualTo(better);
    }
}
