package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreMeasureTest {

    @Test
    void theFirstMetricThatTellsBetterFromWorseDecides() {
        assertThat(ScoreMeasure.deciding(List.of("recall", "fid"))).contains("recall");
        assertThat(ScoreMeasure.deciding(List.of("density", "confidence", "kid")))
                .contains("kid");
        assertThat(ScoreMeasure.deciding(List.of("density", "confidence"))).isEmpty();
    }
}
