package io.github.cardigan;

/**
 * Something a user can mend: one sentence says what was expected, what came and where, and a hint says what to do.
 *
 * <p>The command line prints the message as one line and the hint below it, without a stack trace.
 */
public abstract class CardiganException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param message what was expected, what came, and where; one line
     * @param hint what to do about it; one line, may be empty
     */
    protected CardiganException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do about it; empty where the message already says so. */
    public final String hint() {
        return hint;
    }
}
