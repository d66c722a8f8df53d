package io.github.cardigan.latent;

import org.bytedeco.pytorch.Tensor;

/** What a person's scores are explained by. */
@FunctionalInterface
public interface LatentFeatures {

    /** The latents themselves: a preference is a direction in the latent space. */
    LatentFeatures LATENTS = (z, samples) -> z;

    /**
     * @param z latents {@code [N, latent.size]}
     * @param samples what the generator makes of them
     * @return {@code [N, features]}, differentiable, owned by the current scope
     */
    Tensor of(Tensor z, Tensor samples);
}
