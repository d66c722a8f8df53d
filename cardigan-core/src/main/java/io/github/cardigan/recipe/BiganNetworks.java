package io.github.cardigan.recipe;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.EncoderDecoder;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LeakyRelu;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of {@link Bigan}: dense with two hidden layers each, the paper's for MNIST, or those of {@link DcganNetworks}, where the encoder
 * is a discriminator that ends in a code.
 *
 * @param kind which of both
 * @param sample what is encoded
 * @param code values of a code
 * @param hidden units of each dense layer between
 * @param width channels next to the image
 */
record BiganNetworks(NetworkKind kind, Shape sample, int code, int hidden, int width) {

    private static final double SLOPE = 0.2;

    EncoderDecoder encoderAndGenerator() {
        return switch (kind) {
            case DENSE -> new EncoderDecoder(denseEncoder(), denseGenerator(), false, 0);
            case CONV ->
                new EncoderDecoder(
                        ScoreLayer.inItsPlace(code, dcganDiscriminator(0)),
                        DcganNetworks.generator(sample, width),
                        false,
                        0);
        };
    }

    /** From a sample and a code, {@link BesideCode#pair}, to a score. */
    Layer discriminator(double dropout) {
        Layer body = kind == NetworkKind.DENSE ? new Flatten() : ScoreLayer.without(dcganDiscriminator(dropout));
        return Sequential.of(
                new BesideCode(sample, body), // [N, F + code]
                Dense.of(hidden),
                new LeakyRelu(SLOPE),
                Dense.of(hidden),
                new LeakyRelu(SLOPE),
                Dense.of(1));
    }

    Initializer start(ParameterSpec parameter) {
        return kind == NetworkKind.DENSE ? parameter.initializer() : DcganNetworks.start(sample, parameter);
    }

    private Sequential dcganDiscriminator(double dropout) {
        return DcganNetworks.discriminator(sample, width, dropout, ConvNorm.BATCH);
    }

    private Layer denseEncoder() {
        return Sequential.of(
                new Flatten(),
                Dense.of(hidden),
                new LeakyRelu(SLOPE),
                Dense.of(hidden).withoutBias(),
                BatchNorm.of(),
                new LeakyRelu(SLOPE),
                Dense.of(code));
    }

    private Layer denseGenerator() {
        List<Layer> layers = new ArrayList<>(List.of(
                Dense.of(hidden),
                Activation.RELU,
                Dense.of(hidden).withoutBias(),
                BatchNorm.of(),
                Activation.RELU,
                Dense.of(sample.elements())));
        if (sample.isImage()) {
            layers.add(Activation.TANH);
        }
        layers.add(new Reshape(sample));
        return new Sequential(layers);
    }
}
