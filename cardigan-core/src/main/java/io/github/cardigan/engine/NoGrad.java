package io.github.cardigan.engine;

import org.bytedeco.pytorch.NoGradGuard;

/** Inside it, operations record no graph. Thread-local; use in try-with-resources. */
public final class NoGrad implements AutoCloseable {

    private final NoGradGuard guard;

    public NoGrad() {
        Natives.load();
        guard = new NoGradGuard();
    }

    @Override
    public void close() {
        guard.close();
    }
}
