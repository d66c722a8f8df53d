package io.github.cardigan.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The 28x28 DCGAN's two networks as TensorFlow operations, channels last. Sizes and order as in {@code TutorialLoop}. */
final class TensorflowNetworks {

    private static final float DROPOUT = 0.3f;

    private final Ops tf;
    private final long batch;
    private final List<VarHandleOp> statistics = new ArrayList<>();

    TensorflowNetworks(Ops tf, long batch) {
        this.tf = tf;
        this.batch = batch;
    }

    /**
     * A fake batch.
     *
     * @param images {@code [batch, 28, 28, 1]} in -1..1
     * @param statisticsUpdate moves the running means and variances of the batch norms
     */
    record Generated(Operand<TFloat32> images, List<Op> statisticsUpdate) {}

    Parameters generatorParameters() {
        Parameters generator = new Parameters(tf, "generator");
        generator.weight(0.1, 100, 12544);
        norm(generator, 12544);
        generator.weight(0.018, 5, 5, 128, 256);
        norm(generator, 128);
        generator.weight(0.025, 5, 5, 64, 128);
        norm(generator, 64);
        return generator.weight(0.2, 5, 5, 1, 64);
    }

    private void norm(Parameters generator, long channels) {
        generator.constant(1, channels).constant(0, channels);
        statistics.add(generator.untrained(Shape.of(channels), 0));
        statistics.add(generator.untrained(Shape.of(channels), 1));
    }

    Parameters discriminatorParameters() {
        return new Parameters(tf, "discriminator")
                .weight(0.2, 5, 5, 1, 64)
                .weight(0.2, 64)
                .weight(0.025, 5, 5, 64, 128)
                .weight(0.025, 128)
                .weight(0.012, 6272, 1)
                .weight(0.012, 1);
    }

    /** New images from new noise, with these values of the generator's variables. */
    Generated generate(List<Operand<TFloat32>> g) {
        List<Op> updates = new ArrayList<>();
        Operand<TFloat32> z = tf.random.randomStandardNormal(tf.constant(new long[] {batch, 100}), TFloat32.class);
        Operand<TFloat32> x = tf.linalg.matMul(z, g.get(0)); // [N, 12544]
        x = tf.reshape(x, tf.constant(new long[] {batch, 1, 1, 12544}));
        x = activate(x, g, 1, updates);
        x = tf.reshape(x, tf.constant(new long[] {batch, 7, 7, 256}));
        x = activate(grow(x, g.get(3), 1, 7, 128), g, 4, updates); // [N, 7, 7, 128]
        x = activate(grow(x, g.get(6), 2, 14, 64), g, 7, updates); // [N, 14, 14, 64]
        return new Generated(tf.math.tanh(grow(x, g.get(9), 2, 28, 1)), updates); // [N, 28, 28, 1]
    }

    private Operand<TFloat32> activate(Operand<TFloat32> x, List<Operand<TFloat32>> g, int at, List<Op> updates) {
        VarHandleOp mean = statistics.get((at - 1) / 3 * 2);
        VarHandleOp variance = statistics.get((at - 1) / 3 * 2 + 1);
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
                x,
                g.get(at),
                g.get(at + 1),
                tf.readVariableOp(mean, TFloat32.class),
                tf.readVariableOp(variance, TFloat32.class),
                FusedBatchNorm.epsilon(1e-5f),
                FusedBatchNorm.exponentialAvgFactor(0.1f),
                FusedBatchNorm.isTraining(true));
        updates.add(tf.assignVariableOp(mean, norm.batchMean()));
        updates.add(tf.assignVariableOp(variance, norm.batchVariance()));
        return leaky(norm.y());
    }

    private Operand<TFloat32> leaky(Operand<TFloat32> x) {
        return tf.nn.leakyRelu(x, LeakyRelu.alpha(0.3f));
    }

    /** Transposed convolution: the gradient of a convolution with regard to its input. */
    private Operand<TFloat32> grow(Operand<TFloat32> x, Operand<TFloat32> kernel, long stride, int side, int channels) {
        return tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {(int) batch, side, side, channels}),
                kernel,
                x,
                List.of(1L, stride, stride, 1L),
                "SAME");
    }

    /** Logits {@code [batch, 1]} of images {@code [batch, 28, 28, 1]}, with these values of the discriminator's variables. */
    Operand<TFloat32> score(Operand<TFloat32> images, List<Operand<TFloat32>> d) {
        Operand<TFloat32> x = shrink(images, d.get(0), d.get(1), 14, 64); // [N, 14, 14, 64]
        x = shrink(x, d.get(2), d.get(3), 7, 128); // [N, 7, 7, 128]
        x = tf.reshape(x, tf.constant(new long[] {batch, 6272}));
        return tf.nn.biasAdd(tf.linalg.matMul(x, d.get(4)), d.get(5));
    }

    private Operand<TFloat32> shrink(
            Operand<TFloat32> x, Operand<TFloat32> kernel, Operand<TFloat32> bias, long side, long channels) {
        Operand<TFloat32> y = tf.nn.conv2d(x, kernel, List.of(1L, 2L, 2L, 1L), "SAME");
        return dropout(leaky(tf.nn.biasAdd(y, bias)), tf.constant(new long[] {batch, side, side, channels}));
    }

    /** As {@code tf.nn.dropout}: uniform numbers, compared with the rate. */
    private Operand<TFloat32> dropout(Operand<TFloat32> x, Operand<TInt64> shape) {
        Operand<TFloat32> uniform = tf.random.randomUniform(shape, TFloat32.class);
        Operand<TFloat32> kept =
                tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(DROPOUT)), TFloat32.class);
        return tf.math.mul(tf.math.mul(x, tf.constant(1 / (1 - DROPOUT))), kept);
    }
}
