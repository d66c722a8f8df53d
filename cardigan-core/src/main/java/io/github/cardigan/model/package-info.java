/**
 * What leaves a run: {@code model.json} and {@code model.safetensors}, enough to generate anywhere.
 *
 * <p>May use {@code engine}, {@code io}, {@code data} for pictures, and {@code network}.
 */
@NullMarked
package io.github.cardigan.model;

import org.jspecify.annotations.NullMarked;
