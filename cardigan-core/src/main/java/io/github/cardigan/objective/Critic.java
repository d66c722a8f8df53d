package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;

/** What a {@link Penalty} looks at: a discriminator or critic as a function of samples alone. */
@FunctionalInterface
public interface Critic {

    /**
     * Judges samples.
     *
     * @param samples {@code [N, ...]}, to which gradients have to flow
     * @return scores {@code [N]} before any sigmoid, with history; or {@code [N/m]} where each judges m samples that follow one
     *     another
     */
    Tensor score(Tensor samples);
}
