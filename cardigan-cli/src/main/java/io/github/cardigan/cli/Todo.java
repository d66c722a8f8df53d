package io.github.cardigan.cli;

/** What there is to do for a training of a study. */
enum Todo {
    TRAIN("to train"),
    RESUME("to go on with"),
    /** Trained, and judged by something else than what is asked now, or not at all. */
    JUDGE("to judge"),
    DONE("done"),
    DIVERGED("diverged");

    private final String text;

    Todo(String text) {
        this.text = text;
    }

    boolean open() {
        return this == TRAIN || this == RESUME || this == JUDGE;
    }

    /** For people. */
    @Override
    public String toString() {
        return text;
    }
}
