package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cardigan.engine.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that a layer cannot work on, and settings that it cannot have. */
class LayerShapeTest {

    static Stream<Arguments> misfits() {
        Shape vector = Shape.of(100);
        Shape image = Shape.image(2, 3, 3);
        String anImage = " expects an image [channels, height, width], got [100]";
        return Stream.of(
                arguments(
                        Dense.of(1), image, "Dense expects a vector [features] (put Flatten before it), got [2, 3, 3]"),
                arguments(Conv2d.of(1, 3, 1), vector, "Conv2d" + anImage),
                arguments(ConvTranspose2d.of(1, 3, 1), vector, "ConvTranspose2d" + anImage),
                arguments(Upsample.nearest(2), vector, "Upsample" + anImage),
                arguments(MaxPool2d.of(2), vector, "MaxPool2d" + anImage),
                arguments(AvgPool2d.of(2), vector, "AvgPool2d" + anImage),
                arguments(new GlobalAvgPool(), vector, "GlobalAvgPool" + anImage),
                arguments(InstanceNorm.of(), vector, "InstanceNorm" + anImage),
                arguments(new Dropout2d(0.5), vector, "Dropout2d" + anImage),
                arguments(
                        Conv2d.of(1, 5, 1).withPadding(0),
                        image,
                        "Conv2d expects height and width of at least 5 for kernel 5, got [2, 3, 3]"),
                arguments(
                        MaxPool2d.of(4),
                        image,
                        "MaxPool2d expects height and width of at least 4 for kernel 4, got [2, 3, 3]"),
                arguments(
                        new ConvTranspose2d(1, 1, 1, 2, 0, true),
                        image,
                        "ConvTranspose2d expects an image of which something is left, not -1x-1, got [2, 3, 3]"),
                arguments(
                        Upsample.nearest(1 << 20),
                        image,
                        "Upsample expects an image that gives at most 2147483647 values, got [2, 3, 3]"),
                arguments(
                        InstanceNorm.of(),
                        Shape.image(2, 1, 1),
                        "InstanceNorm expects more than one pixel to normalise over, got [2, 1, 1]"),
                arguments(GroupNorm.of(3), image, "GroupNorm expects a multiple of 3 channels, got [2, 3, 3]"),
                arguments(LayerNorm.of(3), vector, "LayerNorm expects at least 3 dimensions, got [100]"),
                arguments(new Embedding(10, 4), image, "Embedding expects ids [k], got [2, 3, 3]"),
                arguments(
                        new SpectralNorm(Dense.of(1)),
                        image,
                        "Dense expects a vector [features] (put Flatten before it), got [2, 3, 3]"),
                arguments(new WeightNorm(Conv2d.of(1, 3, 1)), vector, "Conv2d" + anImage),
                arguments(
                        new MinibatchDiscrimination(2, 2),
                        image,
                        "MinibatchDiscrimination expects a vector [features] (put Flatten before it), got [2, 3, 3]"),
                arguments(
                        new MinibatchStdDev(4),
                        Shape.of(2, 3),
                        "MinibatchStdDev expects an image [channels, height, width] or a vector, got [2, 3]"),
                arguments(Reshape.to(5, 2), image, "Reshape expects 10 values for [5, 2], got [2, 3, 3]"),
                arguments(
                        Residual.of(Conv2d.of(4, 3, 1)),
                        image,
                        "Residual expects body and shortcut to give the same shape, got [4, 3, 3] from the body and"
                                + " [2, 3, 3] from the shortcut for [2, 3, 3]"),
                arguments(
                        new Skip(Conv2d.of(4, 3, 2)),
                        image,
                        "Skip expects its inner layer to keep the sizes after the channels, got [4, 2, 2] from it for"
                                + " [2, 3, 3]"),
                arguments(
                        new Skip(new Flatten()),
                        image,
                        "Skip expects its inner layer to keep the sizes after the channels,"
                                + " got [18] from it for [2, 3, 3]"),
                arguments(
                        Sequential.of(new Flatten(), Sequential.of(Activation.RELU, Conv2d.of(1, 1, 1))),
                        image,
                        "layer 1.1: Conv2d expects an image [channels, height, width], got [18]"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aWrongShapeIsNamedBesideTheExpectedOne(Layer layer, Shape input, String message) {
        assertThatThrownBy(() -> layer.outputShape(input))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments((Runnable) () -> Dense.of(0), "expected units of at least 1, got 0"),
                arguments((Runnable) () -> Dense.of(1 << 25), "expected units of at most 16777216, got 33554432"),
                arguments((Runnable) () -> Conv2d.of(1, 0, 1), "expected kernel of at least 1, got 0"),
                arguments(
                        (Runnable) () -> Conv2d.of(1, 1, 1).withPadding(-1), "expected padding of at least 0, got -1"),
                arguments(
                        (Runnable) () -> new ConvTranspose2d(1, 3, 2, 1, 2, true),
                        "expected an output padding from 0 to below the stride 2, got 2"),
                arguments(
                        (Runnable) () -> ConvTranspose2d.of(1, 2, 3),
                        "expected a kernel of at least the stride 3, got 2"),
                arguments(
                        (Runnable) () -> ConvTranspose2d.of(1, 4, 1),
                        "expected an odd kernel to keep the size at stride 1, got 4"),
                arguments(
                        (Runnable) () -> new MaxPool2d(3, 2, 2),
                        "expected a padding from 0 to half the kernel 3, got 2"),
                arguments((Runnable) () -> new AvgPool2d(3, 0, 0), "expected stride of at least 1, got 0"),
                arguments((Runnable) () -> new Dropout(1), "expected rate in [0, 1), got 1.0"),
                arguments((Runnable) () -> new Dropout2d(Double.NaN), "expected rate in [0, 1), got NaN"),
                arguments((Runnable) () -> new Elu(0), "expected alpha above 0, got 0.0"),
                arguments((Runnable) () -> new LayerNorm(0, 1e-5), "expected lastDims of at least 1, got 0"),
                arguments((Runnable) () -> new GroupNorm(2, 0), "expected epsilon above 0, got 0.0"),
                arguments((Runnable) () -> new BatchNorm(1.5, 1e-5), "expected momentum in (0, 1], got 1.5"),
                arguments((Runnable) () -> new InstanceNorm(true, -1), "expected epsilon above 0, got -1.0"),
                arguments((Runnable) () -> new Embedding(0, 1), "expected ids of at least 1, got 0"),
                arguments(
                        (Runnable) () -> new SpectralNorm(BatchNorm.of()),
                        "SpectralNorm expects one of Dense, Conv2d, ConvTranspose2d, Embedding, got BatchNorm"
                                + " (SpectralNorm.everywhere finds them inside others)"),
                arguments(
                        (Runnable) () -> new WeightNorm(new SpectralNorm(Dense.of(1))),
                        "WeightNorm expects one of Dense, Conv2d, ConvTranspose2d, got SpectralNorm"
                                + " (WeightNorm.everywhere finds them inside others)"),
                arguments(
                        (Runnable) () -> new EqualisedRate(new Embedding(2, 2), 1),
                        "EqualisedRate expects one of Dense, Conv2d, ConvTranspose2d, got Embedding"
                                + " (EqualisedRate.everywhere finds them inside others)"),
                arguments((Runnable) () -> new EqualisedRate(Dense.of(1), 0), "expected gain above 0, got 0.0"),
                arguments((Runnable) () -> new MinibatchDiscrimination(0, 5), "expected features of at least 1, got 0"),
                arguments(
                        (Runnable) () -> new MinibatchDiscrimination(5, 0), "expected kernelSize of at least 1, got 0"),
                arguments((Runnable) () -> new MinibatchStdDev(1), "expected a group of at least 2, got 1"),
                arguments(
                        (Runnable) () -> new GaussianNoise(Double.NaN), "expected a deviation of at least 0, got NaN"),
                arguments((Runnable) () -> Upsample.bilinear(0), "expected factor of at least 1, got 0"),
                arguments((Runnable) () -> Sequential.of(), "expected at least one layer, got none"),
                arguments((Runnable) () -> Latent.normal(0), "expected latent size of at least 1, got 0"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void impossibleSettingsAreRefused(Runnable construction, String message) {
        assertThatThrownBy(construction::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void transposedConvolutionGrowsExactlyStrideTimes() {
        for (int kernel = 1; kernel <= 7; kernel++) {
            for (int stride = kernel % 2 == 0 ? 2 : 1; stride <= kernel; stride++) {
                assertThat(ConvTranspose2d.of(3, kernel, stride).outputShape(Shape.image(2, 5, 4)))
                        .isEqualTo(Shape.image(3, 5 * stride, 4 * stride));
            }
        }
    }

    @Test
    void parametersThatNoMachineHoldsAreRefused() {
        assertThatThrownBy(() -> Conv2d.of(1 << 24, 1 << 12, 1).parameters(Shape.image(8, 1 << 12, 1 << 12)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("expected at most 2^40 values in 'weight', got [16777216, 8, 4096, 4096]");
    }
}
