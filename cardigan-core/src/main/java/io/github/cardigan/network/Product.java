package io.github.cardigan.network;

/** What a training is for: the network that leaves it as a model. */
public sealed interface Product permits Generator, Classifier {

    /** The network that does the work. */
    Network network();

    /**
     * The same product around another network of the same layers, such as an average of this one's.
     *
     * @param other owned by the caller
     */
    Product around(Network other);
}
