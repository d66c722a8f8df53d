package io.github.cardigan.latent;

import io.github.cardigan.network.Latent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How to go from one latent to another. */
public enum Interpolation {
    /**
     * The straight line {@code (1 - t) a + t b}. For uniform latents, which it keeps in their box. Between normal ones its middle
     * is shorter than any latent the generator was trained on.
     */
    LINEAR {
        @Override
        float[] inside(float[] from, float[] to, double t) {
            return mix(from, 1 - t, to, t);
        }
    },
    /**
     * Along a great circle, for normal latents, which in many dimensions all lie near the sphere of radius {@code sqrt(size)}
     * (Shoemake 1985; White 2016, arXiv:1609.04468, section 2.1). Where the two lengths differ, the direction moves on the circle
     * and the length changes evenly; White's formula, which is the same for equal lengths, would overshoot near opposite latents.
     * Parallel latents are joined by the straight line; between opposite ones, where every great circle is as short, a fixed one is
     * taken. From or to the origin, which has no direction, the way is straight.
     */
    SPHERICAL {
        @Override
        float[] inside(float[] from, float[] to, double t) {
            return slerp(from, to, t);
        }
    };

    private static final double ALIGNED = 1e-6;

    abstract float[] inside(float[] from, float[] to, double t);

    /** The one that suits a distribution: spherical for normal latents, linear for uniform ones. */
    public static Interpolation suiting(Latent latent) {
        return latent.distribution() == Latent.Distribution.NORMAL ? SPHERICAL : LINEAR;
    }

    /** For example {@code spherical}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The latent at {@code t}: exactly {@code from} at 0, exactly {@code to} at 1.
     *
     * @param t in [0, 1]
     * @throws IllegalArgumentException if the sizes differ or t is out of range
     */
    public float[] between(float[] from, float[] to, double t) {
        Latents.require(to, from.length);
        if (!(t >= 0 && t <= 1)) {
            throw new IllegalArgumentException("expected t in [0, 1], got " + t);
        }
        return t == 0 ? from.clone() : t == 1 ? to.clone() : inside(from, to, t);
    }

    /**
     * A walk through all stops in turn.
     *
     * @param latent what the stops are latents of
     * @param stops at least 2
     * @param steps from one stop to the next, at least 1
     * @return {@code (stops - 1) * steps + 1} latents, the first and the last stop among them
     * @throws IllegalArgumentException if there are fewer, or a spherical walk is asked for between uniform latents, where it would
     *     leave the box
     */
    public List<float[]> walk(Latent latent, List<float[]> stops, int steps) {
        if (stops.size() < 2 || steps < 1) {
            throw new IllegalArgumentException(
                    "expected at least 2 stops and 1 step, got " + stops.size() + " and " + steps);
        }
        if (this == SPHERICAL && latent.distribution() == Latent.Distribution.UNIFORM) {
            throw new IllegalArgumentException("expected normal latents for a spherical walk, got uniform ones");
        }
        List<float[]> walk = new ArrayList<>();
        walk.add(between(stops.get(0), stops.get(1), 0));
        for (int stop = 1; stop < stops.size(); stop++) {
            for (int step = 1; step <= steps; step++) {
                walk.add(between(stops.get(stop - 1), stops.get(stop), (double) step / steps));
            }
        }
        return walk;
    }

    private static float[] slerp(float[] from, float[] to, double t) {
        double a = Latents.length(from);
        double b = Latents.length(to);
        if (a == 0 || b == 0) {
            return mix(from, 1 - t, to, t);
        }
        double cosine = 0;
        for (int i = 0; i < from.length; i++) {
            cosine += from[i] / a * (to[i] / b);
        }
        double[] across = across(from, a, to, b, cosine);
        double sine = norm(across);
        if (sine < ALIGNED) {
            if (cosine > 0 || from.length == 1) {
                return mix(from, 1 - t, to, t);
            }
            across = anyAcross(from, a);
        }
        double angle = t * Math.atan2(sine, cosine); // pi, within rounding, for opposite ones
        double unit = norm(across);
        double length = (1 - t) * a + t * b;
        float[] result = new float[from.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (length * (Math.cos(angle) * from[i] / a + Math.sin(angle) * across[i] / unit));
        }
        return result;
    }

    /** What the direction of {@code to} has at a right angle to that of {@code from}. */
    private static double[] across(float[] from, double a, float[] to, double b, double cosine) {
        double[] across = new double[from.length];
        for (int i = 0; i < across.length; i++) {
            across[i] = to[i] / b - cosine * from[i] / a;
        }
        return across;
    }

    /** Some direction at a right angle: what is left of the axis that {@code from} has least of. */
    private static double[] anyAcross(float[] from, double a) {
        int axis = 0;
        for (int i = 1; i < from.length; i++) {
            axis = Math.abs(from[i]) < Math.abs(from[axis]) ? i : axis;
        }
        double[] across = new double[from.length];
        for (int i = 0; i < across.length; i++) {
            across[i] = (i == axis ? 1 : 0) - from[axis] / a * (from[i] / a);
        }
        return across;
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private static float[] mix(float[] a, double weightA, float[] b, double weightB) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (weightA * a[i] + weightB * b[i]);
        }
        return result;
    }
}
