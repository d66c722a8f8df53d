package io.github.cardigan.run;

import io.github.cardigan.training.Equilibrium;
import io.github.cardigan.training.EquilibriumLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Says when a run may end because the game has come to rest; made from the statistics on the disk and fed with each new row. */
final class EquilibriumStop {

    private final Equilibrium equilibrium;
    private final Consumer<String> notices;
    private boolean reached;
    private boolean hopeless;

    /**
     * @param steps over which it must rest
     * @param rows of the statistics so far
     * @param step where the training stands
     */
    EquilibriumStop(int steps, List<Map<String, Double>> rows, long step, Consumer<String> notices) {
        this.notices = notices;
        equilibrium = new Equilibrium(EquilibriumLimits.DEFAULT.over(steps), rows.isEmpty() ? step : 0);
        rows.forEach(this::take);
    }

    /** Takes a row of the statistics in. */
    void take(Map<String, ?> row) {
        if (row.get("step") instanceof Number step
                && row.get("d_real") instanceof Number real
                && row.get("d_fake") instanceof Number fake) {
            reached = equilibrium.take(step.longValue(), real.doubleValue(), fake.doubleValue());
            if (!equilibrium.isPossible()) {
                giveUp(
                        "its discriminator gives scores without bounds, not probabilities, and these have no half to rest at");
            }
        } else {
            giveUp("it has no discriminator whose readings could rest");
        }
    }

    private void giveUp(String reason) {
        if (!hopeless) {
            hopeless = true;
            notices.accept("--stop equilibrium does nothing in this training: " + reason + "; the budget ends it");
        }
    }

    /** Why the run may end; empty while it may not. */
    Optional<String> reason() {
        return reached ? Optional.of("equilibrium: " + equilibrium.text()) : Optional.empty();
    }
}
