package io.github.cardigan;

/** A file of Cardigan's own (a model, a checkpoint) that is cut, altered, or of a newer format. */
public final class DamagedFileException extends CardiganException {

    private static final long serialVersionUID = 1L;

    public DamagedFileException(String message, String hint) {
        super(message, hint);
    }

    public DamagedFileException(String message, String hint, Throwable cause) {
        super(message, hint);
        initCause(cause);
    }
}
