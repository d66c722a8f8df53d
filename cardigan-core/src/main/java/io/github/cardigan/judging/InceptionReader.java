package io.github.cardigan.judging;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.InceptionV3;
import io.github.cardigan.evaluation.ProbabilityExtractor;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Inception-v3 with the probabilities of its 1008 outputs, as the published Inception Score takes them. */
final class InceptionReader implements ProbabilityExtractor {

    private static final List<String> OUTPUTS =
            IntStream.range(0, 1008).mapToObj(Integer::toString).toList();

    private final InceptionV3 inception;

    InceptionReader(InceptionV3 inception) {
        this.inception = inception;
    }

    @Override
    public String name() {
        return inception.name();
    }

    @Override
    public int size() {
        return inception.size();
    }

    @Override
    public List<String> classes() {
        return OUTPUTS;
    }

    @Override
    public void requireShape(Shape image) {
        inception.requireShape(image);
    }

    /** Without the last layer, where nobody asks for probabilities. */
    @Override
    public Tensor features(Tensor images) {
        return inception.features(images);
    }

    @Override
    public Reading read(Tensor images) {
        Tensor features = inception.features(images);
        return new Reading(features, inception.probabilities(features).to(ScalarType.Float));
    }

    @Override
    public String fingerprint() {
        return inception.fingerprint();
    }

    @Override
    public void close() {
        inception.close();
    }
}
