package io.github.cardigan.training;

/** Why a training ended. */
public enum Outcome {
    /** The budget is used up. */
    FINISHED,
    /** What decides has not improved for as long as was waited; there is budget left. */
    SETTLED,
    /** Somebody asked for it; there is budget left. */
    STOPPED
}
