package io.github.cardigan.engine;

import org.bytedeco.openblas.global.openblas;

/**
 * Inside it, one matrix product uses this many threads; 1 where several Java threads multiply side by side, or
 * products are small. The usual number is what {@link Natives} says. The number is the process's, so one at a time; use in try-with-resources.
 */
public final class BlasThreads implements AutoCloseable {

    private final int before;

    /**
     * @param threads at least 1
     */
    public BlasThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
        }
        Natives.load();
        before = openblas.blas_get_num_threads();
        openblas.blas_set_num_threads(threads);
    }

    @Override
    public void close() {
        openblas.blas_set_num_threads(before);
    }
}
