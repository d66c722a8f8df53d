package io.github.cardigan.recipe;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word a user may have meant. */
public final class Nearest {

    private Nearest() {}

    /** "did you mean 'x'?" where a name is near, else {@code otherwise}. */
    public static String hint(String typed, Collection<String> names, String otherwise) {
        return names.stream()
                .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .map(name -> "did you mean '" + name + "'?")
                .orElse(otherwise);
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
