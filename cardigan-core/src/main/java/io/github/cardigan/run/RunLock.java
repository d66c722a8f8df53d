package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One run, or one study of runs, per folder: a lock of the operating system, which goes with the process however it ends.
 *
 * <p>The system's lock belongs to the process and is lost when any of its handles on the file is closed, so within the process
 * the file is not even opened twice.
 */
public final class RunLock implements AutoCloseable {

    /** Lock files this process holds: as wide as what it stands for, the process. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileLock lock; // kept: the JVM forgets, within itself, a lock that is garbage collected

    private RunLock(Path file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Holds a folder until {@link #close()}.
     *
     * @throws StorageException if another run holds the folder
     */
    public static RunLock take(Path folder) {
        try {
            Path file = folder.toRealPath().resolve(".lock");
            if (!HELD.add(file)) {
                throw held(folder);
            }
            RunLock taken = null;
            try {
                taken = lock(file, folder);
                return taken;
            } finally {
                if (taken == null) {
                    HELD.remove(file);
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    "cannot write into " + folder + ": " + e.getMessage(),
                    "check free space and the right to write there",
                    e);
        }
    }

    private static RunLock lock(Path file, Path folder) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw held(folder);
        }
        return new RunLock(file, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process, though not by a run
        }
    }

    private static StorageException held(Path folder) {
        return new StorageException(
                "expected a run folder to itself, but another run is writing into " + folder,
                "wait for it, or use another --out");
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}
