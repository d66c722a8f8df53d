package io.github.cardigan.study;

/** How a training of a study ended. */
public enum TrialStatus {
    /** Trained, and judged where that was asked for. */
    DONE,
    /** Something became not a number: a result, which trying again would not change. */
    DIVERGED,
    /** Anything else went wrong: data, disk, memory; to be tried again. */
    FAILED;

    /** For people and files: {@code done}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
