package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cardigan bench}: that it measures; what it measures is for a quiet machine. */
class BenchCommandTest {

    @ParameterizedTest
    @CsvSource({
        "gan, tutorial_ms cardigan_ms diagnosis_ms cardigan_compared",
        "wgan-gp, clipped_ms penalty_ms spectral_norm_ms penalty_compared",
        "sgan, limit_ms cardigan_ms cardigan_compared"
    })
    void saysTimesAndRatios(String what, String keys) {
        Ran ran = Ran.cardigan("bench", what, "--rounds", "1", "--threads", "1", "--json");
        ran.succeeds();
        List<String> lines = ran.outLines();
        JsonNode json = JsonMapper.shared().readTree(lines.get(lines.size() - 1));
        for (String key : keys.split(" ")) {
            assertThat(json.get(key).asDouble()).as(key).isPositive();
        }
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        Ran.cardigan("bench", "wgangp")
                .isRefused("expected one of dcgan, gan, wgan-gp, sgan, pix2pix, cyclegan, evaluate", "'wgan-gp'");
        Ran.cardigan("bench", "lsgan").isRefused("to measure, got 'lsgan'");
    }
}
