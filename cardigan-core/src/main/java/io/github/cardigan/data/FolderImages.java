package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The images below a folder, at any depth. A file counts if its name ends like an image's or its first bytes are an image's.
 * A link to a file counts if it stays below the folder; links to folders are not followed.
 */
final class FolderImages implements ImageFiles {

    /** The fingerprint reads the beginning of this many files. */
    private static final int FINGERPRINT_FILES = 64;

    private static final int FINGERPRINT_BYTES = 1 << 20;

    private final Path root;
    private final long maxFileBytes;
    private final NavigableMap<String, Long> sizes;

    private FolderImages(Path root, long maxFileBytes, NavigableMap<String, Long> sizes) {
        this.root = root;
        this.maxFileBytes = maxFileBytes;
        this.sizes = sizes;
    }

    /** @throws DataException if the folder cannot be listed */
    static FolderImages open(Path folder, DataLimits limits, Consumer<String> notices) {
        try {
            Path root = folder.toRealPath();
            Collector collector = new Collector(root);
            Files.walkFileTree(root, collector);
            if (collector.strayLinks > 0) {
                notices.accept("%s: left out %d links that lead to folders or outside"
                        .formatted(folder, collector.strayLinks));
            }
            return new FolderImages(root, limits.maxFileBytes(), collector.sizes);
        } catch (IOException e) {
            throw new DataException(
                    "expected a folder that can be listed, got %s: %s".formatted(folder, e),
                    "check its permissions",
                    e);
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path root;
        private final NavigableMap<String, Long> sizes = new TreeMap<>();
        private int strayLinks;

        Collector(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return FileNames.isHidden(relative(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = relative(file);
            if (FileNames.isHidden(name)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink() && !staysInside(file)) {
                strayLinks++;
            } else if (Files.isRegularFile(file) && looksLikeImage(file, name)) {
                sizes.put(name, Files.size(file));
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean staysInside(Path link) {
            try {
                Path target = link.toRealPath();
                return target.startsWith(root) && Files.isRegularFile(target);
            } catch (IOException e) {
                return false; // it leads nowhere
            }
        }

        private String relative(Path path) {
            return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        }
    }

    private static boolean looksLikeImage(Path file, String name) {
        return ImageFormat.hasImageExtension(name) || ImageFormat.of(head(file)) != null;
    }

    /** The first bytes of a file, fewer if it is shorter, none if it cannot be read. */
    static byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ImageFormat.HEAD_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public List<String> names() {
        return List.copyOf(sizes.keySet());
    }

    @Override
    public byte[] bytes(String name) throws IOException {
        Path file = root.resolve(name);
        long size = Files.size(file);
        if (size > maxFileBytes) {
            throw new IOException("it has %d bytes, the limit is %d".formatted(size, maxFileBytes));
        }
        return Files.readAllBytes(file);
    }

    /** Names and sizes of all, and the first megabyte of up to 64 of them. */
    @Override
    public void addTo(Fingerprint fingerprint, List<String> names) {
        for (String name : names) {
            fingerprint.add(name).add(sizes.getOrDefault(name, 0L));
        }
        Spread.over(names.size(), FINGERPRINT_FILES).mapToObj(names::get).forEach(name -> {
            try (InputStream in = Files.newInputStream(root.resolve(name))) {
                fingerprint.add(ByteBuffer.wrap(in.readNBytes(FINGERPRINT_BYTES)));
            } catch (IOException e) {
                fingerprint.add("unreadable");
            }
        });
    }
}
