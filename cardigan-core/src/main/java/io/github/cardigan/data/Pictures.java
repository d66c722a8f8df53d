package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Image files one by one, each in its own size: a file, a folder that is looked through, or a ZIP. */
public final class Pictures implements AutoCloseable {

    private final ImageFiles files;
    private final ImageDecoder decoder;

    private Pictures(ImageFiles files, DataLimits limits) {
        this.files = files;
        decoder = new ImageDecoder(limits);
    }

    /**
     * An image.
     *
     * @param shape {@code [channels, height, width]}
     * @param values in [-1, 1], channel by channel and row by row
     */
    public record Picture(Shape shape, float[] values) {}

    /**
     * @param notices told what is left out
     * @throws DataException if there is no image
     */
    public static Pictures open(Path place, Consumer<String> notices) {
        if (!Files.exists(place)) {
            throw new DataException("expected images at '" + place + "', found nothing there", "check the path");
        }
        DataLimits limits = DataLimits.defaults();
        Pictures pictures = new Pictures(files(place, limits, notices), limits);
        if (pictures.names().isEmpty()) {
            pictures.close();
            throw new DataException(
                    "expected images (" + ImageFormat.ALL + "), found none in " + place,
                    "give an image, or a folder or ZIP with images in it");
        }
        return pictures;
    }

    private static ImageFiles files(Path place, DataLimits limits, Consumer<String> notices) {
        if (Files.isDirectory(place)) {
            return FolderImages.open(place, limits, notices);
        }
        byte[] head = FolderImages.head(place);
        if (ImageFormat.of(head) != null) {
            return new SingleImage(place, limits);
        }
        if (Datasets.isZip(head)) {
            return ZipImages.open(place, limits);
        }
        String what = !Files.isReadable(place)
                ? "a file that cannot be read"
                : head.length == 0 ? "an empty file" : "something else";
        throw new DataException(
                "expected an image (" + ImageFormat.ALL + "), or a folder or ZIP of images, got " + what + ": " + place,
                "check the path and the file, or copy it again");
    }

    /** Paths below the folder or in the ZIP, with slashes, in ascending order; the file's own name. */
    public List<String> names() {
        return files.names();
    }

    /**
     * Decodes one.
     *
     * @param channels 1 or 3: grey is repeated, colour becomes luminance
     * @param size what it is scaled and cropped to; null for its own
     * @throws UnreadableSampleException if this one is damaged and the others may be fine
     */
    public Picture read(String name, int channels, @Nullable ImageSize size) {
        Planes planes;
        try {
            planes = decoder.decode(name, files.bytes(name)).withChannels(channels);
        } catch (IOException e) {
            throw new UnreadableSampleException(name + " cannot be read: " + e.getMessage(), e);
        }
        return picture(planes, size);
    }

    /** Scaled and cropped where a size is wanted, values in [-1, 1]. */
    static Picture picture(Planes planes, @Nullable ImageSize size) {
        Planes sized = size == null ? planes : new CoverCrop(size).apply(planes);
        float[] values = new float[sized.values().length];
        PixelDataset.spread(sized.values(), values, 0);
        return new Picture(Shape.image(sized.channels(), sized.height(), sized.width()), values);
    }

    @Override
    public void close() {
        files.close();
    }
}
