package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every step of three real trainings said, of {@code cardigan train dcgan --data mnist --set width=32 --log-every 1}: a healthy one;
 * one of a generator too slow for its discriminator ({@code --set generator-learning-rate=0.00001}); one of a generator too fast for it
 * ({@code width=16}, {@code generator-learning-rate=0.005}, {@code discriminator-learning-rate=0.00005}). Seed 42, one thread, fp32 or
 * bf16 as the machine has it; four digits kept.
 */
class RecordedRunsTest {

    private static List<Map<String, Double>> steps(String name) throws IOException {
        try (InputStream in = RecordedRunsTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            String[] names = lines.get(0).split(",", -1);
            List<Map<String, Double>> steps = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                Map<String, Double> values = new LinkedHashMap<>();
                for (int i = 1; i < names.length; i++) {
                    values.put(names[i], Double.valueOf(cells[i]));
                }
                steps.add(values);
            }
            return steps;
        }
    }

    private static List<Finding> findings(List<Map<String, Double>> steps) {
        Diagnosis diagnosis = new Diagnosis();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            findings.addAll(diagnosis.take(i + 1, steps.get(i)));
        }
        return findings;
    }

    @Test
    void aHealthyTrainingHasNoFindings() throws IOException {
        List<Map<String, Double>> steps = steps("healthy-dcgan.csv");
        assertThat(steps).hasSize(1000);
        assertThat(findings(steps)).isEmpty();
    }

    /** It is still learning: D(x) - D(G(z)) is 0.07 and more. */
    @Test
    void norHasItComeToRest() throws IOException {
        Equilibrium equilibrium = new Equilibrium(EquilibriumLimits.DEFAULT.over(300), 0);
        List<Map<String, Double>> steps = steps("healthy-dcgan.csv");
        for (int i = 0; i < steps.size(); i++) {
            Map<String, Double> values = steps.get(i);
            assertThat(equilibrium.take(i + 1, values.getOrDefault("d_real", 0.0), values.getOrDefault("d_fake", 0.0)))
                    .isFalse();
        }
        assertThat(equilibrium.isPossible()).isTrue();
    }

    @Test
    void aDiscriminatorThatIsTooFastWins() throws IOException {
        List<Finding> findings = findings(steps("sure-discriminator.csv"));
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.DISCRIMINATOR_WINS);
        assertThat(findings.get(0).step()).isEqualTo(500);
        assertThat(findings.get(0).value()).isGreaterThan(0.99);
    }

    /** The discriminator cannot tell (it reads 0.50 and 0.51), and the samples are all alike. */
    @Test
    void aGeneratorThatIsTooFastCollapses() throws IOException {
        List<Finding> findings = findings(steps("collapsed-generator.csv"));
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.MODE_COLLAPSE);
        assertThat(findings.get(0).step()).isEqualTo(500);
        assertThat(findings.get(0).value()).isLessThan(0.3);
    }
}
