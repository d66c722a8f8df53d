package io.github.cardigan.latent;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** What a search in the latent space makes small. */
public interface LatentLoss {

    /**
     * One loss per latent; row i depends on latent i alone, and can be differentiated.
     *
     * @param z latents {@code [N, latent.size]}, on the generator's device
     * @param samples what the generator makes of them, {@code [N, ...shape]}
     * @return {@code [N]}, owned by the current scope
     */
    Tensor perSample(Tensor z, Tensor samples);

    /**
     * Whether it can judge such samples.
     *
     * @throws io.github.cardigan.ConfigurationException if it cannot
     */
    default void requireShape(Shape sample) {}
}
