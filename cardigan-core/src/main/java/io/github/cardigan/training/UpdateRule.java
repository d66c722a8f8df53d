package io.github.cardigan.training;

import io.github.cardigan.engine.FlatTensors;

/** Something that has a say in every update of a player, such as weight clipping. */
public interface UpdateRule {

    /**
     * After the backward pass and before the update: may change the gradients.
     *
     * @param updates that the player has made so far
     */
    default void beforeUpdate(FlatTensors parameters, long updates) {}

    /** After the update: may change the weights. */
    default void afterUpdate(FlatTensors parameters) {}
}
