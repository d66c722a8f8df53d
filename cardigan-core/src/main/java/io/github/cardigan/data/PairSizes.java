package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the files of a pair can lie on each other: images of different proportions would be cropped differently, and no pixel be where its partner is. */
final class PairSizes {

    private static final int LOOKED_AT = 256;
    private static final double MOST_DIFFERENCE =
            0.01; // of the proportions: whole pixels of scaled images do not divide evenly

    private PairSizes() {}

    /**
     * Looks at some pairs spread over the set. What cannot be read is left to who reads it.
     *
     * @throws DataException if the images of one have different proportions
     */
    static void require(List<Path> folders, PairedImages pairs, DataLimits limits) {
        ImageDecoder decoder = new ImageDecoder(limits);
        Spread.over(pairs.size(), LOOKED_AT).forEach(i -> {
            Path first = folders.get(0).resolve(pairs.firstName(i));
            Path second = folders.get(1).resolve(pairs.secondName(i));
            ImageDecoder.Header one;
            ImageDecoder.Header other;
            try {
                one = decoder.header(first.toString(), Files.readAllBytes(first));
                other = decoder.header(second.toString(), Files.readAllBytes(second));
            } catch (IOException | UnreadableSampleException e) {
                return;
            }
            double proportion = (double) one.height() * other.width() / ((double) one.width() * other.height());
            if (Math.abs(proportion - 1) > MOST_DIFFERENCE) {
                throw new DataException(
                        "expected both images of a pair in the same proportions, got %dx%d in %s and %dx%d in %s"
                                .formatted(one.height(), one.width(), first, other.height(), other.width(), second),
                        "crop or scale them so that they lie on each other");
            }
        });
    }
}
