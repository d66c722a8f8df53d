package io.github.cardigan.network;

/** Checks that layers make where they are built. */
final class Require {

    private Require() {}

    static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("expected " + name + " of at least 1, got " + value);
        }
    }

    static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("expected " + name + " of at least 0, got " + value);
        }
    }

    static void probability(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("expected " + name + " in [0, 1), got " + value);
        }
    }
}
