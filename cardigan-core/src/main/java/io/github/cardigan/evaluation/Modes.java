package io.github.cardigan.evaluation;

import java.util.List;
import java.util.Set;

/**
 * {@code modes-10k}: how many classes a classifier finds among generated images, and {@code modes-kl-10k}: how unevenly, the
 * Kullback-Leibler divergence of their shares from uniform, in nats (Metz et al. 2016, arXiv:1611.02163, section 3.3.1; Lin et al. 2018,
 * arXiv:1712.04086); {@code modes-rarest-10k}: the share of the rarest. A class is found if one image is read as it. All classes and 0 are best, for data with equally many images a class.
 */
public final class Modes implements Metric {

    @Override
    public String name() {
        return "modes";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.PROBABILITIES);
    }

    @Override
    public boolean needsReal() {
        return false;
    }

    /** Images read as each class. */
    static int[] histogram(Rows probabilities) {
        int[] histogram = new int[probabilities.size()];
        for (int row = 0; row < probabilities.count(); row++) {
            histogram[Readings.label(probabilities, row)]++;
        }
        return histogram;
    }

    /** {@code sum_y p(y) log(p(y) classes)}. */
    static double divergenceFromUniform(int[] histogram) {
        double all = 0;
        for (int images : histogram) {
            all += images;
        }
        double kl = 0;
        for (int images : histogram) {
            double p = images / all;
            kl += images == 0 ? 0 : p * Math.log(p * histogram.length);
        }
        return Math.max(0, kl); // below 0 is rounding
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        Rows p = generated.probabilities();
        int[] histogram = histogram(p);
        int found = 0;
        int rarest = p.count();
        for (int images : histogram) {
            found += images > 0 ? 1 : 0;
            rarest = Math.min(rarest, images);
        }
        List<String> warnings = p.count() < 10 * p.size()
                ? List.of("modes of " + p.count() + " images and " + p.size()
                        + " classes: with fewer than 10 a class some may be missed by chance")
                : List.of();
        return List.of(
                Score.of("modes", "", generated)
                        .value(found)
                        .protocol("classes found, of " + p.size())
                        .warnings(warnings)
                        .build(),
                Score.of("modes-kl", "", generated)
                        .value(divergenceFromUniform(histogram))
                        .protocol("KL of the shares of " + p.size() + " classes from uniform, in nats")
                        .warnings(warnings)
                        .build(),
                Score.of("modes-rarest", "", generated)
                        .value((double) rarest / p.count())
                        .protocol("share of the rarest of " + p.size() + " classes")
                        .warnings(warnings)
                        .build());
    }
}
