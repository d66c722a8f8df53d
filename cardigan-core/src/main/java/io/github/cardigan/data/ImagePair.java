package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;

/**
 * Two images of one size in one sample, on top of each other: {@code [C1 + C2, height, width]}; behind them perhaps a third, a
 * guide. What is done to the sample, such as a mirror, is
 * done to both alike.
 *
 * @param firstChannels C1, 1 or 3
 * @param secondChannels C2, 1 or 3
 * @param matched whether the second is what the first is to become; else each is of its own domain, and they have nothing to do with each other
 * @param guideChannels channels of a third image that shows roughly what the first is to become in the manner of the second; 0 for none
 */
public record ImagePair(int firstChannels, int secondChannels, boolean matched, int guideChannels) {

    public ImagePair {
        require(firstChannels);
        require(secondChannels);
        if (guideChannels != 0) {
            require(guideChannels);
        }
    }

    /** Matched images. */
    public ImagePair(int firstChannels, int secondChannels) {
        this(firstChannels, secondChannels, true);
    }

    /** Without a guide. */
    public ImagePair(int firstChannels, int secondChannels, boolean matched) {
        this(firstChannels, secondChannels, matched, 0);
    }

    private static void require(int channels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("expected images of 1 or 3 channels, got " + channels);
        }
    }

    /** The shape of a sample of two images of this size. */
    public Shape shape(ImageSize size) {
        return Shape.image(firstChannels + secondChannels + guideChannels, size.height(), size.width());
    }

    /** The shape of the first image of such samples. */
    public Shape first(Shape sample) {
        return Shape.image(firstChannels, sample.height(), sample.width());
    }

    /** The shape of the second image of such samples. */
    public Shape second(Shape sample) {
        return Shape.image(secondChannels, sample.height(), sample.width());
    }

    /**
     * @param recipe who needs it, for the message
     * @throws DataException if one image is grey and the other is not
     */
    public void requireEqualChannels(String recipe) {
        if (firstChannels != secondChannels) {
            throw new DataException(
                    recipe + " expects both domains grey or both in colour, got images of " + firstChannels + " and "
                            + secondChannels + " channels",
                    "say grey:DATA or colour:DATA for one of them");
        }
    }

    /** Pairs with the second image first, without their guide, which is for one way only. */
    public ImagePair turned() {
        return new ImagePair(secondChannels, firstChannels, matched);
    }
}
