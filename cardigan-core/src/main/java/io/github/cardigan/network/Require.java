package io.github.cardigan.network;

/** Checks that layers make where they are built. */
final class Require {

    /** Far above every sensible size, and low enough that sums and products of a few sizes fit a long. */
    private static final int LARGEST = 1 << 24;

    private Require() {}

    static void positive(String name, int value) {
        between(name, value, 1);
    }

    static void notNegative(String name, int value) {
        between(name, value, 0);
    }

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected " + name + " above 0, got " + value);
        }
    }

    static void probability(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("expected " + name + " in [0, 1), got " + value);
        }
    }

    private static void between(String name, int value, int smallest) {
        if (value < smallest || value > LARGEST) {
            String bound = value < smallest ? "at least " + smallest : "at most " + LARGEST;
            throw new IllegalArgumentException("expected " + name + " of " + bound + ", got " + value);
        }
    }
}
