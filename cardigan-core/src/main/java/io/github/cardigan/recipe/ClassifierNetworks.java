package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.AvgPool2d;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Dropout;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.GlobalAvgPool;
import io.github.cardigan.network.Identity;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.MaxPool2d;
import io.github.cardigan.network.PadChannels;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.network.Residual;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/** The networks of {@link ClassifierRecipe}. */
final class ClassifierNetworks {

    private static final int SMALLEST_SIDE = 8;

    private ClassifierNetworks() {}

    /**
     * The layout of LeNet-5 (LeCun et al. 1998, Gradient-Based Learning Applied to Document Recognition, figure 2): two 5x5
     * convolutions, each followed by pooling, and a dense layer. Wider than then, with what has come since: batch norm, ReLU, maximum
     * pooling, dropout. Of 28x28 grey and width 32: {@code [1, 28, 28] -> [32, 14, 14] -> [64, 7, 7] -> [256] -> [10]}.
     */
    static Layer lenet(Shape sample, int classes, int width, double dropout) {
        requireSides(sample);
        return Sequential.of(
                Conv2d.of(width, 5, 1).withoutBias(), // [N, 32, 28, 28]
                BatchNorm.of(),
                Activation.RELU,
                MaxPool2d.of(2), // [N, 32, 14, 14]
                Conv2d.of(2 * width, 5, 1).withoutBias(), // [N, 64, 14, 14]
                BatchNorm.of(),
                Activation.RELU,
                MaxPool2d.of(2), // [N, 64, 7, 7]
                new Flatten(),
                new Dropout(dropout),
                Dense.of(8 * width).withoutBias(), // [N, 256]
                BatchNorm.of(),
                Activation.RELU,
                new Dropout(dropout),
                Dense.of(classes));
    }

    /**
     * He et al. 2015 (arXiv:1512.03385, section 4.2): a 3x3 convolution, three stages of n blocks of two 3x3 convolutions, the second
     * and third stage starting with stride 2 and twice the channels, the mean of each channel, a dense layer. Shortcuts have no
     * parameters (option A). With width 16 and depth 20 it has 269,722 parameters.
     *
     * @param depth layers with weights, {@code 6 n + 2}
     */
    static Layer resnet(Shape sample, int classes, int width, int depth) {
        requireSides(sample);
        if ((depth - 2) % 6 != 0) {
            throw new ConfigurationException(
                    "expected a depth of 6 n + 2, got " + depth, "for example 20, 32, 44, 56 or 110");
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.of(width, 3, 1).withoutBias());
        layers.add(BatchNorm.of());
        layers.add(Activation.RELU);
        for (int stage = 0; stage < 3; stage++) {
            for (int i = 0; i < (depth - 2) / 6; i++) {
                layers.add(block(width << stage, stage > 0 && i == 0));
                layers.add(Activation.RELU);
            }
        }
        layers.add(new GlobalAvgPool()); // [N, 64]
        layers.add(Dense.of(classes));
        return new Sequential(layers);
    }

    private static Layer block(int channels, boolean shrinks) {
        Layer body = Sequential.of(
                Conv2d.of(channels, 3, shrinks ? 2 : 1).withoutBias(),
                BatchNorm.of(),
                Activation.RELU,
                Conv2d.of(channels, 3, 1).withoutBias(),
                BatchNorm.of());
        Layer everySecondPixel = new AvgPool2d(1, 2, 0);
        return new Residual(
                body, shrinks ? Sequential.of(everySecondPixel, new PadChannels(channels)) : new Identity());
    }

    /**
     * The network of Page 2018 (How to Train Your ResNet), made to learn fast: few layers, each wide enough to keep a processor busy. Four 3x3 convolutions, the last three each followed by pooling; after the first and the last
     * of these three a block of two more. Batch norm and ReLU follow every convolution. Of 32x32 colour and width 64: {@code [3, 32,
     * 32] -> [64, 32, 32] -> [128, 16, 16] -> [256, 8, 8] -> [512, 4, 4] -> [512] -> [10]}, 6.57 million parameters.
     *
     * <p>His width is 64. He shrinks the logits to an eighth and takes the largest value of each channel; here it is the mean, and nothing
     * is shrunk.
     */
    static Layer resnet9(Shape sample, int classes, int width) {
        requireSides(sample);
        return Sequential.of(
                step(width, 1), // [N, 64, 32, 32]
                step(2 * width, 2), // [N, 128, 16, 16]
                Residual.of(Sequential.of(step(2 * width, 1), step(2 * width, 1))),
                step(4 * width, 2), // [N, 256, 8, 8]
                step(8 * width, 2), // [N, 512, 4, 4]
                Residual.of(Sequential.of(step(8 * width, 1), step(8 * width, 1))),
                new GlobalAvgPool(), // [N, 512]
                Dense.of(classes));
    }

    /** A 3x3 convolution whose output shrinks to a half or stays as large. */
    private static Layer step(int channels, int shrink) {
        Layer convolution = Conv2d.of(channels, 3, 1).withoutBias();
        return shrink == 1
                ? Sequential.of(convolution, BatchNorm.of(), Activation.RELU)
                : Sequential.of(convolution, MaxPool2d.of(shrink), BatchNorm.of(), Activation.RELU);
    }

    /** Kernels from N(0, 2 / inputs per output), which suits ReLU (He et al. 2015, arXiv:1502.01852); the rest as PyTorch has it. */
    static Initializer start(ParameterSpec parameter) {
        long[] shape = parameter.shape();
        return shape.length == 4
                ? new Initializer.Normal(0, Math.sqrt(2.0 / (shape[1] * shape[2] * shape[3])))
                : parameter.initializer();
    }

    private static void requireSides(Shape sample) {
        if (!sample.isImage() || Math.min(sample.height(), sample.width()) < SMALLEST_SIDE) {
            throw new ConfigurationException(
                    "classifier expects images [channels, height, width] with sides of at least " + SMALLEST_SIDE
                            + ", got " + sample,
                    "choose another --size, for example 28x28");
        }
    }
}
