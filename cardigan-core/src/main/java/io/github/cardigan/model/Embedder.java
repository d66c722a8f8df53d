package io.github.cardigan.model;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Penultimate;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * From samples to the few numbers that a model knows them by: an autoencoder's codes (a variational one's means), a classifier's features
 * before its last layer.
 */
public final class Embedder {

    /**
     * What one sample became.
     *
     * @param index of the sample in its set
     */
    public record Code(int index, float[] values) {}

    private final Network network;
    private final Shape shape;
    private final int size;
    private final Conditions conditions;
    private final BinaryOperator<Tensor> encode;

    private Embedder(Network network, Shape shape, int size, Conditions conditions, BinaryOperator<Tensor> encode) {
        this.network = network;
        this.shape = shape;
        this.size = size;
        this.conditions = conditions;
        this.encode = encode;
    }

    /**
     * @param model must stay open
     * @throws ConfigurationException if it embeds nothing
     */
    public static Embedder of(Model model) {
        if (model.product() instanceof Autoencoder autoencoder) {
            return new Embedder(
                    autoencoder.network(),
                    autoencoder.shape(),
                    autoencoder.codeSize(),
                    autoencoder.conditions(),
                    (samples, labels) -> autoencoder.encode(samples, labels, Pass.inference()));
        }
        if (model.product() instanceof Classifier classifier) {
            Penultimate features = Penultimate.of(classifier.network());
            return new Embedder(
                    classifier.network(),
                    classifier.shape(),
                    features.size(),
                    Conditions.NONE,
                    (samples, labels) ->
                            features.forward(samples, Pass.inference()).features());
        }
        throw model.unlike("an autoencoder or a classifier, which embed samples");
    }

    /** The shape of one sample. */
    public Shape shape() {
        return shape;
    }

    /** Values per sample. */
    public int size() {
        return size;
    }

    /** The classes that the encoder is told; none for most. */
    public Conditions conditions() {
        return conditions;
    }

    /**
     * Embeds a whole set.
     *
     * @param data of {@link #shape}
     * @param labels the encoder's class of each sample, by its number; of no matter where it is told none
     * @param warnings told, one line each, what cannot be read
     * @param codes takes them in the order of the set
     * @return how many samples were read
     * @throws io.github.cardigan.DataException if not one could be
     */
    public int all(Dataset data, IntUnaryOperator labels, Consumer<String> warnings, Consumer<Code> codes) {
        return ShownBatches.each(data, data.size(), labels, network.device(), warnings, (samples, told, excerpt) -> {
            float[] rows = Tensors.toFloats(encode.apply(samples, told)); // [N, size]
            for (int i = 0; i < excerpt.indices().length; i++) {
                codes.accept(new Code(excerpt.indices()[i], Arrays.copyOfRange(rows, i * size, (i + 1) * size)));
            }
        });
    }

    /** The code of one sample of this class. */
    public float[] one(float[] sample, int label) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor samples = network.device().move(Tensor.create(sample, shape.batch(1)));
            Tensor labels = network.device().move(Tensor.create(new long[] {label}));
            return Tensors.toFloats(encode.apply(samples, labels));
        }
    }
}
