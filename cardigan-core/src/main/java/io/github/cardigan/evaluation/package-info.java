/**
 * How good generated samples are: extractor, statistics, metric. Takes images, never a trainer. May use everything but {@code
 * attack} and {@code recipe}.
 */
@NullMarked
package io.github.cardigan.evaluation;

import org.jspecify.annotations.NullMarked;
