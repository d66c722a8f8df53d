package io.github.cardigan.training;

/** Hears what a trainer does, in its thread. An exception from a listener ends the training. */
public interface TrainingListener {

    /** Before the first step of this session. */
    default void started(Trainer trainer) {}

    /** After each step; the trainer's networks and state may be read here. */
    default void stepDone(Trainer trainer, StepReport report) {}

    /** Something goes wrong with the training, or no longer does; after {@link #stepDone} of the step it was noticed at. */
    default void found(Trainer trainer, Finding finding) {}

    /** Something a person should know: a damaged image was left out, say. */
    default void warned(String message) {}
}
