package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** From images to the vectors that metrics compare. */
public interface Extractor extends AutoCloseable {

    /** Part of a metric's name: {@code pixels}, {@code classifier}, {@code inception-v3}. */
    String name();

    /** Values per image. */
    int size();

    /**
     * @throws io.github.cardigan.ConfigurationException if it cannot take images of this shape
     */
    void requireShape(Shape image);

    /**
     * @param images {@code [N, channels, height, width]} in [-1, 1]; points {@code [N, 2]} for who can take them
     * @return {@code [N, size]} in fp32, on the processor, owned by the current scope; row i depends on image i alone
     */
    Tensor features(Tensor images);

    /** SHA-256, in hexadecimal, over what determines the features: weights and preprocessing. */
    String fingerprint();

    @Override
    void close();
}
