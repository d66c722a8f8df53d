package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BernoulliMeans;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.ConvTranspose2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.EncoderDecoder;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.FlattenBeside;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of all autoencoders here, without batch norm: each sample goes its own way. Of 28x28 grey, dense: {@code 784 -> 512 -> 512 ->
 * code} and back; conv: {@code [1, 28, 28] -> [32, 14, 14] -> [64, 7, 7] -> 512 -> code} and back.
 *
 * @param kind which of both
 * @param code values of a code
 * @param hidden units of each dense layer between
 * @param width channels next to the image, which double with every halving of its sides
 */
record AutoencoderNetworks(Kind kind, int code, int hidden, int width) {

    private static final int KERNEL = 4;
    private static final int SMALLEST_SIDE = 4;
    private static final int LARGEST_SIDE = 32;

    /** Of which layers. */
    enum Kind {
        DENSE,
        CONV
    }

    /**
     * @param sample what is reconstructed, anything for dense networks and images for conv
     * @param classes told beside it; 0 for none
     * @param variational whether the encoder says means and log variances
     * @param logits whether the decoder says how likely pixels are 1 rather than -1, see {@link BernoulliMeans}
     */
    EncoderDecoder layers(Shape sample, int classes, boolean variational, boolean logits) {
        List<Layer> encoder = kind == Kind.DENSE ? denseEncoder(classes) : convEncoder(sample);
        encoder.add(Dense.of(variational ? 2 * code : code));
        List<Layer> decoder = kind == Kind.DENSE ? denseDecoder(sample) : convDecoder(sample);
        if (!logits) {
            decoder.add(Activation.TANH);
        }
        Sequential body = new Sequential(decoder);
        return new EncoderDecoder(
                new Sequential(encoder), logits ? BernoulliMeans.of(body) : body, variational, classes);
    }

    private List<Layer> denseEncoder(int classes) {
        return new ArrayList<>(List.of(
                classes > 0 ? new FlattenBeside(classes) : new Flatten(),
                Dense.of(hidden),
                Activation.RELU,
                Dense.of(hidden),
                Activation.RELU));
    }

    private List<Layer> denseDecoder(Shape sample) {
        return new ArrayList<>(List.of(
                Dense.of(hidden),
                Activation.RELU,
                Dense.of(hidden),
                Activation.RELU,
                Dense.of(sample.elements()),
                new Reshape(sample)));
    }

    private List<Layer> convEncoder(Shape sample) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < halvings(sample); i++) {
            layers.add(Conv2d.of(width << i, KERNEL, 2).withPadding(1));
            layers.add(Activation.RELU);
        }
        layers.add(new Flatten());
        layers.add(Dense.of(hidden));
        layers.add(Activation.RELU);
        return layers;
    }

    private List<Layer> convDecoder(Shape sample) {
        int halvings = halvings(sample);
        int channels = width << (halvings - 1);
        int height = sample.height() >> halvings;
        int columns = sample.width() >> halvings;
        List<Layer> layers = new ArrayList<>(
                List.of(Dense.of(hidden), Activation.RELU, Dense.of(channels * height * columns), Activation.RELU));
        layers.add(Reshape.to(channels, height, columns));
        for (int i = 1; i < halvings; i++) {
            channels /= 2;
            layers.add(ConvTranspose2d.of(channels, KERNEL, 2));
            layers.add(Activation.RELU);
        }
        layers.add(ConvTranspose2d.of(sample.channels(), KERNEL, 2));
        return layers;
    }

    /** How often both sides can be halved such that the smaller one stays at least 4. */
    private static int halvings(Shape sample) {
        int halvings = 0;
        int height = sample.isImage() ? sample.height() : 1;
        int width = sample.isImage() ? sample.width() : 1;
        while (height % 2 == 0 && width % 2 == 0 && Math.min(height, width) >= 2 * SMALLEST_SIDE) {
            height /= 2;
            width /= 2;
            halvings++;
        }
        if (halvings == 0 || Math.max(height, width) > LARGEST_SIDE) {
            throw new ConfigurationException(
                    "expected images with even sides of at least 8 that halve to at most " + LARGEST_SIDE
                            + " for conv networks, got " + sample,
                    "choose another --size, for example 28x28 or 64x64, or --set network=dense");
        }
        return halvings;
    }
}
