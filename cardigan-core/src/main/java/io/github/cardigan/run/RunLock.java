package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One run per folder: a lock of the operating system, which goes with the process however it ends. */
final class RunLock implements AutoCloseable {

    private final FileLock lock; // kept: the JVM forgets, within itself, a lock that is garbage collected

    private RunLock(FileLock lock) {
        this.lock = lock;
    }

    /**
     * @throws StorageException if another run holds the folder
     */
    static RunLock take(Path folder) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return new RunLock(lock);
            }
            channel.close();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot write into " + folder + ": " + e.getMessage(),
                    "check free space and the right to write there",
                    e);
        }
        throw new StorageException(
                "expected a run folder to itself, but another run is writing into " + folder,
                "wait for it, or use another --out");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
