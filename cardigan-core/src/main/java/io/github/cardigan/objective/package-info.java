/**
 * What the players minimise: adversarial losses as a pair for discriminator and generator.
 *
 * <p>Formulas on tensors, without networks or state. May use {@code engine}.
 */
@NullMarked
package io.github.cardigan.objective;

import org.jspecify.annotations.NullMarked;
