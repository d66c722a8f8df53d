package io.github.cardigan.training;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a step that fails half-way must put back: running statistics, which every pass moves, and the weights and optimizers of the
 * players that have moved when the last phase begins. The last move changes nothing before it is known to be good, so the player
 * that only moves there, usually the larger generator, costs no copy.
 */
final class LastGood implements AutoCloseable {

    private final RandomSource random;
    private final List<Player> earlyMovers;
    private final List<Copy> copies = new ArrayList<>();
    private final List<Long> optimizerSteps = new ArrayList<>();
    private long randomState;

    private record Copy(Tensor live, Tensor kept) {}

    LastGood(Plan plan, RandomSource random) {
        this.random = random;
        Phase last = plan.phases().get(plan.phases().size() - 1);
        earlyMovers = plan.players().stream()
                .filter(player -> plan.phases().stream()
                        .anyMatch(phase -> phase.players().contains(player) && (phase != last || phase.repeats() > 1)))
                .toList();
        plan.players().forEach(player -> add(player.network().buffers().vector()));
        plan.memories().forEach(memory -> memory.state().values().forEach(this::add));
        for (Player player : earlyMovers) {
            add(player.network().parameters().vector());
            player.optimizer().state().values().forEach(this::add);
        }
    }

    private void add(Tensor live) {
        try (TensorScope scope = new TensorScope()) {
            copies.add(new Copy(live, TensorScope.own(live.clone())));
        }
    }

    void remember() {
        randomState = random.state();
        optimizerSteps.clear();
        earlyMovers.forEach(player -> optimizerSteps.add(player.optimizer().steps()));
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            copies.forEach(copy -> copy.kept().copy_(copy.live()));
        }
    }

    void putBack() {
        random.restore(randomState);
        for (int i = 0; i < earlyMovers.size(); i++) {
            earlyMovers.get(i).optimizer().restoreSteps(optimizerSteps.get(i));
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            copies.forEach(copy -> copy.live().copy_(copy.kept()));
        }
    }

    @Override
    public void close() {
        copies.forEach(copy -> TensorScope.release(copy.kept()));
    }
}
