package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** By hand: onecycle half-way up is (0.04 + 1) / 2, cosine at a quarter is (1 + cos 45 degrees) / 2, exponential at a half the square root of its end. */
    @ParameterizedTest
    @CsvSource({
        "constant, 0.7, 1",
        "linear, 0.25, 0.75",
        "linear:0.5, 0.5, 1",
        "linear:0.5, 0.75, 0.5",
        "linear:0.5, 1, 0",
        "cosine, 0, 1",
        "cosine, 0.25, 0.85355339059327376",
        "cosine:0.2, 0.5, 0.6",
        "cosine:0.2, 1, 0.2",
        "exponential, 1, 0.1",
        "exponential:0.01, 0.5, 0.1",
        "exponential:0.01, 0, 1",
        "onecycle, 0, 0.04",
        "onecycle, 0.125, 0.52",
        "onecycle, 0.25, 1",
        "onecycle:0.5, 0.75, 0.5",
        "onecycle, 1, 0",
        "linear, 1.5, 0",
        "linear, -1, 1"
    })
    void factorsAreTheClosedForms(String text, double used, double expected) {
        assertThat(Schedule.parse(text).factor(used)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Linear",
                "linear:",
                "linear:1",
                "linear:.",
                "linear:-0.1",
                "exponential:0",
                "cosine:1.2",
                "onecycle:0",
                "step",
                "linear:0.5:1",
                "cosine:NaN"
            })
    void anythingElseIsRefusedWithItself(String text) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("got '" + text + "'")
                .hasMessageContaining("constant, linear[:START], cosine[:END], exponential[:END] or onecycle[:PEAK]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constant",
                "linear",
                "linear:0.5",
                "cosine:0.01",
                "exponential",
                "exponential:0.0001",
                "onecycle",
                "onecycle:0.3",
                "cosine:0.00000001"
            })
    void textIsReadBack(String text) {
        Schedule schedule = Schedule.parse(text);
        assertThat(schedule.text()).isEqualTo(text);
        assertThat(Schedule.parse(schedule.text())).isEqualTo(schedule);
    }
}
