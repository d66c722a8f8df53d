package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;

/** A layer that cannot work on the shape it is given. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String complaint;

    public ShapeException(String message) {
        this("", message);
    }

    private ShapeException(String path, String complaint) {
        super(path.isEmpty() ? complaint : "layer " + path + ": " + complaint);
        this.path = path;
        this.complaint = complaint;
    }

    /** For example {@code Conv2d expects an image [channels, height, width], got [100]}. */
    static ShapeException expected(Layer layer, String expected, Shape got) {
        return new ShapeException(layer.kind() + " expects " + expected + ", got " + got);
    }

    /** The same, seen from the layer around: {@code layer 2.body.0: Conv2d expects ...}. */
    ShapeException in(String parent) {
        return new ShapeException(path.isEmpty() ? parent : parent + "." + path, complaint);
    }
}
