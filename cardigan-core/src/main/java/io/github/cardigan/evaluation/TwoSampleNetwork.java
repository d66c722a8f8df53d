package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.BlasThreads;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Sequential;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The network that tries to tell two samples apart. */
final class TwoSampleNetwork {

    static final int MAX_STEPS = 5_000;

    private static final int HIDDEN = 20;
    private static final int EPOCHS = 100;
    private static final int BATCH = 100;
    private static final double LEARNING_RATE = 1e-3;

    private TwoSampleNetwork() {}

    /**
     * Trains on some rows of each side and tests on as many others.
     *
     * @param each rows of each side to train on, and again to test on
     * @return of {@code 2 each} tested rows, those told right
     */
    static int hits(Rows real, Rows generated, int each, long seed) {
        RandomSource random = new RandomSource(seed);
        int[] reals = Choice.withoutRepetition(real.count(), 2 * each, random);
        int[] fakes = Choice.withoutRepetition(generated.count(), 2 * each, random);
        try (TensorScope scope = new TensorScope();
                Rows x = real.select(reals);
                Rows y = generated.select(fakes);
                Network network = Network.build(
                        Sequential.of(Dense.of(HIDDEN), Activation.RELU, Dense.of(1)),
                        Shape.of(real.size()),
                        Device.cpu(),
                        random)) {
            Tensor train = joined(x.tensor().narrow(0, 0, each), y.tensor().narrow(0, 0, each));
            Tensor test = joined(x.tensor().narrow(0, each, each), y.tensor().narrow(0, each, each));
            Tensor mean = train.mean(0);
            Tensor deviation = train.sub(mean).square().mean(0).sqrt();
            Tensor scale = deviation.add(deviation.eq(new Scalar(0f)).to(torch.ScalarType.Float)); // 0 stays 0
            train(network, train.sub(mean).div_(scale), each, random);
            return right(network, test.sub(mean).div_(scale), each);
        }
    }

    private static Tensor joined(Tensor first, Tensor second) {
        return torch.cat(new TensorVector(first, second), 0);
    }

    private static void train(Network network, Tensor x, int each, RandomSource random) {
        Tensor labels = joined(torch.zeros(each, 1), torch.ones(each, 1));
        int size = 2 * each;
        int batch = Math.min(BATCH, size);
        int steps = Math.min(MAX_STEPS, EPOCHS * ((size + batch - 1) / batch));
        try (BlasThreads one =
                        new BlasThreads(1); // for products as small as these, waiting for a second thread costs more
                Adam adam = new Adam(network.parameters(), 0.9, 0.999, 1e-8)) {
            for (int step = 0; step < steps; ) {
                try (TensorScope epoch = new TensorScope()) {
                    Tensor order = Tensor.create(shuffled(size, random));
                    Tensor shuffledX = x.index_select(0, order);
                    Tensor shuffledLabels = labels.index_select(0, order);
                    for (int first = 0; first + batch <= size && step < steps; first += batch, step++) {
                        step(network, adam, shuffledX.narrow(0, first, batch), shuffledLabels.narrow(0, first, batch));
                    }
                }
            }
        }
    }

    private static long[] shuffled(int size, RandomSource random) {
        return Arrays.stream(Choice.withoutRepetition(size, size, random))
                .asLongStream()
                .toArray();
    }

    private static void step(Network network, Adam adam, Tensor x, Tensor labels) {
        try (TensorScope scope = new TensorScope()) {
            network.parameters().zeroGradient();
            Tensor scores = network.forward(x, Pass.inference()); // nothing in it differs in training
            torch.binary_cross_entropy_with_logits(scores, labels).backward();
            adam.step(LEARNING_RATE);
        }
    }

    private static int right(Network network, Tensor x, int each) {
        try (NoGrad noGrad = new NoGrad()) {
            float[] scores = Tensors.toFloats(network.forward(x, Pass.inference()));
            int right = 0;
            for (int i = 0; i < scores.length; i++) {
                right += scores[i] > 0 == i >= each ? 1 : 0;
            }
            return right;
        }
    }
}
