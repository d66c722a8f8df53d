package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.function.Consumer;

/** Temporary serial stand-in until the prefetching one is merged. */
public final class Batches implements AutoCloseable {
    private final Dataset data;
    private final int batchSize;
    private long taken;

    public Batches(Dataset data, int batchSize, long seed, long firstSample, int workers, Consumer<String> warnings) {
        this.data = data;
        this.batchSize = batchSize;
        this.taken = firstSample;
    }

    public Batch next() {
        Shape s = data.shape();
        float[] v = new float[batchSize * s.elements()];
        int[] l = new int[batchSize];
        for (int i = 0; i < batchSize; i++) {
            int k = (int) (taken++ % data.size());
            data.read(k, v, i * s.elements());
            l[i] = data.label(k);
        }
        return new Batch(v, l, batchSize);
    }

    public long samplesTaken() {
        return taken;
    }

    public long waitedNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
