package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An endless stream of batches, read ahead by some threads.
 *
 * <p>The stream is one random permutation of the set after the other; a batch may span two and more. Which sample comes at which
 * position is determined by the set, the seed and the position alone: the number of threads and their timing change nothing, and
 * a stream begun at {@code firstSample = n} continues one that gave {@code n} samples.
 *
 * <p>In the place of an unreadable sample comes the next readable one of the stream (which comes again in its own place). The user
 * is warned once about each.
 *
 * <p>For one thread at a time. The set is not closed with the batches; close the batches first.
 */
public final class Batches implements AutoCloseable {

    /** Batches being read while the caller works on one. */
    private static final int AHEAD = 3;

    private static final long CLOSE_SECONDS = 5;

    private final Dataset data;
    private final int batchSize;
    private final int workers;
    private final Consumer<String> warnings;
    private final SampleReader reader;
    private final ExecutorService threads;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Set<Integer> warned = new HashSet<>();

    private long nextToRead;
    private long samplesTaken;
    private long waitedNanos;

    /** A batch in the making, and for each of its slices what was unreadable. */
    private record Pending(Batch batch, List<Future<List<SampleReader.Unreadable>>> slices) {}

    /**
     * @param data read by several threads at once, not closed
     * @param batchSize samples in a batch, at least 1; may be more than the set has
     * @param seed of the order
     * @param firstSample the position to begin at, 0 for a new run: what {@link #samplesTaken()} was
     * @param workers reading threads, at least 1
     * @param warnings told once about each unreadable sample, by the thread that calls {@link #next()}
     * @throws IllegalArgumentException if a number is out of range
     */
    public Batches(Dataset data, int batchSize, long seed, long firstSample, int workers, Consumer<String> warnings) {
        if (batchSize < 1 || firstSample < 0 || workers < 1) {
            throw new IllegalArgumentException("expected batchSize >= 1, firstSample >= 0, workers >= 1, got %d, %d, %d"
                    .formatted(batchSize, firstSample, workers));
        }
        this.data = data;
        this.batchSize = batchSize;
        this.workers = workers;
        this.warnings = warnings;
        this.reader = new SampleReader(data, new SampleOrder(seed, data.size()));
        this.threads = threads(workers);
        this.nextToRead = firstSample;
        this.samplesTaken = firstSample;
    }

    private static ExecutorService threads(int workers) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "cardigan-data-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The next batch, always full. It belongs to the caller; it is never written to again.
     *
     * @throws DataException if too much in a row is unreadable, or the set is gone
     * @throws IllegalStateException if closed
     * @throws CancellationException if the calling thread is interrupted, or the batches are closed, while it waits
     */
    public Batch next() {
        if (threads.isShutdown()) {
            throw new IllegalStateException("expected open batches, got closed ones");
        }
        while (pending.size() <= AHEAD) {
            pending.add(submit());
        }
        Pending batch = pending.element(); // stays there if it fails
        long start = System.nanoTime();
        for (Future<List<SampleReader.Unreadable>> slice : batch.slices()) {
            for (SampleReader.Unreadable unreadable : result(slice)) {
                if (warned.add(unreadable.index())) {
                    warnings.accept(unreadable.message() + "; the next sample takes its place");
                }
            }
        }
        waitedNanos += System.nanoTime() - start;
        samplesTaken += batchSize;
        pending.remove();
        return batch.batch();
    }

    private Pending submit() {
        Batch batch = new Batch(
                new float[Math.multiplyExact(batchSize, data.shape().elements())], new int[batchSize], batchSize);
        List<Future<List<SampleReader.Unreadable>>> slices = new ArrayList<>();
        int share = (batchSize + workers - 1) / workers;
        for (int from = 0; from < batchSize; from += share) {
            int start = from;
            int end = Math.min(batchSize, from + share);
            long position = nextToRead;
            slices.add(threads.submit(() -> reader.read(position, batch, start, end)));
        }
        nextToRead += batchSize;
        return new Pending(batch, slices);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for data");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The position in the stream: {@code firstSample} and all samples given since. */
    public long samplesTaken() {
        return samplesTaken;
    }

    /** The position in passes over the set: 1.5 is half-way through the second. */
    public double epoch() {
        return (double) samplesTaken / data.size();
    }

    /** How long {@link #next()} has waited for data so far, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** How many different samples have turned out to be unreadable so far. */
    public int unreadable() {
        return warned.size();
    }

    /** Stops the threads; a sample in the midst of being read is finished, for at most 5 seconds. */
    @Override
    public void close() {
        for (Runnable unread : threads.shutdownNow()) {
            ((Future<?>) unread).cancel(false); // lets go of a thread that waits in next()
        }
        try {
            boolean stopped = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (!stopped) {
                warnings.accept("a thread is still reading from " + data.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
