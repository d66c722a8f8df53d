package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;

/** Whether images find room in one file, asked before they are made. */
final class GridLimit {

    private static final String FEWER = "choose a folder for --out, or fewer images";

    private GridLimit() {}

    /**
     * @param hint what to do about it
     * @throws ConfigurationException if so many images hold more values than an array
     */
    static void requireValues(int count, Shape shape, String hint) {
        int most = Integer.MAX_VALUE / shape.elements();
        if (count > most) {
            throw new ConfigurationException(
                    "expected at most " + most + " images of " + shape + " in one file, got " + count, hint);
        }
    }

    /**
     * @throws ConfigurationException if so many images, in so many columns, make too large a grid
     */
    static void require(int count, Shape shape, int columns, String hint) {
        requireValues(count, shape, hint);
        if (!ImageGrid.fits(count, shape, columns)) {
            throw new ConfigurationException(
                    "expected a grid of at most " + ImageGrid.MOST_PIXELS + " pixels, got " + count + " images of "
                            + shape + " in " + Math.min(columns, count) + " columns",
                    hint);
        }
    }

    static void require(int count, Shape shape, int columns) {
        require(count, shape, columns, FEWER);
    }
}
