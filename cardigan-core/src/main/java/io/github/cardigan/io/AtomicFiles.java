package io.github.cardigan.io;

import io.github.cardigan.StorageException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that appear whole or not at all.
 *
 * <p>Content is written to a hidden neighbour, forced to disk and renamed, so that a reader, a full disk or a killed process
 * never leaves half a file under the real name, and what was there before stays until the new is complete. What a killed process
 * leaves behind is called {@code .<name>.tmp-<16 hex digits>}; {@link #removeLeftovers} clears it away.
 *
 * <p>An interrupted thread still finishes its file: nothing here looks at the interrupt flag, so that a run asked to stop can
 * write its last checkpoint.
 *
 * <p>Whatever the disk refuses becomes a {@link StorageException} of one line.
 */
public final class AtomicFiles {

    /** What {@link #requireSpace} leaves free beyond what was asked for, so that the machine stays usable: 64 MiB. */
    public static final long MARGIN_BYTES = 64L << 20;

    /** {@code tmp} is what was being written; {@code old} is a folder put aside for an instant while its successor takes its name. */
    private static final Pattern LEFTOVER = Pattern.compile("\\.(.+)\\.(tmp|old)-[0-9a-f]{16}");

    private AtomicFiles() {}

    /** Writes the content of one file. */
    @FunctionalInterface
    public interface FileContent {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content of one file by its name, which ends in nothing known, for libraries that take no stream. */
    @FunctionalInterface
    public interface NamedContent {
        void writeTo(Path file) throws IOException;
    }

    /** Fills an empty folder. The files in it need not be forced to disk. */
    @FunctionalInterface
    public interface FolderContent {
        void fill(Path folder) throws IOException;
    }

    /**
     * Writes a file whole or not at all.
     *
     * @throws StorageException if the disk refuses; an older file of that name is then untouched
     */
    public static void write(Path file, byte[] content) {
        write(file, out -> out.write(content));
    }

    /**
     * Writes a file whole or not at all. The stream is buffered; whether the callback closes it does not matter.
     *
     * @throws StorageException if the disk refuses or the callback throws an {@code IOException}; an older file of that name is
     *     then untouched, and so it is when the callback throws anything else
     */
    public static void write(Path file, FileContent content) {
        writeNamed(file, temporary -> {
            // Not a FileChannel: that one closes itself when the thread is interrupted.
            try (FileOutputStream out = new FileOutputStream(temporary.toFile());
                    OutputStream buffered = new BufferedOutputStream(new Unclosable(out), 1 << 16)) {
                content.writeTo(buffered);
            }
        });
    }

    /**
     * Writes a file whole or not at all; the callback need not force it to disk.
     *
     * @throws StorageException as in {@link #write(Path, FileContent)}
     */
    public static void writeNamed(Path file, NamedContent content) {
        StorageFailure.requireFolder(file);
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw StorageFailure.inTheWay(file, "a folder");
        }
        Path temporary = neighbour(file, "tmp");
        try {
            Files.createFile(temporary);
            content.writeTo(temporary);
            force(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(parent(file));
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        } catch (UncheckedIOException e) {
            throw StorageFailure.of(file, StorageFailure.unwrap(e));
        } finally {
            deleteQuietly(temporary); // after the rename there is nothing left to delete
        }
    }

    /**
     * Fills a folder and gives it its name when it is complete. A folder of that name is replaced: it is put aside, the new one
     * takes its name, then it is deleted. Between the two renames there is an instant without either; a process killed in that
     * instant has lost nothing, since {@link #removeLeftovers} puts the old folder back.
     *
     * @throws StorageException if the disk refuses or the callback throws an {@code IOException}; an older folder of that name is
     *     then untouched, and so it is when the callback throws anything else
     */
    public static void writeFolder(Path folder, FolderContent content) {
        StorageFailure.requireFolder(folder);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw StorageFailure.inTheWay(folder, "a file");
        }
        Path temporary = neighbour(folder, "tmp");
        try {
            Files.createDirectory(temporary);
            content.fill(temporary);
            forceTree(temporary);
            replaceFolder(folder, temporary);
        } catch (IOException e) {
            throw StorageFailure.of(folder, e);
        } catch (UncheckedIOException e) {
            throw StorageFailure.of(folder, StorageFailure.unwrap(e));
        } finally {
            deleteQuietly(temporary);
        }
    }

    /**
     * Deletes what killed processes left half-written directly inside {@code parent}, and puts back a folder that was being
     * replaced. Only names of the form given above are touched. To be called by the one process that writes there: what another
     * one is writing at this moment looks the same.
     *
     * @throws StorageException if the folder cannot be read or something in it cannot be deleted
     */
    public static void removeLeftovers(Path parent) {
        try {
            for (Path entry : list(parent)) {
                Matcher leftover = LEFTOVER.matcher(String.valueOf(entry.getFileName()));
                if (!leftover.matches()) {
                    continue;
                }
                Path original = parent.resolve(leftover.group(1));
                if (leftover.group(2).equals("old") && Files.notExists(original, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(entry, original, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    delete(entry);
                }
            }
        } catch (IOException e) {
            throw StorageFailure.of(parent, e);
        }
    }

    /**
     * Creates a folder and those around it; one that is there already is fine.
     *
     * @throws StorageException if the disk refuses or a file is in the way
     */
    public static void createFolders(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw StorageFailure.of(folder, e);
        }
    }

    /**
     * Fails early where the disk has too little room.
     *
     * @param path the file or folder to be written; it need not exist yet
     * @param bytes how much will be written; {@link #MARGIN_BYTES} more must be free
     * @throws StorageException if too little is free
     */
    public static void requireSpace(Path path, long bytes) {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            FileStore store = Files.getFileStore(existing);
            if (store.getTotalSpace() > 0) { // some network file systems do not know, and say 0
                requireSpace(path, bytes, store.getUsableSpace());
            }
        } catch (IOException e) {
            throw StorageFailure.of(path, e);
        }
    }

    static void requireSpace(Path path, long bytes, long usable) {
        if (usable - MARGIN_BYTES < bytes) {
            throw new StorageException(
                    "expected " + StorageFailure.size(bytes) + " of free disk (and " + StorageFailure.size(MARGIN_BYTES)
                            + " to spare) for " + path + ", found " + StorageFailure.size(usable),
                    "free some space, or choose a folder on another disk");
        }
    }

    private static void force(Path file) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.getFD().sync();
        }
    }

    private static void replaceFolder(Path folder, Path temporary) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(parent(folder));
            return;
        }
        Path old = neighbour(folder, "old");
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        forceFolder(parent(folder));
        deleteQuietly(old);
    }

    private static void forceTree(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    force(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                forceFolder(visited);
                return super.postVisitDirectory(visited, e);
            }
        });
    }

    /** Makes a rename last through a power cut. Windows and some network file systems cannot, and need not. */
    private static void forceFolder(Path folder) {
        boolean interrupted = Thread.interrupted(); // a channel would refuse to work
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the content itself is on the disk: only the moment at which the new name lasts is left to the system
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Deletes a file, or a folder with all that is in it.
     *
     * @throws StorageException if the disk refuses
     */
    public static void remove(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            throw StorageFailure.of(path, e);
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            // a leftover: removeLeftovers tries again, and the error that led here says more than this one
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : list(path)) {
                delete(entry);
            }
        }
        Files.deleteIfExists(path);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static Path neighbour(Path path, String kind) {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return parent(path).resolve("." + path.getFileName() + "." + kind + "-" + unique);
    }

    private static Path parent(Path path) {
        return StorageFailure.parent(path);
    }
}
