package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.ConvTranspose2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Dropout;
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
 * The networks of {@link Dcgan}.
 *
 * <p>For 28x28 grey the textbook pair. For other sizes the pattern of Radford et al. 2015 (arXiv:1511.06434, figure 1): image
 * sides are halved until they are 4 to 7, channels double each time, batch norm everywhere but at the images, ReLU in the
 * generator and LeakyReLU 0.2 in the discriminator. Kernels are 4x4 as in the authors' code, where the figure says 5x5: a multiple
 * of the stride leaves no checkerboard (Odena et al. 2016). Their weights start from N(0, 0.02), the paper's section 4; the textbook
 * pair starts from PyTorch's defaults.
 */
final class DcganNetworks {

    private static final Shape TEXTBOOK = Shape.image(1, 28, 28);
    private static final int KERNEL = 4;

    private DcganNetworks() {}

    static Layer generator(Shape sample, int width) {
        return isTextbook(sample) ? textbookGenerator(width) : radfordGenerator(sample, width);
    }

    /**
     * @param sample what is judged; in packs, or with classes beside it, the network's input has more channels
     * @param norm between the convolutions of networks other than the textbook's, which has none
     */
    static Sequential discriminator(Shape sample, int width, double dropout, ConvNorm norm) {
        return sample.equals(TEXTBOOK)
                ? textbookDiscriminator(width, dropout)
                : radfordDiscriminator(sample, width, norm);
    }

    /** Whether such samples get the textbook pair. */
    static boolean isTextbook(Shape sample) {
        return sample.equals(TEXTBOOK);
    }

    /** Where a parameter's first values come from. */
    static Initializer start(Shape sample, ParameterSpec parameter) {
        // not a bias, nor batch norm's scale and shift, nor minibatch discrimination's T
        boolean kernel = parameter.shape().length > 1 && !parameter.name().endsWith(".T");
        return kernel && !isTextbook(sample) ? new Initializer.Normal(0, 0.02) : parameter.initializer();
    }

    /** {@code [100] -> [256, 7, 7] -> [128, 7, 7] -> [64, 14, 14] -> [1, 28, 28]}. */
    private static Layer textbookGenerator(int width) {
        return Sequential.of(
                Dense.of(7 * 7 * 4 * width).withoutBias(), // [N, 12544]
                BatchNorm.of(),
                new LeakyRelu(0.3),
                Reshape.to(4 * width, 7, 7), // [N, 256, 7, 7]
                ConvTranspose2d.of(2 * width, 5, 1).withoutBias(), // [N, 128, 7, 7]
                BatchNorm.of(),
                new LeakyRelu(0.3),
                ConvTranspose2d.of(width, 5, 2).withoutBias(), // [N, 64, 14, 14]
                BatchNorm.of(),
                new LeakyRelu(0.3),
                ConvTranspose2d.of(1, 5, 2).withoutBias(), // [N, 1, 28, 28]
                Activation.TANH);
    }

    /** {@code [1, 28, 28] -> [64, 14, 14] -> [128, 7, 7] -> [1]}. */
    private static Sequential textbookDiscriminator(int width, double dropout) {
        return Sequential.of(
                Conv2d.of(width, 5, 2), // [N, 64, 14, 14]
                new LeakyRelu(0.3),
                new Dropout(dropout),
                Conv2d.of(2 * width, 5, 2), // [N, 128, 7, 7]
                new LeakyRelu(0.3),
                new Dropout(dropout),
                new Flatten(), // [N, 6272]
                Dense.of(1));
    }

    private static Layer radfordGenerator(Shape sample, int width) {
        int doublings = doublings(sample);
        int channels = width << (doublings - 1);
        int height = sample.height() >> doublings;
        int columns = sample.width() >> doublings;
        List<Layer> layers = new ArrayList<>();
        layers.add(Dense.of(channels * height * columns).withoutBias());
        layers.add(Reshape.to(channels, height, columns));
        for (int i = 1; i < doublings; i++) {
            layers.add(BatchNorm.of());
            layers.add(Activation.RELU);
            channels /= 2;
            layers.add(ConvTranspose2d.of(channels, KERNEL, 2).withoutBias());
        }
        layers.add(BatchNorm.of());
        layers.add(Activation.RELU);
        layers.add(ConvTranspose2d.of(sample.channels(), KERNEL, 2));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    private static Sequential radfordDiscriminator(Shape sample, int width, ConvNorm norm) {
        int halvings = doublings(sample);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Conv2d(width, KERNEL, 2, 1, true));
        layers.add(new LeakyRelu(0.2));
        for (int i = 1; i < halvings; i++) {
            layers.add(new Conv2d(width << i, KERNEL, 2, 1, norm == ConvNorm.NONE));
            norm.layer().ifPresent(layers::add);
            layers.add(new LeakyRelu(0.2));
        }
        layers.add(new Flatten());
        layers.add(Dense.of(1));
        return new Sequential(layers);
    }

    /** How often both sides can be halved such that the smaller one stays at least 4. */
    private static int doublings(Shape sample) {
        if (!sample.isImage()) {
            throw new ConfigurationException("dcgan expects images [channels, height, width], got " + sample, "");
        }
        int count = 0;
        int height = sample.height();
        int width = sample.width();
        while (height % 2 == 0 && width % 2 == 0 && Math.min(height, width) >= 8) {
            height /= 2;
            width /= 2;
            count++;
        }
        if (count < 2) {
            throw new ConfigurationException(
                    "dcgan expects sides of at least 16 that are multiples of 4, got " + sample.height() + "x"
                            + sample.width(),
                    "choose another --size, for example 32x32 or 64x48");
        }
        if (Math.max(height, width) > 64) {
            throw new ConfigurationException(
                    "dcgan expects sides that halve to 64 or less, got " + sample.height() + "x" + sample.width()
                            + ", which halves to " + height + "x" + width,
                    "choose a --size whose sides are multiples of a higher power of 2");
        }
        return count;
    }
}
