package io.github.cardigan.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.math.Mul;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.types.TFloat32;

/**
 * One network's variables in a graph, and the Adam that trains them (Kingma and Ba 2014, arXiv:1412.6980).
 *
 * <p>They are resource variables, whose reads can be ordered after an update within one run of the graph.
 */
final class Parameters {

    private static final float LEARNING_RATE = 2e-4f;
    private static final float BETA1 = 0.5f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Ops tf;
    private final String network;
    private final List<VarHandleOp> handles = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Op> initialisers = new ArrayList<>();
    private int variables;

    Parameters(Ops tf, String network) {
        this.tf = tf;
        this.network = network;
    }

    /** A trained variable, uniform in -bound..bound at first. */
    Parameters weight(double bound, long... sizes) {
        Operand<TFloat32> unit =
                tf.random.randomUniform(tf.constant(sizes), TFloat32.class, RandomUniform.seed((long) handles.size() + 1));
        Operand<TFloat32> centred = tf.math.sub(unit, tf.constant(0.5f));
        return trained(Shape.of(sizes), tf.math.mul(centred, tf.constant((float) (2 * bound))));
    }

    /** A trained vector, the same value everywhere at first. */
    Parameters constant(float value, long size) {
        return trained(Shape.of(size), filled(Shape.of(size), value));
    }

    private Parameters trained(Shape shape, Operand<TFloat32> start) {
        handles.add(variable(shape, start));
        shapes.add(shape);
        return this;
    }

    /** A variable that no gradient reaches, such as a running mean. */
    VarHandleOp untrained(Shape shape, float value) {
        return variable(shape, filled(shape, value));
    }

    private VarHandleOp variable(Shape shape, Operand<TFloat32> start) {
        VarHandleOp handle =
                tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(network + "-" + variables++));
        initialisers.add(tf.assignVariableOp(handle, start));
        return handle;
    }

    private Operand<TFloat32> filled(Shape shape, float value) {
        return tf.fill(tf.constant(shape), tf.constant(value));
    }

    /** The trained variables' values, in the order they were made. */
    List<Operand<TFloat32>> read() {
        return readAfter(List.of());
    }

    /** The same, read only once these operations are done. */
    List<Operand<TFloat32>> readAfter(List<Op> operations) {
        Ops later = tf.withControlDependencies(operations);
        List<Operand<TFloat32>> values = new ArrayList<>();
        for (VarHandleOp handle : handles) {
            values.add(later.readVariableOp(handle, TFloat32.class));
        }
        return values;
    }

    /**
     * One update.
     *
     * @param loss a scalar
     * @param values what {@link #read()} returned and the loss was computed from
     * @return the operations that update
     */
    List<Op> adam(Operand<TFloat32> loss, List<Operand<TFloat32>> values) {
        VarHandleOp power1 = untrained(Shape.scalar(), BETA1);
        VarHandleOp power2 = untrained(Shape.scalar(), BETA2);
        Operand<TFloat32> beta1 = tf.constant(BETA1);
        Operand<TFloat32> beta2 = tf.constant(BETA2);
        Operand<TFloat32> beta1Power = tf.readVariableOp(power1, TFloat32.class);
        Operand<TFloat32> beta2Power = tf.readVariableOp(power2, TFloat32.class);
        var gradients = tf.gradients(loss, values);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            updates.add(tf.train.resourceApplyAdam(
                    handles.get(i),
                    untrained(shapes.get(i), 0),
                    untrained(shapes.get(i), 0),
                    beta1Power,
                    beta2Power,
                    tf.constant(LEARNING_RATE),
                    beta1,
                    beta2,
                    tf.constant(EPSILON),
                    gradients.<TFloat32>dy(i)));
        }
        Mul<TFloat32> next1 = tf.math.mul(beta1Power, beta1);
        Mul<TFloat32> next2 = tf.math.mul(beta2Power, beta2);
        updates.add(tf.assignVariableOp(power1, next1));
        updates.add(tf.assignVariableOp(power2, next2));
        return updates;
    }

    /** Sets all variables, those of Adam too: to be run once, before everything else. */
    List<Op> initialisers() {
        return List.copyOf(initialisers);
    }
}
