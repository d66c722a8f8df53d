package io.github.cardigan.training;

/**
 * How far a training is.
 *
 * @param step finished iterations
 * @param samples real samples taken from the data so far
 * @param seconds time spent training, over all sessions
 */
public record Position(long step, long samples, double seconds) {

    public static final Position START = new Position(0, 0, 0);
}
