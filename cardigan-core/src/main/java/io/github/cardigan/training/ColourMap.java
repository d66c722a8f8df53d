package io.github.cardigan.training;

/**
 * Changes of a colour, one after the other: {@code [r g b]' = M [r g b] + shift}, values from -1 to 1. Turned, stretched and mirrored is
 * about the axis of the greys (Karras et al. 2020, arXiv:2006.06676, appendix B).
 */
final class ColourMap {

    private double[][] matrix = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
    private boolean changed;

    void brightness(double shift) {
        for (double[] row : matrix) {
            row[3] += shift;
        }
        changed = true;
    }

    void contrast(double factor) {
        for (double[] row : matrix) {
            for (int k = 0; k < 4; k++) {
                row[k] *= factor;
            }
        }
        changed = true;
    }

    /** Turns light into dark and leaves the hue. */
    void flipLuma() {
        alongGrey(-1, 1, 0);
    }

    /** Turns about the axis of the greys. */
    void hue(double radians) {
        alongGrey(1, Math.cos(radians), Math.sin(radians));
    }

    /** Moves away from the axis of the greys: factor 0 is grey. */
    void saturation(double factor) {
        alongGrey(1, factor, 0);
    }

    /**
     * Multiplies what lies along the axis of the greys v, and what lies across it, and turns about v (Rodrigues):
     * {@code along v v' + across (I - v v') + sine [v]}, where [v] is the cross product with v.
     */
    private void alongGrey(double along, double across, double sine) {
        double[][] product = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double cross = i == j ? 0 : (j == (i + 2) % 3 ? 1 : -1) / Math.sqrt(3);
                double entry = (along - across) / 3 + (i == j ? across : 0) + sine * cross;
                for (int k = 0; k < 4; k++) {
                    product[i][k] += entry * matrix[j][k];
                }
            }
        }
        matrix = product;
        changed = true;
    }

    /** Row: the colour that results, column 3: the shift. */
    double entry(int row, int column) {
        return matrix[row][column];
    }

    /** What becomes of grey, which stays grey: the factor. */
    double greyFactor() {
        return matrix[0][0] + matrix[0][1] + matrix[0][2];
    }

    /** What becomes of grey, which stays grey: the shift. */
    double greyShift() {
        return matrix[0][3];
    }

    /** Whether anything was done. */
    boolean changed() {
        return changed;
    }
}
