package io.github.cardigan.attack;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Tells adversarial images by how much squeezing them changes what the classifier says: the largest L1 distance between the
 * probabilities before and after, from 0 to 2 (Xu, Evans, Qi 2017, arXiv:1704.01155, section IV, equations 4 and 5).
 *
 * @param squeezers at least one
 */
public record SqueezeDetector(List<Defence> squeezers) {

    public SqueezeDetector {
        squeezers = List.copyOf(squeezers);
        if (squeezers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one squeezer, got none");
        }
    }

    /** What the paper finds best on MNIST: one bit, and the median of 2x2. */
    public static SqueezeDetector forMnist() {
        return new SqueezeDetector(List.of(new BitDepth(1), new MedianSmoothing(2)));
    }

    /**
     * What the paper finds best on colour images, CIFAR-10 and ImageNet, as far as it goes here: 5 bits, and the median of 2x2. It
     * adds non-local means, which are not built here.
     */
    public static SqueezeDetector forColour() {
        return new SqueezeDetector(List.of(new BitDepth(5), new MedianSmoothing(2)));
    }

    /** The one for grey images or the one for colour. */
    public static SqueezeDetector suiting(Shape image) {
        return image.channels() == 1 ? forMnist() : forColour();
    }

    /** For example {@code squeeze (bit-depth-1, median-2)}. */
    public String name() {
        return squeezers.stream().map(Defence::name).collect(Collectors.joining(", ", "squeeze (", ")"));
    }

    /**
     * @param classifier without a defence
     * @param images {@code [N, ...]} in [-1, 1]
     * @return a score per image {@code [N]}, from 0 to 2; high ones are suspicious
     */
    public Tensor scores(Victim classifier, Tensor images) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor plain = classifier.logits(images).softmax(1);
            Tensor largest = torch.zeros(new long[] {plain.size(0)}, plain.options()); // [N]
            for (Defence squeezer : squeezers) {
                Tensor squeezed = classifier.logits(squeezer.apply(images)).softmax(1);
                largest = torch.maximum(
                        largest, Norm.LINF.dualLength(plain.sub(squeezed)).squeeze(1));
            }
            return scope.keep(largest);
        }
    }

    /**
     * The score above which an image counts as adversarial.
     *
     * @param honestScores of images that are not
     * @param falseAlarms the share of these that may lie above it, in [0, 1); the paper's 0.05
     */
    public static double threshold(float[] honestScores, double falseAlarms) {
        if (honestScores.length == 0 || !(falseAlarms >= 0 && falseAlarms < 1)) {
            throw new IllegalArgumentException("expected scores and a share of false alarms in [0, 1), got "
                    + honestScores.length + " and " + falseAlarms);
        }
        float[] sorted = honestScores.clone();
        Arrays.sort(sorted);
        int allowed = (int) Math.floor(falseAlarms * sorted.length);
        return sorted[sorted.length - 1 - allowed];
    }
}
