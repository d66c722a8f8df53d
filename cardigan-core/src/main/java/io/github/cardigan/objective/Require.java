package io.github.cardigan.objective;

import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Checks that objectives and penalties make. */
final class Require {

    private Require() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected " + name + " above 0, got " + value);
        }
    }

    static void realTarget(double value) {
        if (!(value > 0.5 && value <= 1)) {
            throw new IllegalArgumentException("expected realTarget in (0.5, 1], got " + value);
        }
    }

    static void sameShape(String what, Tensor real, Tensor fake) {
        if (!Arrays.equals(Tensors.shape(real), Tensors.shape(fake))) {
            throw new IllegalArgumentException("expected as many real as generated " + what + " and of one shape, got "
                    + Arrays.toString(Tensors.shape(real)) + " and " + Arrays.toString(Tensors.shape(fake)));
        }
    }
}
