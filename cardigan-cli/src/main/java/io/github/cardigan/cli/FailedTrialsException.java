package io.github.cardigan.cli;

import io.github.cardigan.CardiganException;

/** A study went through, and some of its trainings did not. */
final class FailedTrialsException extends CardiganException {

    private static final long serialVersionUID = 1L;

    FailedTrialsException(String message, String hint) {
        super(message, hint);
    }
}
