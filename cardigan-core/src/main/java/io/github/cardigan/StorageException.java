package io.github.cardigan;

/** The disk said no: full, read-only, or locked by another run. Nothing that was there before is harmed. */
public final class StorageException extends CardiganException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message, String hint) {
        super(message, hint);
    }

    public StorageException(String message, String hint, Throwable cause) {
        super(message, hint);
        initCause(cause);
    }
}
