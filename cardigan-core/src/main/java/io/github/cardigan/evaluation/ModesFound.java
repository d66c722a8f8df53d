package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.GaussianMixture;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which components of a mixture of Gaussians a generator of points has found, by place instead of by a classifier: {@code
 * modes-25-2500-pixels}, the components with at least one sample within three of their deviations; {@code
 * high-quality-3sigma-2500-pixels}, the share of samples that lie so near to the nearest centre; {@code modes-kl-25-2500-pixels}, how
 * unevenly these lie: the Kullback-Leibler divergence of their shares from uniform, in nats. Srivastava et al. 2017 (arXiv:1705.07761,
 * section 4.1) and Lin et al. 2018 (arXiv:1712.04086, section 4.1), with 2,500 samples; distances are Euclidean. Of a perfect generator's
 * samples {@code 1 - exp(-4.5)} = 98.9 % are of high quality, not all.
 *
 * <p>The papers have no KL for these sets (the second measures the Jensen-Shannon divergence in its program). Where no sample is of high
 * quality it is not defined and left out.
 */
public final class ModesFound implements Metric {

    /** How many deviations from a centre are near. */
    private static final double SIGMAS = 3;

    private static final String PERFECT = "a perfect sample has 0.989";

    private final GaussianMixture mixture;

    /**
     * @param mixture what the points should be distributed as
     */
    public ModesFound(GaussianMixture mixture) {
        this.mixture = mixture;
    }

    /**
     * What was counted.
     *
     * @param samples all that were looked at
     * @param near samples of high quality around each centre
     */
    public record Found(int samples, int[] near) {

        /** Components with at least one sample of high quality. */
        public int modes() {
            return (int) Arrays.stream(near).filter(n -> n > 0).count();
        }

        /** Samples of high quality. */
        public int highQuality() {
            return Arrays.stream(near).sum();
        }

        /** How uneven the components are among the samples of high quality, in nats; empty if there is none. */
        public OptionalDouble divergence() {
            return highQuality() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Modes.divergenceFromUniform(near));
        }
    }

    /**
     * Counts.
     *
     * @param points {@code [N, 2]}, x and y by turns
     */
    public static Found in(float[] points, GaussianMixture mixture) {
        if (points.length % 2 != 0) {
            throw new IllegalArgumentException("expected points [N, 2], got " + points.length + " coordinates");
        }
        int[] near = new int[mixture.centres().size()];
        for (int i = 0; i < points.length; i += 2) {
            int nearest = mixture.nearest(points[i], points[i + 1]);
            if (mixture.distance(nearest, points[i], points[i + 1]) < SIGMAS) {
                near[nearest]++;
            }
        }
        return new Found(points.length / 2, near);
    }

    @Override
    public String name() {
        return "modes";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.ROWS);
    }

    @Override
    public boolean needsReal() {
        return false;
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        if (generated.size() != 2 || !generated.extractor().equals(PixelExtractor.NAME)) {
            throw new ConfigurationException(
                    "modes of a mixture looks at points [2] themselves, got " + generated.size()
                            + " values by extractor '" + generated.extractor() + "' of " + generated.name(),
                    "judge a generator of points, with --extractor pixels");
        }
        Found found = in(generated.rows().toArray(), mixture);
        int components = found.near().length;
        String of = Integer.toString(components);
        String near = String.format(Locale.ROOT, "within 3 sigma (%.4g)", SIGMAS * mixture.deviation());
        List<String> warnings = found.samples() < 10 * components
                ? List.of("modes of " + found.samples() + " points and " + components
                        + " components: with fewer than 10 a component some may be missed by chance")
                : List.of();
        Score modes = Score.of("modes", of, generated)
                .value(found.modes())
                .protocol("components with a sample " + near + " of the centre, of " + of)
                .warnings(warnings)
                .build();
        Score quality = Score.of("high-quality", "3sigma", generated)
                .value((double) found.highQuality() / found.samples())
                .interval(Interval.wilson(found.highQuality(), found.samples()))
                .protocol("share " + near + " of the nearest of " + of + " centres; " + PERFECT)
                .build();
        Stream<Score> divergence = found.divergence().stream()
                .mapToObj(kl -> Score.of("modes-kl", of, generated)
                        .value(kl)
                        .protocol("KL of the shares of " + of + " components among the " + found.highQuality()
                                + " samples " + near + " from uniform, in nats")
                        .warnings(warnings)
                        .build());
        return Stream.concat(Stream.of(modes, quality), divergence).toList();
    }
}
