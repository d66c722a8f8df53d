package io.github.cardigan.data;

import io.github.cardigan.DataException;

/** The set is there, the part of it that was asked for is not: who can do with the whole may take that. */
public final class MissingPartException extends DataException {

    private static final long serialVersionUID = 1L;

    MissingPartException(String message, String hint) {
        super(message, hint);
    }
}
