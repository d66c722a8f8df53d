package io.github.cardigan;

/** Data that cannot be used: a path that does not exist, a folder without images, a file that is not what it says. */
public class DataException extends CardiganException {

    private static final long serialVersionUID = 1L;

    public DataException(String message, String hint) {
        super(message, hint);
    }

    public DataException(String message, String hint, Throwable cause) {
        super(message, hint);
        initCause(cause);
    }
}
