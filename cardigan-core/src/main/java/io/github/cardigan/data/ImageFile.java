package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One picture from a file, brought to the shape of samples exactly as the pictures of a data set are. */
public final class ImageFile {

    private ImageFile() {}

    /**
     * @param file PNG, JPEG, GIF, BMP, TIFF or WebP
     * @param shape {@code [1, height, width]} or {@code [3, height, width]}: the picture is scaled to cover it and cropped around
     *     its centre; grey is repeated for colour, colour becomes luminance for grey
     * @return {@code shape.elements()} values in [-1, 1], channel by channel and row by row
     * @throws DataException if there is no such file, it is no picture, a damaged one, or one beyond the limits
     */
    public static float[] read(Path file, Shape shape, DataLimits limits) {
        if (!shape.isImage() || (shape.channels() != 1 && shape.channels() != 3)) {
            throw new IllegalArgumentException("expected a shape [1 or 3, height, width], got " + shape);
        }
        try {
            Planes planes = new ImageDecoder(limits).decode(file.toString(), bytes(file, limits));
            byte[] levels = new CoverCrop(new ImageSize(shape.height(), shape.width()))
                    .apply(planes.withChannels(shape.channels()))
                    .values();
            float[] values = new float[levels.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((levels[i] & 0xff) / 127.5 - 1);
            }
            return values;
        } catch (UnreadableSampleException e) {
            throw new DataException(String.valueOf(e.getMessage()), "these formats are read: " + ImageFormat.ALL, e);
        }
    }

    private static byte[] bytes(Path file, DataLimits limits) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "expected an image file, got " + file
                            + (Files.exists(file) ? ", which is a folder" : ", which does not exist"),
                    "these formats are read: " + ImageFormat.ALL);
        }
        try {
            if (Files.size(file) > limits.maxFileBytes()) {
                throw new DataException(
                        file + ": expected at most " + limits.maxFileBytes() + " bytes, got " + Files.size(file),
                        "is this an image?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException("cannot read " + file + ": " + e.getMessage(), "check its permissions", e);
        }
    }
}
