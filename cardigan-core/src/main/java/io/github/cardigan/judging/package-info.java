/**
 * Judging a data set's images or a model as a whole: the classifier that reads a data set, the choice of extractor and metrics, an
 * evaluation from what is asked to its files, and the same along a training. May use everything else.
 */
@NullMarked
package io.github.cardigan.judging;

import org.jspecify.annotations.NullMarked;
