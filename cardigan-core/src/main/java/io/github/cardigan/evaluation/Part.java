package io.github.cardigan.evaluation;

/** What is kept of the features of images. */
public enum Part {
    /** Mean and covariance: constant memory. */
    MOMENTS,
    /** Every vector: 4 bytes a value. */
    ROWS,
    /** Class probabilities of every image; only a {@link ProbabilityExtractor} gives them. */
    PROBABILITIES
}
