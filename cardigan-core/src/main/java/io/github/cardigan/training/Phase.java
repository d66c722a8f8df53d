package io.github.cardigan.training;

import org.bytedeco.pytorch.Tensor;

/**
 * One move of the game: one player gets the gradient of one loss and takes one update, all others are frozen.
 *
 * @param name what the move is called in messages, such as {@code discriminator}
 * @param player who moves
 * @param repeats moves per iteration, each on fresh data, at least 1
 * @param loss what the player minimises
 */
public record Phase(String name, Player player, int repeats, Loss loss) {

    /** Computes a phase's loss. */
    @FunctionalInterface
    public interface Loss {
        /**
         * @param step the data of this iteration; also takes values worth recording
         * @return a scalar with history to the player's parameters
         */
        Tensor of(Step step);
    }

    public Phase {
        if (repeats < 1) {
            throw new IllegalArgumentException("expected at least 1 repeat, got " + repeats);
        }
    }
}
