package io.github.cardigan.judging;

import io.github.cardigan.evaluation.Features;

/** Hears what an evaluation does, in its thread. */
public interface Watcher {

    /** Something that was decided, or is about to happen, in a sentence. */
    void notes(String sentence);

    /** Something that a reader of the figures must know. */
    void warns(String sentence);

    /**
     * How far a part of the work is.
     *
     * @param work what it is, in a few words; another one begins another part
     * @param done from 0 to all
     */
    void progresses(String work, long done, long all);

    /** The same for looking at images. */
    default Features.Progress looking(String work) {
        return (done, all) -> progresses(work, done, all);
    }
}
