package io.github.cardigan.data;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which size the images of a set are brought to. */
final class TargetSize {

    /** Sets up to this side keep their own size. */
    private static final int MAX_OWN_SIDE = 128;

    private static final ImageSize FALLBACK = new ImageSize(64, 64);

    private TargetSize() {}

    /**
     * @param wanted what the user asked for, or null
     * @param height the common height of the images, or 0 if they differ
     * @param width the common width of the images, or 0 if they differ
     */
    static ImageSize choose(String where, @Nullable ImageSize wanted, int height, int width, Consumer<String> notices) {
        if (wanted != null) {
            return wanted;
        }
        boolean small = height <= MAX_OWN_SIDE && width <= MAX_OWN_SIDE;
        if (small && ImageSize.allows(height, width)) {
            return new ImageSize(height, width);
        }
        String own = height == 0 || width == 0 ? "different sizes" : height + "x" + width + " pixels";
        notices.accept("%s: images of %s, scaled and cropped to %s; --size HxW chooses another"
                .formatted(where, own, FALLBACK));
        return FALLBACK;
    }
}
