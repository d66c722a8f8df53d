package io.github.cardigan.latent;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.network.Latent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Vector arithmetic on latents: smiling woman - neutral woman + neutral man (Radford, Metz, Chintala 2015, arXiv:1511.06434,
 * section 6.3.2). A term is the mean of the latents of some seeds, since single ones proved unstable there.
 *
 * @param terms added up in turn, at least one
 */
public record LatentExpression(List<Term> terms) {

    /**
     * One term.
     *
     * @param subtracted whether it counts negatively
     * @param seeds whose first latents are averaged, at least one
     */
    public record Term(boolean subtracted, List<Long> seeds) {

        public Term {
            seeds = List.copyOf(seeds);
            if (seeds.isEmpty()) {
                throw new IllegalArgumentException("expected at least one seed in a term, got none");
            }
        }

        /** The mean of its latents, without its sign. */
        public float[] mean(Latent latent) {
            double[] sum = new double[latent.size()];
            for (long seed : seeds) {
                float[] z = Latents.of(latent, seed);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += z[i];
                }
            }
            float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / seeds.size());
            }
            return mean;
        }
    }

    private static final String SEEDS = "\\d{1,18}(?:\\s*,\\s*\\d{1,18})*";
    private static final Pattern TERM = Pattern.compile("\\s*(?<sign>[+-])?\\s*(?<seeds>" + SEEDS + ")\\s*");

    public LatentExpression {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("expected at least one term, got none");
        }
    }

    /**
     * Reads, for example, {@code 12,15 - 3,4 + 7}: the mean of seeds 12 and 15, less the mean of 3 and 4, plus 7.
     *
     * @throws ConfigurationException if it is something else
     */
    public static LatentExpression parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(text);
        int end = 0;
        while (matcher.region(end, text.length()).lookingAt() && (end == 0 || matcher.group("sign") != null)) {
            List<Long> seeds = Arrays.stream(matcher.group("seeds").split(","))
                    .map(seed -> Long.valueOf(seed.strip()))
                    .toList();
            terms.add(new Term("-".equals(matcher.group("sign")), seeds));
            end = matcher.end();
        }
        if (terms.isEmpty() || end < text.length()) {
            throw new ConfigurationException(
                    "expected seeds between + and -, got '%s'%s"
                            .formatted(text, end == 0 ? "" : ", where '" + text.substring(end) + "' is no term"),
                    "for example '12,15 - 3,4 + 7': the mean of 12 and 15, less the mean of 3 and 4, plus 7");
        }
        return new LatentExpression(terms);
    }

    /** The sum. For normal latents its length is typical of a latent where each of three terms has three seeds, as Radford's. */
    public float[] value(Latent latent) {
        float[] value = new float[latent.size()];
        for (Term term : terms) {
            float[] mean = term.mean(latent);
            for (int i = 0; i < value.length; i++) {
                value[i] += term.subtracted() ? -mean[i] : mean[i];
            }
        }
        return value;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String text = terms.stream()
                .map(term -> (term.subtracted() ? "- " : "+ ")
                        + term.seeds().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
        return text.startsWith("+ ") ? text.substring(2) : text;
    }
}
