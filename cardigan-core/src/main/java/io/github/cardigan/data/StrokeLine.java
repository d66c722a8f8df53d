package io.github.cardigan.data;

/** A stroke as a chain of short straight pieces, fine enough to pass for a curve; its points may be moved in place. */
final class StrokeLine {

    final double[] x;
    final double[] y;

    StrokeLine(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    int points() {
        return x.length;
    }

    /** The length of the piece that ends at point {@code i}, from 1. */
    double piece(int i) {
        double dx = x[i] - x[i - 1];
        double dy = y[i] - y[i - 1];
        return Math.sqrt(dx * dx + dy * dy);
    }

    double length() {
        double sum = 0;
        for (int i = 1; i < points(); i++) {
            sum += piece(i);
        }
        return sum;
    }
}
