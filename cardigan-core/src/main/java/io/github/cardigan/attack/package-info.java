/**
 * Adversarial examples, and what helps against them: attacks that move an image a little and change how a classifier reads it,
 * transfer and black-box attacks, defences, and the measurement of accuracy against the size of the perturbation.
 *
 * <p>Images lie in [-1, 1] as everywhere; epsilons, step sizes and distances are those of the literature, of an image in [0, 1].
 * {@link io.github.cardigan.attack.PixelRange} is the one place that converts. May use everything but {@code recipe}.
 */
@NullMarked
package io.github.cardigan.attack;

import org.jspecify.annotations.NullMarked;
