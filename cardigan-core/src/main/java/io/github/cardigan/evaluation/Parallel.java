package io.github.cardigan.evaluation;

import io.github.cardigan.engine.BlasThreads;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Linear algebra side by side: as many threads as a tensor operation may use, each with matrix products of one thread. Measured, that
 * keeps the cores busier than two threads in one product, most of all where others use the machine.
 */
final class Parallel {

    private Parallel() {}

    /**
     * Does tasks {@code 0 .. count - 1}, each in a scope of its own and without gradients.
     *
     * @return what they gave, in their order
     */
    static <R> List<R> map(int count, IntFunction<R> task) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, Natives.threads()), work -> {
            Thread thread = new Thread(work, "cardigan-evaluation");
            thread.setDaemon(true);
            return thread;
        });
        try (BlasThreads one = new BlasThreads(1)) {
            List<Future<R>> futures = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> inScope(task, i)))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while computing a metric");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            awaitEnd(threads); // they read the caller's memory
        }
    }

    private static <R> R inScope(IntFunction<R> task, int i) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while computing a metric");
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            return task.apply(i);
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
