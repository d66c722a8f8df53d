package io.github.cardigan.attack;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** A linear classifier of 2x2 images, for which every attack has a closed form. In numbers: logits = W x + b, x in [-1, 1]^4. */
final class Linear implements AutoCloseable {

    static final Shape SHAPE = Shape.image(1, 2, 2);

    final float[][] weights;
    final float[] bias;
    private final Network network;
    private final Classifier classifier;

    Linear(float[][] weights, float... bias) {
        this.weights = weights;
        this.bias = bias;
        network = Network.build(
                Sequential.of(new Flatten(), Dense.of(bias.length)), SHAPE, Device.cpu(), new RandomSource(0));
        float[] flat = new float[weights.length * 4];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = weights[i / 4][i % 4];
        }
        network.load(Map.of("1.weight", flat, "1.bias", bias));
        network.trainable(false);
        List<String> names =
                IntStream.range(0, bias.length).mapToObj(Integer::toString).toList();
        classifier = new Classifier(network, names);
    }

    /** Two classes: class 1 where {@code w x + b > 0}. */
    static Linear twoClasses(float[] w, float b) {
        return new Linear(new float[][] {new float[4], w}, 0, b);
    }

    Classifier classifier() {
        return classifier;
    }

    Victim victim() {
        return Victim.of(classifier);
    }

    static Tensor images(float[]... rows) {
        float[] flat = new float[rows.length * 4];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / 4][i % 4];
        }
        return Tensor.create(flat, rows.length, 1, 2, 2);
    }

    static Tensor labels(long... labels) {
        return Tensor.create(labels);
    }

    static ImageRandom random(int count) {
        return ImageRandom.of(new RandomSource(7), 0, count);
    }

    static float[] row(Tensor images, int index) {
        return Arrays.copyOfRange(Tensors.toFloats(images), 4 * index, 4 * index + 4);
    }

    @Override
    public void close() {
        network.close();
    }
}
