package io.github.cardigan.training;

import io.github.cardigan.engine.Optimizer;
import io.github.cardigan.network.Network;
import java.util.List;

/**
 * One network that learns, and how it moves.
 *
 * @param name lower case, unique in its plan: names files and values
 * @param network what is moved
 * @param optimizer moves this network's parameters
 * @param learningRate initial, per update, above 0
 * @param schedule how the rate changes
 * @param clipNorm gradients longer than this are shortened to it; 0 for never
 * @param rules what else has a say in each update
 */
public record Player(
        String name,
        Network network,
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        double clipNorm,
        List<UpdateRule> rules)
        implements AutoCloseable {

    public Player {
        rules = List.copyOf(rules);
        if (!(learningRate > 0) || !(clipNorm >= 0)) {
            throw new IllegalArgumentException(
                    "expected learningRate > 0 and clipNorm >= 0, got " + learningRate + " and " + clipNorm);
        }
    }

    /** Without further rules. */
    public Player(
            String name,
            Network network,
            Optimizer optimizer,
            double learningRate,
            Schedule schedule,
            double clipNorm) {
        this(name, network, optimizer, learningRate, schedule, clipNorm, List.of());
    }

    /** With a constant rate and nothing else. */
    public Player(String name, Network network, Optimizer optimizer, double learningRate) {
        this(name, network, optimizer, learningRate, Schedule.constant(), 0);
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
    }
}
