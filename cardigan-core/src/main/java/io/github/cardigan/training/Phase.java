package io.github.cardigan.training;

import java.util.List;
import java.util.function.LongPredicate;
import org.bytedeco.pytorch.Tensor;

/**
 * One move of the game: its players, usually one, get the gradient of one loss and take one update, all others are frozen.
 *
 * @param name what the move is called in messages, such as {@code discriminator}
 * @param players who move, at least one
 * @param repeats moves per iteration, each on fresh data, at least 1
 * @param active in which iterations, counted from 1, the move is made
 * @param loss what the players minimise
 */
public record Phase(String name, List<Player> players, int repeats, LongPredicate active, Loss loss) {

    /** Computes a phase's loss. */
    @FunctionalInterface
    public interface Loss {
        /**
         * @param step the data of this iteration; also takes values worth recording
         * @return a scalar with history to the players' parameters
         */
        Tensor of(Step step);
    }

    public Phase {
        players = List.copyOf(players);
        if (repeats < 1) {
            throw new IllegalArgumentException("expected at least 1 repeat, got " + repeats);
        }
        if (players.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 player in phase " + name + ", got none");
        }
    }

    /** One player, in every iteration. */
    public Phase(String name, Player player, int repeats, Loss loss) {
        this(name, List.of(player), repeats, iteration -> true, loss);
    }

    /** The same move from this iteration on, counted from 1: until then the others go on alone, to warm up. */
    public Phase from(long firstIteration) {
        return new Phase(name, players, repeats, iteration -> iteration >= firstIteration, loss);
    }

    /** The first of the players, for moves of a single one. */
    public Player player() {
        return players.get(0);
    }
}
