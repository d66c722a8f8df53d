package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Convolutions;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Inception-v3 as FID knows it, from prepared images to features and logits. It differs from torchvision's in its poolings: means
 * do not count the padding, and the last block takes maxima instead of means.
 *
 * <p>Each batch normalisation is folded into the convolution before it when the weights are read, in double precision.
 */
final class InceptionNetwork implements AutoCloseable {

    /** Added to the variance by every batch normalisation. */
    private static final double EPSILON = 0.001;

    /** A convolution that has swallowed its batch normalisation. */
    private record Folded(InceptionConvolution shape, Tensor weight, Tensor bias) {}

    private final Map<String, Folded> convolutions = new HashMap<>();
    private final Tensor classWeight; // [classes, features]

    InceptionNetwork(PretrainedWeights weights, Device device) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            for (InceptionConvolution convolution : InceptionTable.convolutions()) {
                convolutions.put(convolution.name(), fold(convolution, weights, device));
            }
            classWeight = TensorScope.own(device.move(weights.tensor("fc.weight")));
        }
    }

    private static Folded fold(InceptionConvolution convolution, PretrainedWeights weights, Device device) {
        try (TensorScope scope = new TensorScope()) {
            Tensor deviation = weights.exact(convolution.norm("running_var"))
                    .add(new Scalar(EPSILON))
                    .sqrt();
            Tensor scale = weights.exact(convolution.norm("weight")).div(deviation); // [out]
            Tensor weight = weights.exact(convolution.weight()).mul(scale.view(-1, 1, 1, 1));
            Tensor bias = weights.exact(convolution.norm("bias"))
                    .sub(weights.exact(convolution.norm("running_mean")).mul(scale));
            return new Folded(
                    convolution,
                    TensorScope.own(channelsLast(device.move(weight.to(ScalarType.Float)))),
                    TensorScope.own(device.move(bias.to(ScalarType.Float))));
        }
    }

    /**
     * @param x {@code [N, 3, H, W]}, at least 75 a side, in [-1, 1]
     * @return {@code [N, 2048]}, means over the last block's positions
     */
    Tensor features(Tensor x) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            x = stem(channelsLast(x)); // [N, 192, 35, 35] for 299 x 299
            for (String block : new String[] {"Mixed_5b", "Mixed_5c", "Mixed_5d"}) {
                x = mixed5(block, x); // [N, 288, 35, 35]
            }
            x = mixed6a(x); // [N, 768, 17, 17]
            for (String block : new String[] {"Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"}) {
                x = mixed6(block, x);
            }
            x = mixed7a(x); // [N, 1280, 8, 8]
            x = mixed7("Mixed_7b", x, mean3x3(x)); // [N, 2048, 8, 8]
            x = mixed7("Mixed_7c", x, largest3x3(x, 1, 1));
            return scope.keep(x.mean(2, 3));
        }
    }

    /** {@code [N, 2048] -> [N, 1008]}, without the bias: see {@link InceptionV3#logits}. */
    Tensor logits(Tensor features) {
        return features.matmul(classWeight.t());
    }

    private Tensor stem(Tensor x) {
        try (TensorScope scope = new TensorScope()) {
            x = chain(x, "", "Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3"); // [N, 64, 147, 147]
            x = chain(largest3x3(x, 2, 0), "", "Conv2d_3b_1x1", "Conv2d_4a_3x3"); // [N, 192, 71, 71]
            return scope.keep(largest3x3(x, 2, 0));
        }
    }

    private Tensor mixed5(String block, Tensor x) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(concat(
                    chain(x, block, ".branch1x1"),
                    chain(x, block, ".branch5x5_1", ".branch5x5_2"),
                    chain(x, block, ".branch3x3dbl_1", ".branch3x3dbl_2", ".branch3x3dbl_3"),
                    chain(mean3x3(x), block, ".branch_pool")));
        }
    }

    private Tensor mixed6a(Tensor x) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(concat(
                    chain(x, "Mixed_6a", ".branch3x3"),
                    chain(x, "Mixed_6a", ".branch3x3dbl_1", ".branch3x3dbl_2", ".branch3x3dbl_3"),
                    largest3x3(x, 2, 0)));
        }
    }

    private Tensor mixed6(String block, Tensor x) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(concat(
                    chain(x, block, ".branch1x1"),
                    chain(x, block, ".branch7x7_1", ".branch7x7_2", ".branch7x7_3"),
                    chain(
                            x,
                            block,
                            ".branch7x7dbl_1",
                            ".branch7x7dbl_2",
                            ".branch7x7dbl_3",
                            ".branch7x7dbl_4",
                            ".branch7x7dbl_5"),
                    chain(mean3x3(x), block, ".branch_pool")));
        }
    }

    private Tensor mixed7a(Tensor x) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(concat(
                    chain(x, "Mixed_7a", ".branch3x3_1", ".branch3x3_2"),
                    chain(x, "Mixed_7a", ".branch7x7x3_1", ".branch7x7x3_2", ".branch7x7x3_3", ".branch7x7x3_4"),
                    largest3x3(x, 2, 0)));
        }
    }

    private Tensor mixed7(String block, Tensor x, Tensor pooled) {
        try (TensorScope scope = new TensorScope()) {
            Tensor middle = chain(x, block, ".branch3x3_1");
            Tensor deep = chain(x, block, ".branch3x3dbl_1", ".branch3x3dbl_2");
            return scope.keep(concat(
                    chain(x, block, ".branch1x1"),
                    chain(middle, block, ".branch3x3_2a"),
                    chain(middle, block, ".branch3x3_2b"),
                    chain(deep, block, ".branch3x3dbl_3a"),
                    chain(deep, block, ".branch3x3dbl_3b"),
                    chain(pooled, block, ".branch_pool")));
        }
    }

    /** Convolutions one after the other. */
    private Tensor chain(Tensor x, String block, String... names) {
        try (TensorScope scope = new TensorScope()) {
            for (String name : names) {
                Folded folded = convolutions.get(block + name);
                if (folded == null) {
                    throw new IllegalArgumentException("no convolution named " + block + name);
                }
                x = Convolutions.convolve(
                                x,
                                folded.weight,
                                new TensorOptional(folded.bias),
                                folded.shape.strides(),
                                folded.shape.padding())
                        .relu_();
            }
            return scope.keep(x);
        }
    }

    /** The padding does not count. */
    private static Tensor mean3x3(Tensor x) {
        return torch.avg_pool2d(
                x, new long[] {3, 3}, new long[] {1, 1}, new long[] {1, 1}, false, false, new LongOptional());
    }

    private static Tensor largest3x3(Tensor x, int stride, int padding) {
        return torch.max_pool2d(
                x,
                new long[] {3, 3},
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                false);
    }

    /** Channels innermost in memory: measured 1.1 to 1.5 times as fast on the processor. */
    private static Tensor channelsLast(Tensor x) {
        return x.contiguous(MemoryFormat.ChannelsLast);
    }

    private static Tensor concat(Tensor... branches) {
        return torch.cat(new TensorVector(branches), 1);
    }

    @Override
    public void close() {
        convolutions.values().forEach(folded -> {
            TensorScope.release(folded.weight);
            TensorScope.release(folded.bias);
        });
        TensorScope.release(classWeight);
    }
}
