package io.github.cardigan.attack;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.network.Upsample;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A denoising autoencoder in front of the classifier: it learns to take normal noise off images (Vincent et al. 2008,
 * doi:10.1145/1390156.1390294) and is put before a classifier in the hope that it takes adversarial noise off too (Meng, Chen 2017,
 * arXiv:1705.09064). Gradients pass through it, so an attacker who knows it attacks both networks as one.
 *
 * @param network from an image to an image in [-1, 1]; belongs to whoever made this
 */
public record Autoencoder(Network network) implements Defence, AutoCloseable {

    private static final int WIDTH = 16;
    private static final double LEARNING_RATE = 2e-3;

    /**
     * Trains one on clean images.
     *
     * @param images {@code [N, channels, height, width]} in [-1, 1]
     * @param noise deviation of the noise it learns to remove, for images in [0, 1], above 0
     * @param epochs passes over the images, at least 1
     * @return frozen; the caller closes it
     */
    public static Autoencoder train(
            Shape shape, Tensor images, double noise, int epochs, Device device, RandomSource random) {
        Check.stepSize(noise);
        Check.count("epochs", epochs);
        Network network = Network.build(layers(shape), shape, device, random.split(0));
        RandomSource noises = random.split(1);
        double deviation = PixelRange.lengthHere(noise);
        try (TensorScope scope = new TensorScope()) {
            Fitting.run(network, Math.toIntExact(images.size(0)), epochs, LEARNING_RATE, random.split(2), index -> {
                Tensor clean = images.index_select(0, index);
                Tensor noisy = clean.add(
                        noises.normal(device, shape.batch(clean.size(0))).mul(new Scalar(deviation)));
                Tensor restored = network.forward(PixelRange.clamp(noisy), Pass.training(noises));
                return torch.mse_loss(restored, clean);
            });
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return new Autoencoder(network);
    }

    /** Halves even sides on the way, so that noise has to be told from what is drawn. */
    static Layer layers(Shape shape) {
        boolean halves = shape.height() % 2 == 0 && shape.width() % 2 == 0;
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.of(WIDTH, 3, 1));
        layers.add(Activation.RELU);
        layers.add(Conv2d.of(2 * WIDTH, 3, halves ? 2 : 1));
        layers.add(Activation.RELU);
        if (halves) {
            layers.add(Upsample.nearest(2));
        }
        layers.add(Conv2d.of(WIDTH, 3, 1));
        layers.add(Activation.RELU);
        layers.add(Conv2d.of(shape.channels(), 3, 1));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public Tensor apply(Tensor images) {
        return network.forward(images, Pass.inference());
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void close() {
        network.close();
    }
}
