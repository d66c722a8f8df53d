package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Set;

/**
 * {@code c2st-10k}: the accuracy with which a small network tells real features from generated ones that it has not seen, and {@code
 * c2st-p-10k}: the probability of at least that accuracy if there were nothing to tell (Lopez-Paz, Oquab 2017, arXiv:1610.06545, section
 * 3). 0.5 is ideal, 1 means that they are easily told apart.
 *
 * <p>As many of each side as the smaller has are chosen at random; half of them train the network, the other half test it. The network
 * is the paper's: 20 rectified units, Adam, 100 epochs, here at most {@value TwoSampleNetwork#MAX_STEPS} steps of 100, on features scaled to mean 0 and
 * deviation 1. The probability is the binomial one, where the paper takes the normal one.
 *
 * @param seed of choice, weights and order
 */
public record TwoSampleTest(long seed) implements Metric {

    private static final int FEWEST = 20;

    public TwoSampleTest() {
        this(0);
    }

    @Override
    public String name() {
        return "c2st";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.ROWS);
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        generated.requireComparable(real);
        int each = Math.min(real.count(), generated.count()) / 2;
        if (each < FEWEST / 2) {
            throw new ConfigurationException(
                    "c2st needs at least " + FEWEST + " images a side, got "
                            + Math.min(real.count(), generated.count()),
                    "take 1000 or more: half of them only train");
        }
        int trials = 2 * each;
        int hits = TwoSampleNetwork.hits(real.rows(), generated.rows(), each, seed);
        List<String> warnings =
                trials < 200 ? List.of("c2st tested on " + trials + " images tells only gross differences") : List.of();
        return List.of(
                Score.of("c2st", "", real, generated)
                        .value((double) hits / trials)
                        .interval(Interval.wilson(hits, trials))
                        .protocol("held-out accuracy on " + trials + " images of a network with 20 hidden units, seed "
                                + seed)
                        .warnings(warnings)
                        .build(),
                Score.of("c2st-p", "", real, generated)
                        .value(atLeast(hits, trials))
                        .protocol("probability of " + hits + " or more of " + trials + " by chance")
                        .warnings(warnings)
                        .build());
    }

    /** {@code P(X >= hits)} for a fair coin thrown {@code trials} times. */
    static double atLeast(int hits, int trials) {
        double logTerm = -trials * Math.log(2); // of C(trials, 0) / 2^trials
        double sum = 0;
        for (int x = 0; x <= trials; x++) {
            if (x >= hits) {
                sum += Math.exp(logTerm);
            }
            logTerm += Math.log(trials - x) - Math.log(x + 1.0);
        }
        return Math.min(1, sum);
    }
}
