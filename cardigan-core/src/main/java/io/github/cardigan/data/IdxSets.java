package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Opens IDX files as a data set of grey images. The labels that occur, in ascending order, are the classes. */
final class IdxSets {

    /** The fingerprint takes in all values up to here, beyond it so many bytes of whole samples spread over the set. */
    private static final int FINGERPRINT_BYTES = 256 << 20;

    private IdxSets() {}

    /** @throws DataException if a file is damaged, or the labels are not as many as the images */
    static Dataset open(
            String where, IdxFolder files, @Nullable ImageSize wanted, DataLimits limits, Consumer<String> notices) {
        IdxFile images = IdxFile.open(files.images(), IdxHeader.IMAGES);
        int height = images.header().dims()[1];
        int width = images.header().dims()[2];
        ImageSize size = TargetSize.choose(where, wanted, height, width, notices);
        Path labelFile = files.labels();
        PixelDataset.Labels labels =
                labelFile == null ? PixelDataset.Labels.NONE : labels(labelFile, images, files.images());
        Shape shape = Shape.image(1, size.height(), size.width());
        return new PixelDataset(
                where,
                shape,
                images.count(),
                labels,
                pixels(images, size, height, width, limits),
                () -> fingerprint(images, labels, shape),
                () -> {}); // a mapped file is let go of with its buffers
    }

    private static PixelSource pixels(IdxFile images, ImageSize size, int height, int width, DataLimits limits) {
        if (size.height() == height && size.width() == width) {
            return images::item;
        }
        CoverCrop crop = new CoverCrop(size);
        PixelSource resized = index ->
                crop.apply(new Planes(images.item(index), 1, height, width)).values();
        long sampleBytes = (long) size.height() * size.width();
        return PixelCache.ifFits(resized, images.count(), sampleBytes, limits.cacheBytes());
    }

    private static PixelDataset.Labels labels(Path file, IdxFile images, Path imageFile) {
        IdxFile labels = IdxFile.open(file, IdxHeader.LABELS);
        if (labels.count() != images.count()) {
            throw new DataException(
                    "expected one label per image, got %d labels in %s for %d images in %s"
                            .formatted(labels.count(), file, images.count(), imageFile.getFileName()),
                    "these files do not belong together; move the labels away to train without them");
        }
        int[] values = IntStream.range(0, labels.count())
                .map(i -> labels.item(i)[0] & 0xff)
                .toArray();
        int[] distinct = IntStream.of(values).distinct().sorted().toArray();
        int[] ranks = IntStream.of(values)
                .map(value -> Arrays.binarySearch(distinct, value))
                .toArray();
        List<String> classes =
                IntStream.of(distinct).mapToObj(Integer::toString).toList();
        return new PixelDataset.Labels(ranks, classes);
    }

    private static String fingerprint(IdxFile images, PixelDataset.Labels labels, Shape shape) {
        Fingerprint fingerprint = new Fingerprint().add("idx").add(shape.toString());
        for (int dim : images.header().dims()) {
            fingerprint.add(dim);
        }
        if (images.header().contentBytes() <= FINGERPRINT_BYTES) {
            images.chunks().forEach(fingerprint::add);
        } else {
            Spread.over(images.count(), FINGERPRINT_BYTES / images.header().itemBytes())
                    .forEach(i -> fingerprint.add(ByteBuffer.wrap(images.item(i))));
        }
        labels.classes().forEach(fingerprint::add);
        IntStream.of(labels.of()).forEach(fingerprint::add);
        return fingerprint.hex();
    }
}
