package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.ConvTranspose2d;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LeakyRelu;
import io.github.cardigan.network.MirrorPad;
import io.github.cardigan.network.NoiseDropout;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.network.Residual;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.network.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Networks that make an image of an image, and the one that judges patches of it: layers to build networks of.
 *
 * @param width channels next to the image; they double inwards up to eight times as many
 * @param norm between convolutions
 */
public record TranslationNetworks(int width, ConvNorm norm) {

    /** What translates. */
    enum Kind {
        /** Halvings and doublings with skips across (Ronneberger et al. 2015; Isola et al. 2016, section 6.1). */
        UNET,
        /** Residual blocks at a quarter of the sides (Johnson et al. 2016, arXiv:1603.08155; Zhu et al. 2017). */
        RESNET
    }

    private static final int MOST_DOUBLINGS = 3;
    private static final int MOST_HALVINGS = 8;
    private static final int DROPPING_LEVELS = 3;
    private static final double SLOPE = 0.2;
    private static final int FEWEST_JUDGED = 3; // two kernels of 4 at stride 1 leave one of them, the first of them two

    /** How often both sides can be halved, up to eight times and down to one pixel. */
    public static int halvings(Shape image) {
        int count = 0;
        for (int side = 2;
                count < MOST_HALVINGS && image.height() % side == 0 && image.width() % side == 0;
                side *= 2) {
            count++;
        }
        return count;
    }

    /**
     * The U-Net: {@code [C, H, W] -> [outputs, H, W]} in [-1, 1]. Three levels before the innermost drop half of their values, its noise.
     *
     * @param depth halvings, at least 2
     * @throws ConfigurationException if the sides cannot be halved so often
     */
    public Layer unet(Shape input, int outputs, int depth, double dropout) {
        if (depth < 2 || depth > halvings(input)) {
            throw new ConfigurationException(
                    "expected images whose sides can be halved " + Math.max(2, depth) + " times for the unet, got "
                            + input,
                    "take a --size of multiples of " + (1 << Math.max(2, depth)) + ", or a smaller depth, at least 2");
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(halving(0));
        layers.add(new LeakyRelu(SLOPE));
        layers.add(new Skip(level(1, depth, dropout)));
        layers.add(Activation.RELU);
        layers.add(ConvTranspose2d.of(outputs, 4, 2));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    /** What lies within the skip of level {@code i - 1}: half the sides and back. */
    private Layer level(int i, int depth, double dropout) {
        boolean innermost = i == depth - 1;
        List<Layer> layers = new ArrayList<>();
        layers.add(halving(i));
        if (!innermost) {
            normalise(layers);
            layers.add(new LeakyRelu(SLOPE));
            layers.add(new Skip(level(i + 1, depth, dropout)));
        }
        layers.add(Activation.RELU);
        layers.add(bare(ConvTranspose2d.of(channels(i - 1), 4, 2)));
        normalise(layers);
        if (!innermost && i >= depth - 1 - DROPPING_LEVELS && dropout > 0) {
            layers.add(new NoiseDropout(dropout));
        }
        return new Sequential(layers);
    }

    /**
     * The residual network: {@code [C, H, W] -> [outputs, H, W]} in [-1, 1].
     *
     * @param blocks residual blocks at a quarter of the sides
     * @throws ConfigurationException if the sides are no multiples of 4, or less than 8
     */
    public Layer resnet(Shape input, int outputs, int blocks) {
        if (halvings(input) < 2 || Math.min(input.height(), input.width()) < 8) {
            throw new ConfigurationException(
                    "expected images whose sides are multiples of 4, at least 8, for the resnet, got " + input,
                    "take such a --size");
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new MirrorPad(3));
        add(layers, Conv2d.of(width, 7, 1).withPadding(0));
        add(layers, Conv2d.of(2 * width, 3, 2));
        add(layers, Conv2d.of(4 * width, 3, 2));
        for (int i = 0; i < blocks; i++) {
            layers.add(residualBlock(4 * width));
        }
        for (int channels : List.of(2 * width, width)) {
            layers.add(bare(ConvTranspose2d.of(channels, 3, 2)));
            normalise(layers);
            layers.add(Activation.RELU);
        }
        layers.add(new MirrorPad(3));
        layers.add(Conv2d.of(outputs, 7, 1).withPadding(0));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    /** Two convolutions beside a shortcut, nothing behind the sum (Johnson et al. 2016, supplement). */
    private Layer residualBlock(int channels) {
        List<Layer> body = new ArrayList<>();
        body.add(new MirrorPad(1));
        add(body, Conv2d.of(channels, 3, 1).withPadding(0));
        body.add(new MirrorPad(1));
        body.add(bare(Conv2d.of(channels, 3, 1).withPadding(0)));
        normalise(body);
        return Residual.of(new Sequential(body));
    }

    private void add(List<Layer> layers, Conv2d convolution) {
        layers.add(bare(convolution));
        normalise(layers);
        layers.add(Activation.RELU);
    }

    /**
     * PatchGAN (Isola et al. 2016, section 3.2.2): a score for each of many overlapping patches, {@code [C, H, W] -> [1, h, w]}.
     *
     * @param halvings convolutions of stride 2, at least 1; two of stride 1 follow
     * @throws ConfigurationException if too few pixels are left to be judged
     * @see #receptiveField
     */
    public Layer patches(Shape image, int halvings) {
        if (pixelsLeft(image, halvings) < FEWEST_JUDGED) {
            throw new ConfigurationException(
                    "expected images of at least " + (FEWEST_JUDGED << halvings) + " pixels a side for patch-halvings="
                            + halvings + ", got " + image,
                    "take a larger --size, or fewer patch-halvings");
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(halving(0));
        layers.add(new LeakyRelu(SLOPE));
        for (int i = 1; i <= halvings; i++) {
            Conv2d convolution = i < halvings
                    ? Conv2d.of(channels(i), 4, 2).withPadding(1)
                    : Conv2d.of(channels(i), 4, 1).withPadding(1);
            layers.add(bare(convolution));
            normalise(layers);
            layers.add(new LeakyRelu(SLOPE));
        }
        layers.add(Conv2d.of(1, 4, 1).withPadding(1));
        return new Sequential(layers);
    }

    /** How many the paper's judge has, 3, or as many as leave more than one pixel to normalise over. */
    public static int patchHalvings(Shape image) {
        int count = 1;
        while (count < 3 && pixelsLeft(image, count + 1) >= FEWEST_JUDGED) {
            count++;
        }
        return count;
    }

    private static int pixelsLeft(Shape image, int halvings) {
        return Math.min(image.height(), image.width()) >> halvings;
    }

    /** The side of the patch that one score of {@link #patches} sees, in pixels: 16, 34, 70, 142 for 1 to 4 halvings. */
    public static int receptiveField(int halvings) {
        int side = 1;
        side += 3 + 3; // the two kernels of 4 at stride 1
        for (int i = 0; i < halvings; i++) {
            side = 2 * (side - 1) + 4;
        }
        return side;
    }

    private Conv2d halving(int level) {
        Conv2d convolution = Conv2d.of(channels(level), 4, 2).withPadding(1);
        return level == 0 ? convolution : bare(convolution);
    }

    private int channels(int level) {
        return width << Math.min(level, MOST_DOUBLINGS);
    }

    private Conv2d bare(Conv2d convolution) {
        return norm == ConvNorm.NONE ? convolution : convolution.withoutBias();
    }

    private ConvTranspose2d bare(ConvTranspose2d convolution) {
        return norm == ConvNorm.NONE ? convolution : convolution.withoutBias();
    }

    private void normalise(List<Layer> layers) {
        norm.layer().ifPresent(layers::add);
    }

    /** Kernels start as N(0, 0.02) (Isola et al. 2016, section 6.2). */
    public static Initializer start(ParameterSpec parameter) {
        return parameter.shape().length == 4 ? new Initializer.Normal(0, 0.02) : parameter.initializer();
    }

    /** What the judged patches are, for help. */
    static String fields() {
        return String.join(
                ", ",
                IntStream.rangeClosed(1, 4)
                        .mapToObj(TranslationNetworks::receptiveField)
                        .map(String::valueOf)
                        .toList());
    }
}
