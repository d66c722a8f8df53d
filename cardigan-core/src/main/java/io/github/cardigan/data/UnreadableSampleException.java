package io.github.cardigan.data;

/** One sample of a set cannot be read; the batches leave it out, warn and count. */
public final class UnreadableSampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableSampleException(String message) {
        super(message);
    }

    public UnreadableSampleException(String message, Throwable cause) {
        super(message, cause);
    }
}
