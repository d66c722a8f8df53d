package io.github.cardigan.judging;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.Images;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Some images of another set that follow one another. */
record ImagesPart(Images whole, int start, int size) implements Images {

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public Shape shape() {
        return whole.shape();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public int label(int index) {
        return whole.label(start + index);
    }

    @Override
    public Tensor batch(int first, int count) {
        return whole.batch(start + first, count);
    }

    @Override
    public String fingerprint() {
        return whole.fingerprint() + " from " + start + ", " + size;
    }
}
