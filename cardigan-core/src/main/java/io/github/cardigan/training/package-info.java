/**
 * The training loop: a {@link io.github.cardigan.training.Trainer} runs the phases of a {@link io.github.cardigan.training.Plan}
 * over batches, within a budget, and tells listeners what happened. Nothing here writes files.
 *
 * <p>May use {@code engine}, {@code data}, {@code network} and {@code objective}.
 */
@NullMarked
package io.github.cardigan.training;

import org.jspecify.annotations.NullMarked;
