/**
 * What can be done with a generator's latent space: walks, arithmetic, truncation, finding the latent of an image or the latent
 * that a classifier or a person likes best.
 *
 * <p>A latent z is a {@code float[]} of the generator's latent size; tensors appear only where images are made. May use {@code
 * engine}, {@code io}, {@code data} and {@code network}.
 */
@NullMarked
package io.github.cardigan.latent;

import org.jspecify.annotations.NullMarked;
