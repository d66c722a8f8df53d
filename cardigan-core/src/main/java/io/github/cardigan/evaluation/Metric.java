package io.github.cardigan.evaluation;

import java.util.List;
import java.util.Set;

/**
 * From what an extractor saw in real and generated images to one or more figures. A metric is made with its settings and keeps
 * nothing.
 *
 * @see Metrics
 */
public interface Metric {

    /** What it is asked for by: {@code fid}. */
    String name();

    /** What must have been kept of both sides, or of the generated side alone where {@link #needsReal()} is false. */
    Set<Part> needs();

    /** Whether it looks at real images; where not, {@code real} may be the generated features themselves. */
    default boolean needsReal() {
        return true;
    }

    /**
     * @throws io.github.cardigan.ConfigurationException if there are fewer images than the metric allows, or a part is missing, or
     *     the two sides were not made by the same extractor
     */
    List<Score> scores(Features real, Features generated);
}
