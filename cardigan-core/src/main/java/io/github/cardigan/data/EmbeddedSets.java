package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sets that need no file: drawn by code, any number of samples, always the same. Their test part is another draw by the same
 * code, independent of the first.
 */
public final class EmbeddedSets {

    private static final int TRAIN_COUNT = 60_000;
    private static final int TRAIN_POINTS = 100_000;
    private static final int TEST_COUNT = 10_000;
    private static final long TRAIN_SEED = 1;
    private static final long TEST_SEED = 2;
    private static final Pattern NAME = Pattern.compile("([a-z-]+)(?::(.*))?");

    private EmbeddedSets() {}

    /** What there is: images, then points. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of("digits", "shapes", "faces", "makeup"));
        Arrays.stream(PointPattern.values()).forEach(pattern -> names.add(pattern.toString()));
        return List.copyOf(names);
    }

    /**
     * Opens the part to train on.
     *
     * @see #open(String, ImageSize, Split)
     */
    public static Optional<Dataset> open(String name, @Nullable ImageSize size) {
        return open(name, size, Split.TRAIN);
    }

    /**
     * @param name one of {@link #names()}, optionally with a number of samples: {@code digits:5000}; default 60,000 images or 100,000
     *     points to train on and 10,000 to test with
     * @param size to resize images to; null for the set's own
     * @param split which of the two draws
     * @return empty if it is another name, such as a path
     * @throws ConfigurationException if the number is not one from 1 to 2^31 - 1, a size is wanted of points, or another than 64x64 of
     *     {@code makeup}
     */
    public static Optional<Dataset> open(String name, @Nullable ImageSize size, Split split) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !names().contains(matcher.group(1))) {
            return Optional.empty();
        }
        String what = matcher.group(1);
        Optional<PointPattern> points = PointPattern.named(what);
        boolean test = split == Split.TEST;
        int usual = test ? TEST_COUNT : points.isPresent() ? TRAIN_POINTS : TRAIN_COUNT;
        int count = matcher.group(2) == null ? usual : count(name, matcher.group(2));
        long seed = test ? TEST_SEED : TRAIN_SEED;
        if (points.isPresent()) {
            return Optional.of(points(points.get(), seed, count, size));
        }
        return Optional.of(sized(images(what, seed, count), size));
    }

    private static Dataset images(String name, long seed, int count) {
        return switch (name) {
            case "digits" -> new DrawnDigits(seed, count);
            case "shapes" -> new DrawnShapes(seed, count);
            case "faces" -> new DrawnFaces(seed, count);
            default -> new MakeupFaces(seed, count);
        };
    }

    private static Dataset sized(Dataset set, @Nullable ImageSize size) {
        ImageSize own = new ImageSize(set.shape().height(), set.shape().width());
        if (size == null || size.equals(own)) {
            return set;
        }
        if (set instanceof MakeupFaces) {
            throw new ConfigurationException(
                    "expected the size " + own + " for " + set.name() + ", which has no other, got " + size,
                    "its truth and masks are drawn at that size: leave the size out");
        }
        return new ResizedDataset(set, size);
    }

    private static Dataset points(PointPattern pattern, long seed, int count, @Nullable ImageSize size) {
        if (size != null) {
            throw new ConfigurationException(
                    "expected images to bring to " + size + ", got '" + pattern + "', a set of points",
                    "points have no size: leave it out, or take a set of images such as digits");
        }
        return new DrawnPoints(pattern, seed, count);
    }

    private static int count(String name, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new ConfigurationException(
                "expected a number of samples of at least 1 after the colon, got '" + name + "'",
                "for example digits:5000");
    }
}
