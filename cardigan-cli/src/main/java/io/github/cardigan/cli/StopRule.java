package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.training.EquilibriumLimits;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ends a training before its budget is used up, as {@code --stop} says.
 *
 * @param equilibriumSteps over which the game must rest; 0 where nothing but the budget ends it
 */
record StopRule(int equilibriumSteps) {

    private static final String BUDGET = "budget";
    private static final Pattern EQUILIBRIUM = Pattern.compile("equilibrium(?::(\\d{1,9}))?");

    static StopRule of(@Nullable String said) {
        if (said == null || said.equals(BUDGET)) {
            return new StopRule(0);
        }
        Matcher matcher = EQUILIBRIUM.matcher(said);
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "expected --stop budget, equilibrium or equilibrium:STEPS, got '" + said + "'",
                    "equilibrium:2000 waits for 2,000 steps in which the discriminator can only guess");
        }
        String steps = matcher.group(1);
        EquilibriumLimits limits = EquilibriumLimits.DEFAULT;
        return new StopRule(
                steps == null
                        ? limits.steps()
                        : limits.over(Integer.parseInt(steps)).steps());
    }

    /** As the user would write it. */
    @Override
    public String toString() {
        return equilibriumSteps == 0 ? BUDGET : "equilibrium:" + equilibriumSteps;
    }
}
