package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens data by path. What it is, is told by its content:
 *
 * <ul>
 *   <li>a folder of IDX files, or one such file, plain or gzipped, as MNIST is published. Of a train and a test set the train one
 *       is used unless the other is asked for. Labels are found beside the images, by name.
 *   <li>a folder of images, or a ZIP of images: PNG, JPEG, GIF, BMP, TIFF, WebP. Where there are only folders called train, test,
 *       val, valid or validation, train is used unless {@link Split#TEST} is asked for. Where all images lie right in two or more
 *       folders side by side, these are the classes; any other arrangement is looked through and carries no labels.
 * </ul>
 *
 * <p>Images are scaled to cover the size and cropped around their centre; transparent ones are laid on white. The samples have one
 * channel if all images are grey, else three.
 */
public final class Datasets {

    private static final String HINT = "give a folder of IDX files, a folder of images, or a ZIP of images";

    private Datasets() {}

    /**
     * Opens with the default limits.
     *
     * @see #open(String, ImageSize, DataLimits, Consumer)
     */
    public static Dataset open(String path, @Nullable ImageSize size, Consumer<String> notices) {
        return open(path, size, DataLimits.defaults(), notices);
    }

    /**
     * Opens the part to train on, or the whole where there are no parts.
     *
     * @see #open(String, ImageSize, DataLimits, Split, Consumer)
     */
    public static Dataset open(String path, @Nullable ImageSize size, DataLimits limits, Consumer<String> notices) {
        return open(path, size, limits, Split.TRAIN, notices);
    }

    /**
     * @param path a file or folder
     * @param size what images are brought to; null for their own size where all have the same and it is at most 128 a side, else
     *     64x64
     * @param split which part of the set
     * @param notices told, one line each, what was decided that a user may want otherwise
     * @return an open set, which the caller closes
     * @throws DataException if there is nothing at this path, nothing that can be used, or no such part
     */
    public static Dataset open(
            String path, @Nullable ImageSize size, DataLimits limits, Split split, Consumer<String> notices) {
        Path place = place(path);
        if (Files.isDirectory(place)) {
            IdxFolder idx = IdxFolder.in(place, split, notices);
            return idx != null
                    ? IdxSets.open(path, idx, size, limits, notices)
                    : ImageSets.open(path, FolderImages.open(place, limits, notices), size, limits, split, notices);
        }
        byte[] head = FolderImages.head(place);
        if (isZip(head)) {
            return ImageSets.open(path, ZipImages.open(place, limits), size, limits, split, notices);
        }
        if (IdxFile.dimensions(place) == IdxHeader.IMAGES) {
            return IdxSets.open(path, IdxFolder.around(place, split), size, limits, notices);
        }
        throw unusable(place, head);
    }

    /**
     * Opens what a trained network is to read: whatever {@link #open} opens, and a single image.
     *
     * @param shape of the network's samples, an image: what is opened has it
     * @throws DataException as {@code open}
     */
    public static Dataset openFor(String path, Shape shape, Consumer<String> notices) {
        return openFor(path, shape, Split.TRAIN, notices);
    }

    /**
     * The same of one part of a set.
     *
     * @throws MissingPartException if there is no such part
     */
    public static Dataset openFor(String path, Shape shape, Split split, Consumer<String> notices) {
        ImageSize size = new ImageSize(shape.height(), shape.width());
        DataLimits limits = DataLimits.defaults();
        Path place = place(path);
        boolean single = Files.isRegularFile(place) && ImageFormat.of(FolderImages.head(place)) != null;
        Dataset data = single
                ? ImageSets.open(path, new SingleImage(place, limits), size, limits, split, notices)
                : open(path, size, limits, split, notices);
        return RecolouredDataset.of(data, shape.channels());
    }

    /**
     * Opens pairs of images.
     *
     * @param name what the set is called
     * @param path a folder or ZIP of images that are two side by side, or a folder with the folders A and B of a pair's two sides
     * @see PairSets
     */
    static Dataset openPairs(
            String name,
            String path,
            @Nullable ImageSize size,
            DataLimits limits,
            Split split,
            Consumer<String> notices) {
        Path place = place(path);
        if (!Files.isDirectory(place)) {
            byte[] head = FolderImages.head(place);
            if (!isZip(head)) {
                throw unusable(place, head);
            }
            return ImageSets.openSideBySide(name, ZipImages.open(place, limits), size, limits, split, notices);
        }
        Optional<List<Dataset>> sides = openSides(path, size, limits, split, notices);
        if (sides.isEmpty()) {
            return ImageSets.openSideBySide(
                    name, FolderImages.open(place, limits, notices), size, limits, split, notices);
        }
        return SetName.around(
                sides.get().get(0),
                first -> SetName.around(sides.get().get(1), second -> {
                    PairedImages pairs = PairedImages.of(name, first, second, notices);
                    PairSizes.require(PairFolders.in(place, split).orElseThrow(), pairs, limits);
                    return pairs;
                }));
    }

    /** The folders A and B of a folder, both at one size; empty where it is no folder with such. */
    static Optional<List<Dataset>> openSides(
            String path, @Nullable ImageSize size, DataLimits limits, Split split, Consumer<String> notices) {
        Optional<List<Path>> sides = PairFolders.in(place(path), split);
        if (sides.isEmpty()) {
            return Optional.empty();
        }
        Dataset first = open(sides.get().get(0).toString(), size, limits, Split.TRAIN, notices);
        return Optional.of(List.of(first, SetName.around(first, any -> {
            ImageSize common =
                    new ImageSize(first.shape().height(), first.shape().width());
            return open(sides.get().get(1).toString(), common, limits, Split.TRAIN, notices);
        })));
    }

    private static Path place(String path) {
        Path place;
        try {
            place = Path.of(path);
        } catch (InvalidPathException e) {
            throw new DataException("expected a path to data, got '%s': %s".formatted(path, e.getReason()), HINT, e);
        }
        if (path.isBlank() || !Files.exists(place)) {
            throw new DataException(
                    "expected data at '%s', found nothing there".formatted(path), "check the path; " + HINT);
        }
        return place;
    }

    static boolean isZip(byte[] head) {
        // "PK" and either a first entry or, in an empty ZIP, the end of the directory
        return head.length >= 4
                && head[0] == 'P'
                && head[1] == 'K'
                && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
    }

    private static DataException unusable(Path file, byte[] head) {
        if (!Files.isReadable(file)) {
            return new DataException("expected a file that can be read, got " + file, "check its permissions");
        }
        ImageFormat format = ImageFormat.of(head);
        if (format != null) {
            return new DataException(
                    "expected a folder or ZIP of images, got a single %s image: %s".formatted(format, file),
                    "give the folder it lies in");
        }
        int dimensions = IdxFile.dimensions(file);
        if (dimensions != 0) {
            return new DataException(
                    "expected an IDX file of images, in 3 dimensions, got one of %d: %s".formatted(dimensions, file),
                    dimensions == IdxHeader.LABELS ? "these are labels; give the images or the folder" : HINT);
        }
        String what = head.length == 0
                ? "an empty file"
                : IdxFile.isGzip(head) ? "a damaged gzip file, or one of something else" : "something else";
        return new DataException(
                "expected a folder, a ZIP of images or an IDX file, got %s: %s".formatted(what, file), HINT);
    }
}
