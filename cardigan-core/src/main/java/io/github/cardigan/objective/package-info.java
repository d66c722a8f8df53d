/**
 * What the players minimise: adversarial losses as a pair for discriminator and generator, and penalties on the discriminator's slope.
 *
 * <p>Formulas on tensors, without networks; a penalty sees the discriminator as a function. May use {@code engine}.
 */
@NullMarked
package io.github.cardigan.objective;

import org.jspecify.annotations.NullMarked;
