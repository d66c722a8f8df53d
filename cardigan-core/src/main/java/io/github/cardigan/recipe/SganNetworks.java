package io.github.cardigan.recipe;

import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Affine;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Dropout;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.GaussianNoise;
import io.github.cardigan.network.GlobalAvgPool;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LeakyRelu;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.network.WeightNorm;
import io.github.cardigan.training.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of {@link Sgan}, those of the authors' code: for MNIST a discriminator of six dense layers with Gaussian noise before each, for
 * colour one of nine convolutions with dropout; weight normalisation everywhere. Discriminators are two layers, a body that ends in the features
 * which the generator matches and a head of one logit per class.
 */
final class SganNetworks {

    /** The body's name among the discriminator's children. */
    static final String BODY = "0";

    private static final List<Integer> DENSE_UNITS = List.of(1000, 500, 250, 250, 250);
    private static final int GENERATOR_UNITS = 500;
    private static final double PIXEL_NOISE = 0.3; // of images from 0 to 1
    private static final double HIDDEN_NOISE = 0.5;

    private SganNetworks() {}

    static Sequential discriminator(NetworkKind kind, int classes, int width) {
        return switch (kind) {
            case DENSE ->
                Sequential.of(
                        denseBody(), Sequential.of(new GaussianNoise(HIDDEN_NOISE), new WeightNorm(Dense.of(classes))));
            case CONV -> Sequential.of(convBody(width), new WeightNorm(Dense.of(classes)));
        };
    }

    static Layer generator(NetworkKind kind, Shape sample, int width) {
        return kind == NetworkKind.DENSE ? denseGenerator(sample) : DcganNetworks.generator(sample, width);
    }

    /** {@code [1, 28, 28] -> [1000] -> [500] -> [250] -> [250] -> [250]}. */
    private static Sequential denseBody() {
        List<Layer> layers = new ArrayList<>(List.of(new Flatten(), Affine.toUnit()));
        double noise = PIXEL_NOISE;
        for (int units : DENSE_UNITS) {
            layers.add(new GaussianNoise(noise));
            layers.add(new WeightNorm(Dense.of(units)));
            layers.add(Activation.RELU);
            noise = HIDDEN_NOISE;
        }
        return new Sequential(layers);
    }

    /** Of 32x32: three layers at 32x32, of which the last halves the sides, three at 16x16, likewise, three at 8x8, the first without padding. */
    private static Sequential convBody(int width) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Dropout(0.2));
        for (int channels : List.of(width, 2 * width)) {
            add(layers, Conv2d.of(channels, 3, 1));
            add(layers, Conv2d.of(channels, 3, 1));
            add(layers, Conv2d.of(channels, 3, 2)); // half the sides
            layers.add(new Dropout(0.5));
        }
        add(layers, Conv2d.of(2 * width, 3, 1).withPadding(0));
        add(layers, Conv2d.of(2 * width, 1, 1));
        add(layers, Conv2d.of(2 * width, 1, 1));
        layers.add(new GlobalAvgPool()); // [2 width]
        return new Sequential(layers);
    }

    private static void add(List<Layer> layers, Conv2d convolution) {
        layers.add(new WeightNorm(convolution));
        layers.add(new LeakyRelu(0.2));
    }

    /** {@code [100] -> [500] -> [500] -> [1, 28, 28]}; points are not squashed. */
    private static Layer denseGenerator(Shape sample) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            layers.add(Dense.of(GENERATOR_UNITS).withoutBias());
            layers.add(BatchNorm.of());
            layers.add(Activation.SOFTPLUS);
        }
        layers.add(new WeightNorm(Dense.of(sample.elements())));
        if (sample.isImage()) {
            layers.add(Activation.SIGMOID);
            layers.add(new Affine(2, -1));
        }
        layers.add(new Reshape(sample));
        return new Sequential(layers);
    }

    /** Directions are N(0, 0.1), of kernels N(0, 0.05), as in the authors' code; biases 0. Their size sets how fast a direction turns. */
    static Initializer discriminatorStart(ParameterSpec parameter) {
        if (parameter.name().endsWith("weight_v")) {
            return new Initializer.Normal(0, parameter.shape().length == 2 ? 0.1 : 0.05);
        }
        return parameter.name().endsWith("bias") ? new Initializer.Constant(0) : parameter.initializer();
    }

    /** Weights of the dense generator are N(0, 2 / (inputs + outputs)), as in the authors' code (Glorot, Bengio 2010). */
    static Initializer generatorStart(NetworkKind kind, Shape sample, ParameterSpec parameter) {
        if (kind == NetworkKind.CONV) {
            return DcganNetworks.start(sample, parameter);
        }
        long[] shape = parameter.shape();
        boolean weights = shape.length == 2 && !parameter.name().endsWith("weight_g");
        return weights ? new Initializer.Normal(0, Math.sqrt(2.0 / (shape[0] + shape[1]))) : parameter.initializer();
    }

    /** Only the head learns the lengths of its weight vectors, as in the authors' code; the body's stay as they started. */
    static UpdateRule keepLengths() {
        return new UpdateRule() {
            @Override
            public void beforeUpdate(FlatTensors parameters, long updates) {
                parameters.views().forEach((name, view) -> {
                    if (name.startsWith(BODY + ".") && name.endsWith("weight_g")) {
                        view.mutable_grad().zero_();
                    }
                });
            }
        };
    }
}
