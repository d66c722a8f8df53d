package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Gaussian noise on real and generated samples, so that their distributions overlap while the generator is still far off (Sønderby et
 * al. 2016, arXiv:1610.04490, section 3.3; Arjovsky, Bottou 2017, arXiv:1701.04862). Its deviation falls in a straight line to 0.
 *
 * @param deviation at the start, in the samples' units, where images span -1 to 1; at least 0
 * @param until the share of the budget after which there is none, in (0, 1]
 */
public record InstanceNoise(double deviation, double until) implements Written, SampleTransform {

    private static final Pattern TEXT = Pattern.compile("([0-9.]+)(?::([0-9.]+))?");

    public InstanceNoise {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY && until > 0 && until <= 1)) {
            throw new IllegalArgumentException(
                    "expected deviation >= 0 and until in (0, 1], got " + deviation + " and " + until);
        }
    }

    /**
     * @param text the deviation, optionally with the share of the budget: {@code 0.1}, {@code 0.1:0.5}; the whole budget by default
     * @throws ConfigurationException for anything else
     */
    public static InstanceNoise parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            if (matcher.matches()) {
                double until = matcher.group(2) == null ? 1 : Double.parseDouble(matcher.group(2));
                return new InstanceNoise(Double.parseDouble(matcher.group(1)), until);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the message below
        }
        throw new ConfigurationException(
                "expected instance noise DEVIATION[:UNTIL] with a deviation of at least 0 and a share in (0, 1], got '"
                        + text + "'",
                "for example 0.1:0.5");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String text() {
        return until == 1 ? plain(deviation) : plain(deviation) + ":" + plain(until);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The deviation when this share of the budget is used. */
    public double deviation(double progress) {
        return deviation * Math.max(0, 1 - Math.max(0, progress) / until);
    }

    @Override
    public Tensor apply(Tensor samples, RandomSource random, double progress) {
        double sigma = deviation(progress);
        if (sigma == 0) {
            return samples;
        }
        Tensor exact = samples.scalar_type().intern() == ScalarType.Double ? samples : samples.to(ScalarType.Float);
        return exact.add(random.noiseLike(exact), new Scalar(sigma));
    }
}
