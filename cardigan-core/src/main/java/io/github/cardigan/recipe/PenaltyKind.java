package io.github.cardigan.recipe;

/** The prices on a discriminator's slope by name. */
enum PenaltyKind {
    NONE,
    /** Between real and generated samples, any deviation from the target (Gulrajani et al. 2017). */
    GRADIENT,
    /** The same for slopes steeper than the target only. */
    GRADIENT_ONE_SIDED,
    /** Around real samples (Kodali et al. 2017). */
    DRAGAN,
    /** At real samples, towards 0 (Mescheder et al. 2018). */
    R1,
    /** At generated samples, towards 0 (Mescheder et al. 2018). */
    R2
}
