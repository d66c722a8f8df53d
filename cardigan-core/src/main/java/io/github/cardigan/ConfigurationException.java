package io.github.cardigan;

/** An option, a size or a combination that cannot work: unknown, out of range, or contradicting another. */
public final class ConfigurationException extends CardiganException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message, String hint) {
        super(message, hint);
    }

    public ConfigurationException(String message, String hint, Throwable cause) {
        super(message, hint);
        initCause(cause);
    }
}
