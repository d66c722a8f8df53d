package io.github.cardigan.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private static final StudyCell A = Results.cell("a");
    private static final StudyCell B = Results.cell("b");

    private static TrialResult took(double seconds, double evaluation) {
        TrialResult done = Results.done(1);
        return new TrialResult(
                1,
                TrialStatus.DONE,
                "",
                20,
                seconds,
                evaluation,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                done.run(),
                done.finished());
    }

    @Test
    void nothingIsKnownBeforeTheFirstIsDone() {
        Map<Trial, TrialResult> results =
                Map.of(new Trial(A, 1), Results.lost(TrialStatus.FAILED, "after two seconds"));
        assertThat(TimeLeft.seconds(List.of(new Trial(A, 2)), results)).isEmpty();
    }

    /** By hand: cell a takes 3 + 1 and 5 + 1, 5 on average; all three take 20 / 3, which is what cell c may take. */
    @Test
    void theSameCellSaysMoreThanTheOthers() {
        Map<Trial, TrialResult> results = new LinkedHashMap<>();
        results.put(new Trial(A, 1), took(3, 1));
        results.put(new Trial(A, 2), took(5, 1));
        results.put(new Trial(B, 1), took(9, 1));
        assertThat(TimeLeft.seconds(List.of(new Trial(A, 3)), results)).hasValue(5);
        assertThat(TimeLeft.seconds(List.of(new Trial(B, 2), new Trial(B, 3)), results))
                .hasValue(20);
        assertThat(TimeLeft.seconds(List.of(new Trial(Results.cell("c"), 1)), results))
                .hasValue(20 / 3.0);
        assertThat(TimeLeft.seconds(List.of(), results)).hasValue(0);
    }
}
