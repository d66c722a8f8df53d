package io.github.cardigan.recipe;

/** The adversarial losses by name. */
enum ObjectiveKind {
    /** Goodfellow et al. 2014, equation 1: saturates. */
    MINIMAX,
    /** Goodfellow et al. 2014, section 3. */
    NON_SATURATING,
    /** Mao et al. 2016. */
    LEAST_SQUARES,
    /** Arjovsky et al. 2017. */
    WASSERSTEIN,
    /** Lim, Ye 2017; Miyato et al. 2018. */
    HINGE,
    /** Jolicoeur-Martineau 2018. */
    RELATIVISTIC;

    /** Whether scores are held against targets that can be smoothed. */
    boolean hasTargets() {
        return this == MINIMAX || this == NON_SATURATING || this == LEAST_SQUARES;
    }
}
