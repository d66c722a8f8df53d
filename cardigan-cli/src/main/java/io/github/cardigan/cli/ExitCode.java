package io.github.cardigan.cli;

/** What the process says when it ends; a promise to scripts. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** After a checkpoint. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
