package io.github.cardigan.attack;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Sequential;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A small network that reads the embedded digits well, trained in a second, and images it has not seen. While it is open, one thread
 * computes: threads only wait for each other on something so small.
 */
final class SmallNet implements AutoCloseable {

    private static final int TRAINING = 1000;

    private final int threadsBefore = Natives.threads();
    final Classifier classifier;
    final Dataset data = EmbeddedSets.open("digits:1300", new ImageSize(14, 14)).orElseThrow();

    SmallNet(long seed) {
        Natives.setThreads(1);
        RandomSource random = new RandomSource(seed);
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(64), Activation.RELU, Dense.of(10)),
                data.shape(),
                Device.cpu(),
                random.split(0));
        classifier = new Classifier(network, data.classes());
        try (TensorScope scope = new TensorScope()) {
            Tensor images = images(0, TRAINING);
            Tensor labels = labels(0, TRAINING);
            Fitting.run(network, TRAINING, 10, 2e-3, random.split(1), index -> {
                Tensor y = labels.index_select(0, index);
                Tensor logits = classifier.logits(images.index_select(0, index), Pass.training(random));
                return torch.cross_entropy_loss(logits, y);
            });
        }
    }

    Victim victim() {
        return Victim.of(classifier);
    }

    /** Images that were not learnt. */
    Tensor unseen(int count) {
        return images(TRAINING, count);
    }

    Tensor unseenLabels(int count) {
        return labels(TRAINING, count);
    }

    Tensor images(int first, int count) {
        int elements = data.shape().elements();
        float[] values = new float[count * elements];
        for (int i = 0; i < count; i++) {
            data.read(first + i, values, i * elements);
        }
        return Tensor.create(values, data.shape().batch(count));
    }

    Tensor labels(int first, int count) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = data.label(first + i);
        }
        return Rows.index(labels, Device.cpu());
    }

    /** How many of the first unseen images are still read rightly after something was done to them. */
    int right(int count, UnaryOperator<Tensor> change) {
        try (TensorScope scope = new TensorScope()) {
            Tensor read = victim().read(change.apply(unseen(count)));
            return Rows.where(read.eq(unseenLabels(count))).length;
        }
    }

    /** The same after an attack. */
    int rightAfter(int count, Attack attack) {
        return right(
                count,
                x -> attack.perturb(victim(), x, unseenLabels(count), ImageRandom.of(new RandomSource(1), 0, count)));
    }

    @Override
    public void close() {
        classifier.network().close();
        data.close();
        Natives.setThreads(threadsBefore);
    }
}
