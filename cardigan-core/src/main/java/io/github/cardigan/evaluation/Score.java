package io.github.cardigan.evaluation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One figure with all that it takes to believe it; a row of a table, an object in JSON.
 *
 * @param metric what it is asked for by: {@code fid}
 * @param name with the protocol in it: {@code fid-10k-classifier}, {@code precision-k3-50k-inception-v3}
 * @param value never NaN
 * @param interval how far to trust it; absent where the metric gives none
 * @param protocol in words: precision, settings, counts
 * @param extractor the extractor's name
 * @param extractorFingerprint of its weights and preprocessing: figures of different ones do not compare
 * @param real what it was compared with; empty where nothing
 * @param generated what was judged
 * @param count images judged
 * @param warnings what a reader must know, one sentence each
 */
public record Score(
        String metric,
        String name,
        double value,
        Optional<Interval> interval,
        String protocol,
        String extractor,
        String extractorFingerprint,
        String real,
        String generated,
        int count,
        List<String> warnings) {

    public Score {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("expected a number for " + name + ", got NaN");
        }
        warnings = List.copyOf(warnings);
    }

    /** A count as names carry it: {@code 10k} for 10,000, {@code 2500} for 2,500. */
    static String count(int count) {
        return count >= 1000 && count % 1000 == 0 ? count / 1000 + "k" : Integer.toString(count);
    }

    /**
     * Begins a score of generated images against real ones.
     *
     * @param metric what it is asked for by
     * @param settings go into the name: {@code k3}; may be empty
     */
    static Builder of(String metric, String settings, Features real, Features generated) {
        return new Builder(metric, settings, real.name(), generated);
    }

    /** Begins a score that needs no real images. */
    static Builder of(String metric, String settings, Features generated) {
        return new Builder(metric, settings, "", generated);
    }

    /** Collects the rest. */
    static final class Builder {

        private final String metric;
        private final String name;
        private final String real;
        private final Features generated;
        private double value = Double.NaN;
        private @Nullable Interval interval;
        private String protocol = "";
        private List<String> warnings = List.of();

        private Builder(String metric, String settings, String real, Features generated) {
            this.metric = metric;
            this.real = real;
            this.generated = generated;
            name = metric + (settings.isEmpty() ? "" : "-" + settings) + "-" + count(generated.count()) + "-"
                    + generated.extractor();
        }

        Builder value(double number) {
            value = number;
            return this;
        }

        Builder interval(Interval trust) {
            interval = trust;
            return this;
        }

        Builder protocol(String words) {
            protocol = words;
            return this;
        }

        Builder warnings(List<String> sentences) {
            warnings = sentences;
            return this;
        }

        Score build() {
            return new Score(
                    metric,
                    name,
                    value,
                    Optional.ofNullable(interval),
                    protocol,
                    generated.extractor(),
                    generated.extractorFingerprint(),
                    real,
                    generated.name(),
                    generated.count(),
                    warnings);
        }
    }
}
