package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;

/** A layer that cannot work on the shape it is given. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        super(message);
    }

    /** For example {@code Conv2d expects an image [channels, height, width], got [100]}. */
    static ShapeException expected(Layer layer, String expected, Shape got) {
        return new ShapeException(layer.kind() + " expects " + expected + ", got " + got);
    }
}
