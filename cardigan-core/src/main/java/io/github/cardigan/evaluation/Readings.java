package io.github.cardigan.evaluation;

/** What a classifier reads in each image. */
final class Readings {

    private Readings() {}

    /** The most probable class of a row; of equal ones the first. */
    static int label(Rows probabilities, int row) {
        int best = 0;
        for (int y = 1; y < probabilities.size(); y++) {
            if (probabilities.get(row, y) > probabilities.get(row, best)) {
                best = y;
            }
        }
        return best;
    }
}
