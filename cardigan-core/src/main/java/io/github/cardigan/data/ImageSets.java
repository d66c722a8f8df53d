package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the images of a folder or a ZIP as a data set. */
final class ImageSets {

    /** Size and channels are decided by the headers of this many images, spread over the set. */
    private static final int SAMPLED = 64;

    private ImageSets() {}

    /**
     * Takes over {@code files}: they are closed with the set, or here if there is none.
     *
     * @throws DataException if there is no image, or no readable one
     */
    static Dataset open(
            String where,
            ImageFiles files,
            @Nullable ImageSize wanted,
            DataLimits limits,
            Split split,
            Consumer<String> notices) {
        return open(where, files, 1, wanted, limits, split, notices);
    }

    /** The same of files that are two images side by side each, of which the left is the first of a pair; the size is that of one of them. */
    static Dataset openSideBySide(
            String where,
            ImageFiles files,
            @Nullable ImageSize wanted,
            DataLimits limits,
            Split split,
            Consumer<String> notices) {
        return new SideBySide(open(where, files, 2, wanted, limits, split, notices));
    }

    private static Dataset open(
            String where,
            ImageFiles files,
            int beside,
            @Nullable ImageSize wanted,
            DataLimits limits,
            Split split,
            Consumer<String> notices) {
        boolean opened = false;
        try {
            Dataset set = dataset(where, files, beside, wanted, limits, split, notices);
            opened = true;
            return set;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    private static Dataset dataset(
            String where,
            ImageFiles files,
            int beside,
            @Nullable ImageSize wanted,
            DataLimits limits,
            Split split,
            Consumer<String> notices) {
        if (files.names().isEmpty()) {
            throw new DataException(
                    "expected images (%s) or IDX files, found none in %s".formatted(ImageFormat.ALL, where),
                    "give a folder or ZIP with images in it");
        }
        FolderLayout layout = FolderLayout.of(where, files.names(), split, notices);
        ImageDecoder decoder = new ImageDecoder(limits);
        List<ImageDecoder.Header> headers = sampleHeaders(where, files, layout.names(), decoder);
        ImageSize size =
                TargetSize.choose(where, wanted, commonHeight(headers), commonWidth(headers) / beside, notices);
        int channels = headers.stream().allMatch(ImageDecoder.Header::grey) ? 1 : 3;

        List<String> names = layout.names();
        Shape shape = Shape.image(beside * channels, size.height(), size.width());
        CoverCrop crop = new CoverCrop(size);
        PixelSource source = index -> {
            String name = names.get(index);
            Planes planes = decoder.decode(name, bytes(files, name));
            return beside == 1
                    ? crop.apply(planes.withChannels(channels)).values()
                    : SideBySide.halves(name, planes.withChannels(channels), crop);
        };
        return new PixelDataset(
                where,
                shape,
                names.size(),
                new PixelDataset.Labels(layout.labels(), layout.classes()),
                PixelCache.ifFits(source, names.size(), shape.elements(), limits.cacheBytes()),
                () -> fingerprint(files, names, shape),
                files::close,
                names);
    }

    private static List<ImageDecoder.Header> sampleHeaders(
            String where, ImageFiles files, List<String> names, ImageDecoder decoder) {
        List<ImageDecoder.Header> headers = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Spread.over(names.size(), SAMPLED).mapToObj(names::get).forEach(name -> {
            try {
                headers.add(decoder.header(name, bytes(files, name)));
            } catch (UnreadableSampleException e) {
                failures.add(e.getMessage());
            }
        });
        if (headers.isEmpty()) {
            throw new DataException(
                    "expected images in %s, but no readable image among the %d looked at; the first: %s"
                            .formatted(where, failures.size(), failures.get(0)),
                    "these formats are read: " + ImageFormat.ALL);
        }
        return headers;
    }

    private static byte[] bytes(ImageFiles files, String name) {
        try {
            return files.bytes(name);
        } catch (IOException e) {
            throw new UnreadableSampleException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static int commonHeight(List<ImageDecoder.Header> headers) {
        int first = headers.get(0).height();
        return headers.stream().allMatch(header -> header.height() == first) ? first : 0;
    }

    private static int commonWidth(List<ImageDecoder.Header> headers) {
        int first = headers.get(0).width();
        return headers.stream().allMatch(header -> header.width() == first) ? first : 0;
    }

    private static String fingerprint(ImageFiles files, List<String> names, Shape shape) {
        Fingerprint fingerprint =
                new Fingerprint().add("images-" + files.kind()).add(shape.toString());
        fingerprint.add(names.size());
        files.addTo(fingerprint, names);
        return fingerprint.hex();
    }
}
