package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;

/** What metrics of nearest neighbours ask of their images. */
final class Manifold {

    private Manifold() {}

    static void requireEnough(String metric, int k, Features features) {
        if (features.count() <= k) {
            throw new ConfigurationException(
                    metric + " needs more than k = " + k + " images, got " + features.count() + " from "
                            + features.name(),
                    "take 10000 for a figure to compare");
        }
    }

    static List<String> warnings(String metric, Features real, Features generated) {
        return real.count() == generated.count()
                ? List.of()
                : List.of(metric + " of " + generated.count() + " generated and " + real.count()
                        + " real images: it depends on both counts, take the same number to compare");
    }
}
