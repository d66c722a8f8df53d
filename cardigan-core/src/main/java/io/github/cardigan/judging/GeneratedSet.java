package io.github.cardigan.judging;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.evaluation.Images;
import java.util.List;

/** Images with the classes that they were asked for, made once and held as floats, for a classifier to learn from. */
final class GeneratedSet implements Dataset {

    private static final int AT_ONCE = 256;

    private final Images images;
    private final float[][] values;

    GeneratedSet(Images images) {
        this.images = images;
        int elements = images.shape().elements();
        values = new float[images.size()][elements];
        for (int first = 0; first < values.length; first += AT_ONCE) {
            int count = Math.min(AT_ONCE, values.length - first);
            try (TensorScope scope = new TensorScope()) {
                float[] batch = Tensors.toFloats(images.batch(first, count));
                for (int i = 0; i < count; i++) {
                    System.arraycopy(batch, i * elements, values[first + i], 0, elements);
                }
            }
        }
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        System.arraycopy(values[index], 0, target, offset, values[index].length);
    }

    @Override
    public String fingerprint() {
        return images.fingerprint();
    }
}
