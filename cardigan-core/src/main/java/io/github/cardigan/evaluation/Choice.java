package io.github.cardigan.evaluation;

import io.github.cardigan.engine.RandomSource;

/** Random indexes that a seed determines. */
final class Choice {

    private Choice() {}

    /** The first {@code count} of a random permutation of {@code 0 .. size - 1} (Fisher-Yates, from the front). */
    static int[] withoutRepetition(int size, int count, RandomSource random) {
        int[] permutation = new int[size];
        for (int i = 0; i < size; i++) {
            permutation[i] = i;
        }
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(size - i);
            chosen[i] = permutation[j];
            permutation[j] = permutation[i];
        }
        return chosen;
    }

    /** For a bootstrap: how often each of {@code size} samples comes when {@code size} are drawn with repetition. */
    static int[] counts(int size, RandomSource random) {
        int[] counts = new int[size];
        for (int i = 0; i < size; i++) {
            counts[random.nextInt(size)]++;
        }
        return counts;
    }
}
