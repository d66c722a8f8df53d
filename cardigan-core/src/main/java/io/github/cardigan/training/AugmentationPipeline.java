package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The changes of images of adaptive augmentation, each made with probability p, for each image anew (Karras et al. 2020,
 * arXiv:2006.06676, appendix B, with its order and its numbers). As long as p stays below about 0.8 the generator does not learn to
 * draw changed images.
 *
 * <p>All movements of an image are one map, and so are all changes of colour. Deviations: images are read by bilinear interpolation,
 * not through a wavelet's filters, and mirrored at the outer edge of the border; there is no filtering of frequency bands; whatever is
 * not red, green and blue is taken for greys, on which only brightness, contrast and the flip of luma show.
 *
 * @param changes which are made
 */
public record AugmentationPipeline(Set<Change> changes) implements Written {

    /** The kinds of changes, in the order in which they are made, but that movements mix. */
    public enum Change {
        /** Left to right. */
        MIRROR,
        /** Turned by quarters and by any angle. Not for what has an up and a down, such as digits. */
        TURN,
        /** Moved by whole pixels, up to an eighth of each side, and by any distance, with a deviation of an eighth. */
        MOVE,
        /** Larger or smaller, and wider or narrower, with a deviation of 0.2 in the binary logarithm. */
        SCALE,
        /** Brightness, contrast, light for dark, hue and saturation. */
        COLOUR,
        /** Gaussian, with a deviation that is itself normal, 0.1. */
        NOISE,
        /** A mid-grey rectangle half as high and wide as the image. */
        CUTOUT
    }

    private static final Map<String, Set<Change>> SHORTHANDS = shorthands();

    private static Map<String, Set<Change>> shorthands() {
        Map<String, Set<Change>> shorthands = new LinkedHashMap<>();
        shorthands.put("bgc", EnumSet.range(Change.MIRROR, Change.COLOUR));
        shorthands.put("upright", EnumSet.range(Change.MOVE, Change.COLOUR));
        return shorthands;
    }

    public AugmentationPipeline {
        changes = WordSet.copy(changes, Change.class);
    }

    /**
     * @param text {@code none}, or some of {@code mirror}, {@code turn}, {@code move}, {@code scale}, {@code colour}, {@code noise}
     *     and {@code cutout} with commas between them; {@code bgc}, the paper's choice (blits, geometry, colour), stands for the
     *     first five, {@code upright} for the same without mirroring and turning
     * @throws ConfigurationException for anything else
     */
    public static AugmentationPipeline parse(String text) {
        return new AugmentationPipeline(WordSet.parse(text, Change.class, SHORTHANDS));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String text() {
        return WordSet.text(changes);
    }

    /**
     * @throws ConfigurationException if these are no images
     */
    public void requireFit(Shape sample) {
        if (!changes.isEmpty()) {
            PerSample.requireImages(sample);
        }
    }

    /**
     * Changed images.
     *
     * @param images {@code [N, channels, H, W]} in [-1, 1], of any floating type; nothing is cut off at -1 and 1
     * @param p how probable each change is, from 0 to 1
     * @return the same shape in fp32 or fp64, with history to the images; the images themselves where nothing can change
     */
    public Tensor apply(Tensor images, double p, RandomSource random) {
        if (changes.isEmpty() || p == 0) {
            return images;
        }
        Tensor changed = PerSample.exact(images);
        int n = Math.toIntExact(images.size(0));
        AugmentationDraw draw = new AugmentationDraw(changes, p, random);
        PlaneMap[] places = map(n, PlaneMap[]::new, i -> draw.place(images.size(2), images.size(3)));
        if (Arrays.stream(places).anyMatch(PlaneMap::moved)) {
            changed = BilinearSampling.apply(changed, places);
        }
        ColourMap[] colours = map(n, ColourMap[]::new, i -> draw.colour());
        if (Arrays.stream(colours).anyMatch(ColourMap::changed)) {
            changed = ColourMapping.apply(changed, colours);
        }
        return draw.cut(draw.noisy(changed));
    }

    private static <T> T[] map(int n, IntFunction<T[]> array, IntFunction<T> element) {
        return IntStream.range(0, n).mapToObj(element).toArray(array);
    }
}
