package io.github.cardigan;

/** Training produced a loss, a score or a weight that is not a finite number. */
public final class DivergenceException extends CardiganException {

    private static final long serialVersionUID = 1L;

    public DivergenceException(String message, String hint) {
        super(message, hint);
    }
}
