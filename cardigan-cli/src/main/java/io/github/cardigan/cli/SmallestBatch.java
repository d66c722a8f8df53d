package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;

/** Batch norm needs more than one value per channel: a batch of one sample has only as many as there are pixels. */
final class SmallestBatch {

    private SmallestBatch() {}

    /**
     * @throws ConfigurationException if one of the networks cannot be trained on batches of one
     */
    static void require(Plan plan, int batch) {
        for (Player player : plan.players()) {
            Network network = player.network();
            if (batch == 1 && needsTwo(network.layers(), network.inputShape())) {
                throw new ConfigurationException(
                        "expected a batch of at least 2 for the batch norm of the " + player.name() + ", got 1",
                        "use --batch 2 or more; --set accumulate=N averages over more without more memory");
            }
        }
    }

    private static boolean needsTwo(Layer layer, Shape input) {
        if (layer instanceof BatchNorm) {
            return !input.isImage() || input.height() * input.width() == 1;
        }
        return layer.children(input).stream().anyMatch(child -> needsTwo(child.layer(), child.input()));
    }
}
