package io.github.cardigan.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Scores or losses that swing to and fro, from one step to the next or over hundreds of them; the clearest swing counts. */
final class OscillationSymptom implements Symptom {

    /** Swings of up to 85 values are found in the values themselves, of up to 680 in means over eight. */
    private static final List<Integer> VALUES_PER_MEAN = List.of(1, 8);

    private final DiagnosisLimits limits;
    private final List<SwingSearch> searches;

    OscillationSymptom(DiagnosisLimits limits, Readings readings) {
        this.limits = limits;
        searches = VALUES_PER_MEAN.stream()
                .flatMap(count -> Stream.of(
                        new SwingSearch("d_real", count, limits, readings::areProbabilities),
                        new SwingSearch("d_fake", count, limits, readings::areProbabilities),
                        new SwingSearch("discriminator_loss", count, limits, () -> false),
                        new SwingSearch("generator_loss", count, limits, () -> false)))
                .toList();
    }

    @Override
    public Finding.Kind kind() {
        return Finding.Kind.OSCILLATION;
    }

    @Override
    public String player() {
        return "";
    }

    @Override
    public void take(Map<String, Double> values) {
        for (SwingSearch search : searches) {
            double value = values.getOrDefault(search.series(), Double.NaN);
            if (Double.isFinite(value)) {
                search.take(value);
            }
        }
    }

    private Optional<SwingSearch> clearest() {
        return searches.stream()
                .filter(search -> !Double.isNaN(search.strength()))
                .max(Comparator.comparingDouble(SwingSearch::strength));
    }

    @Override
    public Limit.Verdict verdict() {
        return clearest()
                .map(search -> limits.regularity().of(search.strength()))
                .orElse(Limit.Verdict.OPEN);
    }

    @Override
    public double value() {
        return clearest().map(search -> (double) search.period()).orElse(Double.NaN);
    }
}
