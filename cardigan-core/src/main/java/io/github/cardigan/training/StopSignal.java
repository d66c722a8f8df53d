package io.github.cardigan.training;

/** Asks a training to end after the step it is in. Safe from any thread. */
public final class StopSignal {

    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public boolean requested() {
        return requested;
    }
}
