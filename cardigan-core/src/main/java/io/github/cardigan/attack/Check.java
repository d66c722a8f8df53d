package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;

/** Limits of what can be asked of an attack. */
final class Check {

    private static final int MOST = 100_000;

    private Check() {}

    static void steps(int steps) {
        count("steps", steps);
    }

    static void count(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new ConfigurationException("expected " + name + " from 1 to " + MOST + ", got " + value, "");
        }
    }

    static void stepSize(double stepSize) {
        if (!(stepSize > 0 && stepSize <= Norm.L2.largest())) {
            throw new ConfigurationException(
                    "expected a step size above 0, up to " + (int) Norm.L2.largest() + ", got " + stepSize,
                    "it counts in images from 0 to 1, like epsilon");
        }
    }
}
