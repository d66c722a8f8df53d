package io.github.cardigan.attack;

import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Network;
import java.util.Arrays;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** Trains a small helper network, a surrogate or an autoencoder, that needs no run folder. */
final class Fitting {

    private static final int BATCH = 64;

    private Fitting() {}

    /**
     * Minimises a mean loss with Adam over shuffled batches. The network is frozen afterwards.
     *
     * @param samples how many there are
     * @param loss of the samples with these indices, a scalar with history to the network
     */
    static void run(
            Network network,
            int samples,
            int epochs,
            double learningRate,
            RandomSource random,
            Function<Tensor, Tensor> loss) {
        network.trainable(true);
        try (Adam adam = new Adam(network.parameters(), 0.9, 0.999, 1e-8)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                int[] order = shuffled(samples, random);
                for (int first = 0; first < samples; first += BATCH) {
                    try (TensorScope scope = new TensorScope()) {
                        int[] batch = Arrays.copyOfRange(order, first, Math.min(samples, first + BATCH));
                        network.parameters().zeroGradient();
                        loss.apply(Rows.index(batch, network.device())).backward();
                        adam.step(learningRate);
                    }
                }
            }
        }
        network.trainable(false);
    }

    private static int[] shuffled(int count, RandomSource random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
