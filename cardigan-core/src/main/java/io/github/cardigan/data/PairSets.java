package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets of two images a sample, by name. Pairs that belong together:
 *
 * <ul>
 *   <li>{@code pairs:PATH}: a folder or ZIP of images of which each is two side by side, the first left; or a folder with the folders
 *       {@code A} and {@code B} ({@code trainA} and {@code trainB}, {@code testA} and {@code testB} for its parts), whose images belong together by
 *       their names.
 *   <li>{@code edges:DATA}: outlines, and the images of any set that they are of.
 *   <li>{@code painted:DATA}: grey images of any set, and the same in colour and texture.
 *   <li>{@code blended:DIGITS,PATCHES}: grey images, and the same laid over patches of other images.
 * </ul>
 *
 * <p>Two domains, an image of each:
 *
 * <ul>
 *   <li>{@code domains:A,B}: any two sets.
 *   <li>{@code domains:DATA}: a folder with the folders {@code A} and {@code B}, as above; a set with two classes; or the first images of one half of
 *       any pairs and the second images of the other half.
 * </ul>
 */
public final class PairSets {

    static final String PAIRS = "pairs";
    static final String EDGES = "edges";
    static final String PAINTED = "painted";
    static final String BLENDED = "blended";
    static final String DOMAINS = "domains";

    private PairSets() {}

    /** What a name begins with, before a colon. */
    public static List<String> names() {
        return List.of(PAIRS, EDGES, PAINTED, BLENDED, DOMAINS);
    }

    /**
     * @param size what each image is brought to; null for their own size where it is at most 128 a side
     * @param opener opens the same part of another set at that size
     * @param notices told, one line each, what was decided that a user may want otherwise
     * @return empty if the name is another one
     * @throws ConfigurationException if nothing is named behind the colon
     * @throws DataException if there are no pairs, or not two domains
     */
    public static Optional<Dataset> open(
            String name,
            @Nullable ImageSize size,
            Split split,
            Function<String, Dataset> opener,
            Consumer<String> notices) {
        return SetName.behind(name, PAIRS, "pairs:facades, a folder of images that are two side by side")
                .map(path -> Datasets.openPairs(name, path, size, DataLimits.defaults(), split, notices))
                .or(() -> SetName.behind(name, EDGES, "edges:shapes")
                        .map(source -> SetName.around(opener.apply(source), EdgePairs::new)))
                .or(() -> SetName.behind(name, PAINTED, "painted:digits")
                        .map(source -> SetName.around(opener.apply(source), PaintedPairs::new)))
                .or(() ->
                        SetName.behind(name, BLENDED, "blended:digits,shapes").map(both -> blended(name, both, opener)))
                .or(() -> SetName.behind(name, DOMAINS, "domains:painted:digits")
                        .map(rest -> domains(name, rest, size, split, opener, notices)));
    }

    /**
     * Refuses pairs of files of which some were left out, and what is made of such, for who would rather have none than fewer.
     *
     * @throws DataException if a file has no partner; names the first
     */
    public static void requireComplete(Dataset data) {
        List<String> alone = data.alone();
        if (!alone.isEmpty()) {
            throw new DataException(
                    "expected a partner of the same name for every image of " + data.name() + ", found none for "
                            + alone.get(0)
                            + (alone.size() == 1 ? "" : " and " + (alone.size() - 1) + " more"),
                    "add them; without --strict they are left out");
        }
    }

    private static Dataset blended(String name, String both, Function<String, Dataset> opener) {
        int comma = both.indexOf(',');
        if (comma < 1 || comma == both.length() - 1) {
            throw new ConfigurationException(
                    "expected digits and patches with a comma between, got '" + name + "'",
                    "for example blended:digits,shapes");
        }
        return SetName.around(
                opener.apply(both.substring(0, comma)),
                digits -> SetName.around(
                        opener.apply(both.substring(comma + 1)), patches -> new BlendedPairs(digits, patches)));
    }

    private static Dataset domains(
            String name,
            String rest,
            @Nullable ImageSize size,
            Split split,
            Function<String, Dataset> opener,
            Consumer<String> notices) {
        if (SetName.isFolder(rest)) {
            Optional<List<Dataset>> sides = Datasets.openSides(rest, size, DataLimits.defaults(), split, notices);
            if (sides.isPresent()) {
                return new UnpairedImages(name, sides.get().get(0), sides.get().get(1), sides.get());
            }
        }
        int comma = SetName.isFolder(rest) ? -1 : SetName.comma(rest);
        if (comma < 0) {
            return SetName.around(opener.apply(rest), whole -> UnpairedImages.within(name, whole));
        }
        return SetName.around(
                opener.apply(rest.substring(0, comma)),
                first -> SetName.around(
                        opener.apply(rest.substring(comma + 1)),
                        second -> new UnpairedImages(name, first, second, List.of(first, second))));
    }
}
