package io.github.cardigan.evaluation;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** An extractor that also says what an image shows. */
public interface ProbabilityExtractor extends Extractor {

    /**
     * What came of a batch, owned by the scope that was current.
     *
     * @param features {@code [N, size]} in fp32, on the processor
     * @param probabilities {@code [N, classes]} in fp32, on the processor; each row sums to 1
     */
    record Reading(Tensor features, Tensor probabilities) {}

    /** The names of the classes in label order, at least 2. */
    List<String> classes();

    /**
     * Features and probabilities in one pass.
     *
     * @param images as for {@link #features}
     */
    Reading read(Tensor images);

    @Override
    default Tensor features(Tensor images) {
        return read(images).features();
    }
}
