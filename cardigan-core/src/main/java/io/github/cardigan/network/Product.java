package io.github.cardigan.network;

import java.util.Optional;

/** What a training is for: the network that leaves it as a model. */
public sealed interface Product permits Generator, Classifier, Autoencoder, Translator {

    /** The network that does the work. */
    Network network();

    /**
     * The same product around another network of the same layers, such as an average of this one's.
     *
     * @param other owned by the caller
     */
    Product around(Network other);

    /** What makes samples of noise, where it can: a generator itself, or the decoder of an autoencoder that has a prior. */
    default Optional<Generator> generator() {
        return Optional.empty();
    }
}
