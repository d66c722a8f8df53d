package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few samples of a set, as many of each class as of the others, chosen at random; of a set without labels any. Written {@code N} or {@code
 * N:SEED}.
 *
 * @param count of all classes together, at least 1; where they cannot be shared out evenly, the first classes get one more
 * @param seed the same seed chooses the same samples
 */
public record BalancedDraw(int count, long seed) {

    private static final long USUAL_SEED = 1;

    public BalancedDraw {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least one sample, got " + count);
        }
    }

    /**
     * @throws ConfigurationException if it is not so written
     */
    public static BalancedDraw parse(String text) {
        if (!text.matches("[1-9][0-9]{0,8}(:[0-9]{1,18})?")) {
            throw new ConfigurationException(
                    "expected a number of samples, N or N:SEED, got '" + text + "'", "for example 1000, or 1000:2");
        }
        String[] parts = text.split(":", -1);
        return new BalancedDraw(Integer.parseInt(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : USUAL_SEED);
    }

    /**
     * The samples of each class in random order, all of them; of a set without labels one list of all.
     */
    public List<List<Integer>> candidates(Dataset data) {
        int groups = groups(data);
        List<List<Integer>> byClass = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            byClass.add(new ArrayList<>());
        }
        for (int i = 0; i < data.size(); i++) {
            byClass.get(Math.max(0, data.label(i))).add(i);
        }
        for (int i = 0; i < groups; i++) {
            shuffle(byClass.get(i), new RandomSource(seed).split(i));
        }
        return byClass;
    }

    private static int groups(Dataset data) {
        return Math.max(1, data.classes().size());
    }

    private static void shuffle(List<Integer> indices, RandomSource random) {
        for (int i = indices.size() - 1; i > 0; i--) {
            indices.set(i, indices.set(random.nextInt(i + 1), indices.get(i)));
        }
    }

    /** How many of a class. */
    public int share(Dataset data, int label) {
        int groups = groups(data);
        return count / groups + (label < count % groups ? 1 : 0);
    }

    /**
     * The set of these samples, in the order of the whole one.
     *
     * @param whole closed with the set that is returned
     * @throws DataException if there are not so many, or fewer of a class than its share
     */
    public Dataset of(Dataset whole) {
        List<List<Integer>> candidates = candidates(whole);
        int[] chosen = new int[count];
        int done = 0;
        for (int label = 0; label < candidates.size(); label++) {
            int share = share(whole, label);
            List<Integer> theirs = candidates.get(label);
            if (theirs.size() < share) {
                throw new DataException(
                        "expected at least " + share + " samples"
                                + (whole.classes().isEmpty()
                                        ? ""
                                        : " of class '" + whole.classes().get(label) + "'")
                                + " in " + whole.name() + " for " + count + " in all, got " + theirs.size(),
                        "take fewer");
            }
            for (int i = 0; i < share; i++) {
                chosen[done++] = theirs.get(i);
            }
        }
        Arrays.sort(chosen);
        return new SubsetDataset(whole, chosen) {
            @Override
            public void close() {
                source.close();
            }
        };
    }

    @Override
    public String toString() {
        return seed == USUAL_SEED ? String.valueOf(count) : count + ":" + seed;
    }
}
