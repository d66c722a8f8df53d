package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Parts of other sets, by name:
 *
 * <ul>
 *   <li>{@code first:PAIRS}, {@code second:PAIRS}: one image of each pair.
 *   <li>{@code only:CLASS:DATA}: the samples of one class, without labels.
 *   <li>{@code grey:DATA}, {@code colour:DATA}: images in one channel, or in three.
 * </ul>
 */
public final class SideSets {

    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String ONLY = "only";

    static final String GREY = "grey";
    static final String COLOUR = "colour";

    private SideSets() {}

    /** What a name begins with, before a colon. */
    public static List<String> names() {
        return List.of(FIRST, SECOND, ONLY, GREY, COLOUR);
    }

    /**
     * @param opener opens the same part of another set
     * @return empty if the name is another one
     * @throws ConfigurationException if nothing is named behind the colon
     * @throws DataException if these are no pairs, or there is no such class
     */
    public static Optional<Dataset> open(String name, Function<String, Dataset> opener) {
        for (String side : List.of(FIRST, SECOND)) {
            Optional<String> pairs = SetName.behind(name, side, side + ":edges:shapes");
            if (pairs.isPresent()) {
                return Optional.of(
                        SetName.around(opener.apply(pairs.get()), set -> new PairSide(set, side.equals(SECOND))));
            }
        }
        for (String channels : List.of(GREY, COLOUR)) {
            Optional<String> images = SetName.behind(name, channels, channels + ":digits");
            if (images.isPresent()) {
                return Optional.of(SetName.around(
                        opener.apply(images.get()), set -> recoloured(set, channels.equals(GREY) ? 1 : 3)));
            }
        }
        return SetName.behind(name, ONLY, ONLY + ":star:shapes").map(rest -> {
            int colon = rest.indexOf(':');
            if (colon < 1 || colon == rest.length() - 1) {
                throw new ConfigurationException(
                        "expected a class and data after " + ONLY + ":, got '" + name + "'",
                        "for example " + ONLY + ":star:shapes");
            }
            return SetName.around(
                    opener.apply(rest.substring(colon + 1)), set -> onlyClass(name, set, rest.substring(0, colon)));
        });
    }

    private static Dataset recoloured(Dataset set, int channels) {
        if (!set.shape().isImage() || set.pair().isPresent()) {
            throw new DataException(
                    "expected single images to recolour, got samples of " + set.shape() + " from " + set.name(),
                    "first:PAIRS and second:PAIRS are one side of pairs each");
        }
        return RecolouredDataset.of(set, channels);
    }

    private static Dataset onlyClass(String name, Dataset set, String label) {
        int wanted = set.classes().indexOf(label);
        if (wanted < 0) {
            throw new DataException(
                    "expected one of the classes " + set.classes() + " of " + set.name() + ", got '" + label + "'",
                    "the name before the data is a class");
        }
        int[] indices = IntStream.range(0, set.size())
                .filter(i -> set.label(i) == wanted)
                .toArray();
        if (indices.length == 0) {
            throw new DataException(
                    "expected samples of the class " + label + " in " + set.name() + ", found none",
                    "take another class or other data");
        }
        return new OneClass(name, set, indices);
    }

    /** Owns its source, unlike other subsets. */
    private static final class OneClass extends SubsetDataset {

        private final String name;

        OneClass(String name, Dataset source, int[] indices) {
            super(source, indices);
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public int label(int index) {
            return -1;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
