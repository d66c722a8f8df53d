package io.github.cardigan.model;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Pass;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * A sample and what an autoencoder makes of it.
 *
 * @param index of the sample in its set
 * @param original its values in [-1, 1]
 * @param reconstruction as many
 */
public record Reconstructed(int index, float[] original, float[] reconstruction) {

    /**
     * Reconstructs the first samples of a set.
     *
     * @param data of the autoencoder's shape
     * @param count at least 1, within the set
     * @param labels the class of each sample, by its number; of no matter where none is told
     * @param warnings told, one line each, what cannot be read
     * @param pairs takes them in the order of the set
     * @return how many samples were read
     * @throws io.github.cardigan.DataException if not one could be
     */
    public static int first(
            Autoencoder autoencoder,
            Dataset data,
            int count,
            IntUnaryOperator labels,
            Consumer<String> warnings,
            Consumer<Reconstructed> pairs) {
        int elements = autoencoder.shape().elements();
        return ShownBatches.each(
                data, count, labels, autoencoder.network().device(), warnings, (samples, told, excerpt) -> {
                    float[] made = Tensors.toFloats(autoencoder.reconstruct(samples, told, Pass.inference()));
                    for (int i = 0; i < excerpt.indices().length; i++) {
                        pairs.accept(new Reconstructed(
                                excerpt.indices()[i],
                                Arrays.copyOfRange(excerpt.values(), i * elements, (i + 1) * elements),
                                Arrays.copyOfRange(made, i * elements, (i + 1) * elements)));
                    }
                });
    }

    /** The mean squared error of a value. */
    public double meanSquaredError() {
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            double difference = (double) original[i] - reconstruction[i];
            sum += difference * difference;
        }
        return sum / original.length;
    }

    /** The peak signal-to-noise ratio in decibels, for values that span 2; infinite where nothing differs. */
    public double psnr() {
        return 10 * Math.log10(4 / meanSquaredError());
    }
}
