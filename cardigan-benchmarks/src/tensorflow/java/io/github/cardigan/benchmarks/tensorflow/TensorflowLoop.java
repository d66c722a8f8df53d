package io.github.cardigan.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The bench's iteration as one run of a TensorFlow graph, fp32: the discriminator's update on a real and a fake batch, then the
 * generator's through the updated discriminator and the same fake batch, as the tutorial's loop does it. Only the gradients
 * that an update needs are in the graph.
 */
final class TensorflowLoop implements AutoCloseable {

    private static final int BATCH = 64;

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> real;
    private final Op iteration;
    private final Operand<TFloat32> discriminatorLoss;
    private final Operand<TFloat32> generatorLoss;
    private final List<Operand<TFloat32>> weights = new ArrayList<>();

    /** @param threads that one operation may use */
    TensorflowLoop(int threads) {
        Ops tf = Ops.create(graph);
        TensorflowNetworks networks = new TensorflowNetworks(tf, BATCH);
        Parameters generator = networks.generatorParameters();
        Parameters discriminator = networks.discriminatorParameters();
        real = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(BATCH, 28, 28, 1)));

        List<Operand<TFloat32>> g = generator.read();
        TensorflowNetworks.Generated fake = networks.generate(g);

        List<Operand<TFloat32>> d = discriminator.read();
        discriminatorLoss = tf.math.add(
                crossEntropy(tf, tf.math.neg(networks.score(real, d))), crossEntropy(tf, networks.score(fake.images(), d)));
        List<Op> discriminatorUpdate = discriminator.adam(discriminatorLoss, d);

        List<Operand<TFloat32>> updated = discriminator.readAfter(discriminatorUpdate);
        generatorLoss = crossEntropy(tf, tf.math.neg(networks.score(fake.images(), updated)));
        List<Op> all = new ArrayList<>(generator.adam(generatorLoss, g));
        all.addAll(discriminatorUpdate);
        all.addAll(fake.statisticsUpdate());
        iteration = tf.withControlDependencies(all).noOp();
        weights.addAll(g);
        weights.addAll(d);

        List<Op> initialisers = new ArrayList<>(generator.initialisers());
        initialisers.addAll(discriminator.initialisers());
        Op initialise = tf.withControlDependencies(initialisers).noOp();
        session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(threads)
                        .build());
        session.run(initialise);
    }

    /**
     * Binary cross-entropy from logits where all answers should be the same: {@code mean(log(1 + exp(wrong)))}.
     *
     * @param wrong logits of the answer that they should not give
     */
    private static Operand<TFloat32> crossEntropy(Ops tf, Operand<TFloat32> wrong) {
        return tf.math.mean(tf.math.softplus(wrong), tf.constant(new int[] {0, 1}));
    }

    /**
     * One iteration.
     *
     * @param values real samples {@code [64, 28, 28, 1]}, which with one channel are those of {@code [64, 1, 28, 28]}
     */
    void step(float[] values) {
        try (TFloat32 batch = batch(values);
                Result nothing = session.runner().feed(real, batch).addTarget(iteration).run()) {
            assert nothing.size() == 0;
        }
    }

    /** One iteration that also tells the losses it computed: the discriminator's, the generator's. */
    double[] stepWithLosses(float[] values) {
        try (TFloat32 batch = batch(values);
                Result losses = session.runner()
                        .feed(real, batch)
                        .addTarget(iteration)
                        .fetch(discriminatorLoss)
                        .fetch(generatorLoss)
                        .run()) {
            return new double[] {((TFloat32) losses.get(0)).getFloat(), ((TFloat32) losses.get(1)).getFloat()};
        }
    }

    private static TFloat32 batch(float[] values) {
        return TFloat32.tensorOf(Shape.of(BATCH, 28, 28, 1), DataBuffers.of(values));
    }

    /** Copies of all trained variables: the generator's, then the discriminator's. */
    List<float[]> weights() {
        Session.Runner runner = session.runner();
        weights.forEach(runner::fetch);
        try (Result fetched = runner.run()) {
            List<float[]> copies = new ArrayList<>();
            for (int i = 0; i < fetched.size(); i++) {
                TFloat32 tensor = (TFloat32) fetched.get(i);
                float[] copy = new float[Math.toIntExact(tensor.size())];
                tensor.copyTo(DataBuffers.of(copy));
                copies.add(copy);
            }
            return copies;
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
