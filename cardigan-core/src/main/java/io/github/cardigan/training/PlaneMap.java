package io.github.cardigan.training;

/**
 * Movements of a plane, one after the other: where each point comes from, {@code [x y]' = A [x y] + b}. Lengths are in pixels from the
 * image's centre, x to the right, y down.
 */
final class PlaneMap {

    private double[][] source = {{1, 0, 0}, {0, 1, 0}};
    private boolean moved;

    /** Stretches what there is so far; a negative factor mirrors. */
    void scale(double byX, double byY) {
        before(1 / byX, 0, 0, 0, 1 / byY, 0);
    }

    /** Turns what there is so far, from x towards y: clockwise as images are drawn. */
    void rotate(double cos, double sin) {
        before(cos, sin, 0, -sin, cos, 0);
    }

    void translate(double right, double down) {
        before(1, 0, -right, 0, 1, -down);
    }

    /** A point goes through the newest movement's inverse first. */
    private void before(double a, double b, double c, double d, double e, double f) {
        double[][] product = new double[2][];
        for (int i = 0; i < 2; i++) {
            double[] m = source[i];
            product[i] = new double[] {m[0] * a + m[1] * d, m[0] * b + m[1] * e, m[0] * c + m[1] * f + m[2]};
        }
        source = product;
        moved = true;
    }

    /** Row 0 gives x, row 1 y; columns multiply x and y, and stand alone. */
    double source(int row, int column) {
        return source[row][column];
    }

    /** Whether anything was done. */
    boolean moved() {
        return moved;
    }
}
