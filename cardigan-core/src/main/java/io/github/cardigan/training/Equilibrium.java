package io.github.cardigan.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether the game has come to rest: the discriminator's readings are near one half, near each other, and steady. Only readings that
 * are probabilities have a half to be near ({@link #isPossible}).
 *
 * <p>It is fed with rows, means over some steps, as they lie in a run's statistics: a run resumed where it was
 * stopped feeds it the same rows and ends where an uninterrupted one would. After a kill the rows since the checkpoint are written anew
 * and may be cut at other steps, so that it may end some rows earlier or later.
 */
public final class Equilibrium {

    private final EquilibriumLimits limits;
    private final Readings readings = new Readings();
    private final Deque<Row> window = new ArrayDeque<>();
    private long last;
    private boolean toldApart;
    private boolean reached;

    private record Row(long after, long step, double real, double fake) {

        long steps() {
            return step - after;
        }
    }

    /**
     * @param start the first row tells of the steps after this one; 0 for a new training
     */
    public Equilibrium(EquilibriumLimits limits, long start) {
        this.limits = limits;
        last = start;
    }

    /**
     * Takes a row in.
     *
     * @param step the last one it tells of; rows that do not come after the one before are left out
     * @param real mean reading of D(x) over the steps since the row before
     * @param fake mean reading of D(G(z))
     * @return whether there is an equilibrium now
     */
    public boolean take(long step, double real, double fake) {
        if (step <= last || !Double.isFinite(real + fake)) {
            return reached;
        }
        readings.take(real);
        readings.take(fake);
        toldApart |= real - fake >= limits.toldApart();
        window.addLast(new Row(last, step, real, fake));
        last = step;
        while (window.getFirst().step() <= step - limits.steps()) {
            window.removeFirst();
        }
        reached = toldApart && isPossible() && isCovered() && isNear() && isSteady();
        return reached;
    }

    /** Whether there can be one: false once the readings are seen to be no probabilities. */
    public boolean isPossible() {
        return readings.areProbabilities();
    }

    /** Where the game stands, for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "D(x) %.3f and D(G(z)) %.3f, steady over %,d steps",
                mean(Row::real, 0),
                mean(Row::fake, 0),
                last - window.getFirst().after());
    }

    private boolean isCovered() {
        return window.getFirst().after() <= last - limits.steps();
    }

    private boolean isNear() {
        double real = mean(Row::real, 0);
        double fake = mean(Row::fake, 0);
        return Math.abs(real - 0.5) <= limits.level()
                && Math.abs(fake - 0.5) <= limits.level()
                && Math.abs(real - fake) <= limits.gap();
    }

    private boolean isSteady() {
        return isSteady(Row::real) && isSteady(Row::fake);
    }

    private boolean isSteady(ToDoubleFunction<Row> reading) {
        double mean = mean(reading, 0);
        double variance = mean(row -> StrictMath.pow(reading.applyAsDouble(row) - mean, 2), 0);
        double drift = mean(reading, 1) - mean(reading, -1);
        return variance <= limits.swing() * limits.swing() && Math.abs(drift) <= limits.drift();
    }

    /**
     * The mean over the window, each row counted by its steps.
     *
     * @param half -1 for the first, 1 for the second, 0 for both; NaN if there is no row in it
     */
    private double mean(ToDoubleFunction<Row> reading, int half) {
        long middle = last - limits.steps() / 2;
        double sum = 0;
        long steps = 0;
        for (Row row : window) {
            boolean second = row.step() > middle;
            if (half == 0 || second == half > 0) {
                sum += reading.applyAsDouble(row) * row.steps();
                steps += row.steps();
            }
        }
        return sum / steps;
    }
}
