package io.github.cardigan.training;

import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be trained and how: the recipe's answer.
 *
 * @param product what the training is for
 * @param generator what makes the fakes of each step, if anything: the product itself, or one that the product learns from
 * @param players every network that learns
 * @param phases the moves of one iteration, in order
 * @param memories what else a checkpoint must hold
 */
public record Plan(
        Product product, Optional<Generator> generator, List<Player> players, List<Phase> phases, List<Memory> memories)
        implements AutoCloseable {

    /** The product itself makes the fakes, if it can; nothing else is remembered. */
    public Plan(Product product, List<Player> players, List<Phase> phases) {
        this(product, product.generator(), players, phases, List.of());
    }

    public Plan {
        players = List.copyOf(players);
        phases = List.copyOf(phases);
        memories = List.copyOf(memories);
        Set<String> names = players.stream().map(Player::name).collect(Collectors.toSet());
        if (players.isEmpty() || phases.isEmpty() || names.size() != players.size()) {
            throw new IllegalArgumentException("expected players with different names and at least one phase, got "
                    + names + " and " + phases.size() + " phases");
        }
        for (Phase phase : phases) {
            if (!players.containsAll(phase.players())) {
                throw new IllegalArgumentException("phase " + phase.name() + " moves a player that is not in the plan");
            }
        }
        if (players.stream().noneMatch(player -> player.network() == product.network())) {
            throw new IllegalArgumentException("expected the product's network among the players");
        }
    }

    /** The player whose network is the product's. */
    public Player productPlayer() {
        return players.stream()
                .filter(player -> player.network() == product.network())
                .findFirst()
                .orElseThrow();
    }

    /** Players by name, in order. */
    public Map<String, Player> playersByName() {
        Map<String, Player> byName = new LinkedHashMap<>();
        players.forEach(player -> byName.put(player.name(), player));
        return byName;
    }

    /** Frees the networks and optimizers. */
    @Override
    public void close() {
        memories.forEach(Memory::close);
        players.forEach(Player::close);
    }
}
