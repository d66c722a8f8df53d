package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.StackedDigits;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a reader of grey digits sees in three of them, stacked as the channels of one image (Srivastava et al. 2017, arXiv:1705.07761; Lin
 * et al. 2018, arXiv:1712.04086, section 4.2): each channel is read by itself. Features are those of the channels side by side;
 * the probability of the class {@code 100 a + 10 b + c} is the product of those of a, b and c. So {@link Modes} of 26,000 images counts
 * the published modes of 1,000, and its KL is the published one.
 *
 * @see StackedDigits
 */
public final class StackedExtractor implements ProbabilityExtractor {

    private static final int CHANNELS = 3;
    private static final int DIGITS = 10;

    private final ProbabilityExtractor digits;

    /**
     * @param digits reads images of one channel in 10 classes; belongs to the extractor from now on
     * @throws ConfigurationException if it has not 10 classes
     */
    public StackedExtractor(ProbabilityExtractor digits) {
        if (digits.classes().size() != DIGITS) {
            throw new ConfigurationException(
                    "stacked digits are read by a classifier of 10 classes, got one of "
                            + digits.classes().size(),
                    "train one on the digits that were stacked");
        }
        this.digits = digits;
    }

    @Override
    public String name() {
        return "stacked-" + digits.name();
    }

    @Override
    public int size() {
        return CHANNELS * digits.size();
    }

    @Override
    public List<String> classes() {
        return StackedDigits.CLASSES;
    }

    @Override
    public void requireShape(Shape image) {
        if (!image.isImage() || image.channels() != CHANNELS) {
            throw new ConfigurationException(
                    "expected stacked digits [3, height, width], got " + image, "judge what was trained on such data");
        }
        digits.requireShape(Shape.image(1, image.height(), image.width()));
    }

    @Override
    public Reading read(Tensor images) {
        try (NoGrad noGrad = new NoGrad()) {
            long n = images.size(0);
            Tensor channels = images.reshape(CHANNELS * n, 1, images.size(2), images.size(3)); // [3 N, 1, H, W]
            Reading reading = digits.read(channels);
            Tensor p = reading.probabilities().reshape(n, CHANNELS, DIGITS);
            Tensor a = p.select(1, 0).reshape(n, DIGITS, 1, 1);
            Tensor b = p.select(1, 1).reshape(n, 1, DIGITS, 1);
            Tensor c = p.select(1, 2).reshape(n, 1, 1, DIGITS);
            return new Reading(
                    reading.features().reshape(n, size()), // [N, 3 size]
                    a.mul(b).mul(c).reshape(n, classes().size())); // [N, 1000]
        }
    }

    @Override
    public String fingerprint() {
        return Fingerprints.of("stacked " + digits.fingerprint());
    }

    @Override
    public void close() {
        digits.close();
    }
}
