package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which IDX files of a folder belong together. Of a train and a test set (MNIST calls it t10k) the one asked for is used; the
 * labels are the file of the same name but for {@code labels} and {@code idx1} in place of {@code images} and {@code idx3}, or
 * the only one there is.
 *
 * @param labels null if there are none
 */
record IdxFolder(Path images, @Nullable Path labels) {

    /**
     * The files of a folder.
     *
     * @return null if it holds no IDX file
     * @throws DataException if it holds labels only, several sets of images, or no test set where that is asked for
     */
    static @Nullable IdxFolder in(Path folder, Split split, Consumer<String> notices) {
        List<Path> images = files(folder, IdxHeader.IMAGES);
        List<Path> labels = files(folder, IdxHeader.LABELS);
        if (images.isEmpty()) {
            requireWholeWhereNamedSo(folder);
        }
        if (images.isEmpty() && labels.isEmpty()) {
            return null;
        }
        if (images.isEmpty()) {
            throw new DataException(
                    "expected an IDX file of images, got only labels (%s) in %s".formatted(names(labels), folder),
                    "put the images beside them, for example train-images-idx3-ubyte.gz");
        }
        Path chosen = chosen(folder, images, split);
        if (images.size() > 1) {
            notices.accept("%s: using %s; %s left out"
                    .formatted(folder, names(List.of(chosen)), names(filter(images, path -> !path.equals(chosen)))));
        }
        if (images.size() == 1 && labels.size() == 1) {
            return new IdxFolder(chosen, labels.get(0));
        }
        Path own = ofSameName(chosen, labels);
        if (own == null && !labels.isEmpty()) {
            notices.accept("%s: going without labels: by name, none of %s belongs to %s"
                    .formatted(folder, names(labels), names(List.of(chosen))));
        }
        return new IdxFolder(chosen, own);
    }

    /** A file that is named as MNIST's images are and is none is damaged: naming it helps more than passing over it. */
    private static void requireWholeWhereNamedSo(Path folder) {
        for (Path file : listed(folder)) {
            if (lowerName(file).contains("idx3") && IdxFile.dimensions(file) == 0) {
                IdxFile.open(file, IdxHeader.IMAGES).header(); // says what is wrong with it
            }
        }
    }

    /**
     * A file of images, with the labels of the same name beside it.
     *
     * @throws DataException if a test set is asked for and the file is not named so
     */
    static IdxFolder around(Path images, Split split) {
        requirePart(images, split);
        Path folder = images.toAbsolutePath().getParent();
        return new IdxFolder(images, folder == null ? null : ofSameName(images, files(folder, IdxHeader.LABELS)));
    }

    private static void requirePart(Path images, Split split) {
        if (split == Split.TEST && !split.isNamed(lowerName(images))) {
            throw FolderLayout.withoutParts(images.toString());
        }
    }

    private static Path chosen(Path folder, List<Path> images, Split split) {
        if (images.size() == 1) {
            requirePart(images.get(0), split);
            return images.get(0);
        }
        List<Path> named = filter(images, path -> split.isNamed(lowerName(path)));
        if (named.size() != 1) {
            String message = "expected one IDX file of images%s named %s, got %s in %s"
                    .formatted(split == Split.TRAIN ? ", or one" : "", split, names(images), folder);
            String hint = "give the file of images itself, for example " + images.get(0);
            throw split == Split.TEST && named.isEmpty()
                    ? new MissingPartException(message, hint)
                    : new DataException(message, hint);
        }
        return named.get(0);
    }

    private static @Nullable Path ofSameName(Path images, List<Path> labels) {
        return labels.stream()
                .filter(path -> stem(path).equals(stem(images)))
                .findFirst()
                .orElse(null);
    }

    /** {@code train-images-idx3-ubyte.gz} and {@code train-labels-idx1-ubyte} become the same. */
    private static String stem(Path path) {
        return lowerName(path).replaceAll("\\.gz$", "").replaceAll("images?|labels?|idx[13]", "*");
    }

    private static List<Path> files(Path folder, int dimensions) {
        return filter(listed(folder), file -> IdxFile.dimensions(file) == dimensions);
    }

    private static List<Path> listed(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, IdxFolder::mayBeIdx)) {
            files.forEach(found::add);
        } catch (IOException e) {
            throw new DataException(
                    "expected a folder that can be listed, got %s: %s".formatted(folder, e),
                    "check its permissions",
                    e);
        }
        found.sort(Comparator.comparing(IdxFolder::lowerName));
        return found;
    }

    private static boolean mayBeIdx(Path file) {
        String name = lowerName(file);
        return !FileNames.isHidden(name) && !ImageFormat.hasImageExtension(name) && Files.isRegularFile(file);
    }

    private static List<Path> filter(List<Path> paths, Predicate<Path> wanted) {
        return paths.stream().filter(wanted).toList();
    }

    private static String names(List<Path> paths) {
        return String.join(
                ", ", paths.stream().map(path -> path.getFileName().toString()).toList());
    }

    private static String lowerName(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
