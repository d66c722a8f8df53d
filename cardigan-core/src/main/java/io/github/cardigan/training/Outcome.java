package io.github.cardigan.training;

/** Why a training ended. */
public enum Outcome {
    /** The budget is used up. */
    FINISHED,
    /** Somebody asked for it; there is budget left. */
    STOPPED
}
