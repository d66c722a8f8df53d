package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What a network can be asked for: a class per sample. Networks are given it as one-hot values beside their input (Mirza, Osindero 2014,
 * arXiv:1411.1784, section 3.2): K more features of a vector, K more channels of an image, 1 everywhere in the channel of the class.
 *
 * @param classes names in label order; empty where nothing can be asked for
 * @param asked the one class that every sample is asked for, from 0 to {@code classes.size() - 1}; empty where each is told its own
 */
public record Conditions(List<String> classes, OptionalInt asked) {

    /** Nothing can be asked for. */
    public static final Conditions NONE = new Conditions(List.of(), OptionalInt.empty());

    public Conditions {
        classes = List.copyOf(classes);
        if (classes.size() == 1) {
            throw new IllegalArgumentException("expected no classes or at least 2 to ask for, got " + classes);
        }
        if (asked.isPresent() && (asked.getAsInt() < 0 || asked.getAsInt() >= classes.size())) {
            throw new IllegalArgumentException(
                    "expected a label from 0 to " + (classes.size() - 1) + ", got " + asked.getAsInt());
        }
    }

    /** Each sample can be asked for one of these. */
    public static Conditions of(List<String> classes) {
        return new Conditions(classes, OptionalInt.empty());
    }

    /** Every sample is asked for this class from now on. */
    public Conditions asking(int label) {
        return new Conditions(classes, OptionalInt.of(label));
    }

    public boolean none() {
        return classes.isEmpty();
    }

    /** The shape of a sample with what is asked for beside it: K more features or channels. */
    public Shape beside(Shape sample) {
        int[] dims = sample.toArray();
        dims[0] += classes.size();
        return Shape.of(dims);
    }

    /**
     * Samples with what is asked for beside them.
     *
     * @param x {@code [N, F]} or {@code [N, C, H, W]}
     * @param labels {@code [N]}, 64-bit integers from 0 to K - 1
     * @return {@code [N, F + K]} or {@code [N, C + K, H, W]}
     * @throws IllegalArgumentException if there is not a label per sample
     */
    public Tensor beside(Tensor x, Tensor labels) {
        if (none()) {
            return x;
        }
        long n = x.size(0);
        if (labels.dim() != 1 || labels.size(0) != n) {
            throw new IllegalArgumentException("expected " + n + " labels, one per sample, got " + labels.numel());
        }
        Tensor hot = torch.one_hot(labels, classes.size()).to(x.scalar_type()); // [N, K]
        if (x.dim() == 4) {
            hot = hot.reshape(n, classes.size(), 1, 1).expand(n, classes.size(), x.size(2), x.size(3)); // [N, K, H, W]
        }
        return torch.cat(new TensorVector(x, hot), 1);
    }

    /**
     * The labels of samples that are not told their own.
     *
     * @throws IllegalArgumentException if nothing was asked for
     */
    Tensor labels(Tensor x) {
        int label = asked.orElseThrow(() -> new IllegalArgumentException(
                "expected a class to ask for, one of " + classes + ", got none: give labels, or ask for one"));
        return torch.full(
                new long[] {x.size(0)},
                new Scalar((long) label),
                x.options().dtype(new org.bytedeco.pytorch.ScalarTypeOptional(torch.ScalarType.Long)));
    }
}
