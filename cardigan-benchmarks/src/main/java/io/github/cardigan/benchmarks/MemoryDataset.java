package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;

/** Samples of another set held as floats, so that a bench of computing measures no loading. */
final class MemoryDataset implements Dataset {

    private final Dataset source;
    private final float[] values;

    MemoryDataset(Dataset source) {
        this.source = source;
        int elements = source.shape().elements();
        values = new float[Math.multiplyExact(source.size(), elements)];
        for (int i = 0; i < source.size(); i++) {
            source.read(i, values, i * elements);
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public Optional<ImagePair> pair() {
        return source.pair();
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int elements = shape().elements();
        System.arraycopy(values, index * elements, target, offset, elements);
    }

    @Override
    public String fingerprint() {
        return source.fingerprint();
    }
}
