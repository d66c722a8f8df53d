package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Images in memory, for tests: {@code [1, 1, width]} each. */
record ArrayImages(String name, float[] values, int width, int[] labels, List<String> classes) implements Images {

    static ArrayImages of(float[] values, int width) {
        int[] labels = new int[values.length / width];
        Arrays.fill(labels, -1);
        return new ArrayImages("array", values, width, labels, List.of());
    }

    /** Looked at as they are, with everything kept. */
    static Features features(float[] values, int width, Part... parts) {
        ArrayImages images = of(values, width);
        return Features.extract(images, new PixelExtractor(images.shape()), java.util.Set.of(parts), (done, all) -> {});
    }

    /** Looked at as if each image were a row of probabilities. */
    static Features probabilities(float[] values, int width) {
        return of(values, width).read();
    }

    Features read() {
        return Features.extract(
                this, new TableExtractor(width), java.util.Set.of(Part.PROBABILITIES), (done, all) -> {});
    }

    @Override
    public Shape shape() {
        return Shape.image(1, 1, width);
    }

    @Override
    public int size() {
        return values.length / width;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public Tensor batch(int first, int count) {
        float[] part = Arrays.copyOfRange(values, first * width, (first + count) * width);
        return Tensor.create(part, shape().batch(count));
    }

    @Override
    public String fingerprint() {
        return Fingerprints.of(name + Arrays.hashCode(values));
    }
}
