package io.github.cardigan.recipe;

import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/** A discriminator's last layer, from features to the score, exchanged. */
final class ScoreLayer {

    private ScoreLayer() {}

    /** The discriminator with so many numbers behind its score. */
    static Sequential with(int answers, Sequential discriminator) {
        return answers == 0 ? discriminator : inItsPlace(1 + answers, discriminator);
    }

    /** A discriminator with as many numbers as wanted in the place of its score. */
    static Sequential inItsPlace(int outputs, Sequential discriminator) {
        List<Layer> layers = new ArrayList<>(without(discriminator).layers());
        layers.add(Dense.of(outputs));
        return new Sequential(layers);
    }

    /** A discriminator without its last layer: from a sample to features {@code [F]}. */
    static Sequential without(Sequential discriminator) {
        List<Layer> layers = discriminator.layers();
        return new Sequential(layers.subList(0, layers.size() - 1));
    }
}
