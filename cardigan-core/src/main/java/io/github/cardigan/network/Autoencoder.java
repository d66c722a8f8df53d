package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * From data to a code and back: reconstructs, embeds, and where codes are known to be spread like a latent distribution, generates
 * (Hinton, Salakhutdinov 2006, doi:10.1126/science.1127647; Kingma, Welling 2013, arXiv:1312.6114).
 *
 * @param network an {@link EncoderDecoder} around samples with their classes beside them
 * @param prior how codes are spread; empty where nothing is known about that
 * @param conditions the classes that both halves are told
 */
public record Autoencoder(Network network, Optional<Latent> prior, Conditions conditions) implements Product {

    public Autoencoder {
        if (!(network.layers() instanceof EncoderDecoder layers)
                || layers.classes() != conditions.classes().size()) {
            throw new ShapeException("an autoencoder is an EncoderDecoder told of "
                    + conditions.classes().size() + " classes, got " + network.layers());
        }
        int code = layers.code(network.inputShape());
        if (prior.isPresent() && prior.get().size() != code) {
            throw new ShapeException("expected a prior of " + code + " values, got " + prior.get());
        }
    }

    /** Told nothing. */
    public Autoencoder(Network network, Optional<Latent> prior) {
        this(network, prior, Conditions.NONE);
    }

    @Override
    public Autoencoder around(Network other) {
        return new Autoencoder(other, prior, conditions);
    }

    /** The same, whose every sample is of this class. */
    public Autoencoder asking(int label) {
        return new Autoencoder(network, prior, conditions.asking(label));
    }

    /** The shape of one sample. */
    public Shape shape() {
        return network.outputShape();
    }

    /** Values of a code. */
    public int codeSize() {
        return layers().code(network.inputShape());
    }

    /** Whether the encoder says a distribution. */
    public boolean variational() {
        return layers().variational();
    }

    private EncoderDecoder layers() {
        return (EncoderDecoder) network.layers();
    }

    /** From a sample with its class beside it; ends in what the encoder says. */
    public Network encoder() {
        return network.part(EncoderDecoder.ENCODER);
    }

    /** From a code with the class beside it. */
    public Network decoder() {
        return network.part(EncoderDecoder.DECODER);
    }

    /**
     * What the encoder says of samples: codes {@code [N, code]}, or means and log variances {@code [N, 2 code]}.
     *
     * @param labels {@code [N]}, of no matter where no classes are told
     */
    public Tensor encoded(Tensor samples, Tensor labels, Pass pass) {
        return encoder().forward(conditions.beside(samples, labels), pass);
    }

    /** Codes {@code [N, code]} of samples {@code [N, ...shape]}; a variational encoder's means. */
    public Tensor encode(Tensor samples, Tensor labels, Pass pass) {
        Tensor encoded = encoded(samples, labels, pass);
        return variational() ? encoded.narrow(1, 0, encoded.size(1) / 2) : encoded;
    }

    /** Samples {@code [N, ...shape]} of codes {@code [N, code]}. */
    public Tensor decode(Tensor codes, Tensor labels, Pass pass) {
        return decoder().forward(conditions.beside(codes, labels), pass);
    }

    /** Whether the decoder says how likely pixels are 1 rather than -1: whether it has {@link #logits}. */
    public boolean saysLogits() {
        return BernoulliMeans.areSaidBy(decoder().layers());
    }

    /**
     * The logits of the same samples' pixels being 1: {@code decode} is {@code 2 sigmoid(logits) - 1}.
     *
     * @return {@code [N, ...shape]}
     * @throws IllegalStateException if the decoder is none of {@link BernoulliMeans}
     */
    public Tensor logits(Tensor codes, Tensor labels, Pass pass) {
        if (!saysLogits()) {
            throw new IllegalStateException(
                    "expected a decoder that says logits, got " + decoder().layers());
        }
        return BernoulliMeans.logits(decoder(), conditions.beside(codes, labels), pass);
    }

    /** Samples out of their codes, {@code [N, ...shape]} in [-1, 1]. */
    public Tensor reconstruct(Tensor samples, Tensor labels, Pass pass) {
        return decode(encode(samples, labels, pass), labels, pass);
    }

    /** The decoder as a generator, where codes have a prior to be drawn from. */
    @Override
    public Optional<Generator> generator() {
        return prior.map(latent -> new Generator(latent, conditions, decoder()));
    }
}
