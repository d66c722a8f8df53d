package io.github.cardigan.cli;

import io.github.cardigan.judging.Watcher;
import io.github.cardigan.training.StopSignal;
import java.util.HashSet;
import java.util.Set;

/** Lets an evaluation be stopped, which keeps nothing half-done, and says each sentence once in many evaluations. */
final class StoppableWatcher implements Watcher {

    private final Watcher watcher;
    private final StopSignal stop;
    private final Set<String> said = new HashSet<>();

    /** Somebody asked to stop while images were looked at. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    StoppableWatcher(Watcher watcher, StopSignal stop) {
        this.watcher = watcher;
        this.stop = stop;
    }

    /**
     * @throws StoppedException if somebody asked to stop
     */
    void requireGoOn() {
        if (stop.requested()) {
            throw new StoppedException();
        }
    }

    @Override
    public void notes(String sentence) {
        if (said.add(sentence)) {
            watcher.notes(sentence);
        }
    }

    @Override
    public void warns(String sentence) {
        if (said.add(sentence)) {
            watcher.warns(sentence);
        }
    }

    @Override
    public void progresses(String work, long done, long all) {
        requireGoOn();
        watcher.progresses(work, done, all);
    }
}
