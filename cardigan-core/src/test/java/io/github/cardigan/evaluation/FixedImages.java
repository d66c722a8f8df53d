package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The images of one tensor {@code [N, C, H, W]}, which its scope owns. */
record FixedImages(Tensor all) implements Images {

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public Shape shape() {
        return Shape.image((int) all.size(1), (int) all.size(2), (int) all.size(3));
    }

    @Override
    public int size() {
        return (int) all.size(0);
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public int label(int index) {
        return -1;
    }

    @Override
    public Tensor batch(int first, int count) {
        return all.narrow(0, first, count);
    }

    @Override
    public String fingerprint() {
        return "";
    }
}
