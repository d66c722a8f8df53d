package io.github.cardigan;

/** The machine cannot run libtorch as asked: natives missing or not loadable, a GPU that is not there. */
public final class EngineException extends CardiganException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message, String hint) {
        super(message, hint);
    }

    public EngineException(String message, String hint, Throwable cause) {
        super(message, hint);
        initCause(cause);
    }
}
