/**
 * Layers as small immutable descriptions, and the networks built from them.
 *
 * <p>A {@link io.github.cardigan.network.Layer} infers shapes before anything is allocated and knows its parameters, its FLOPs
 * and its PyTorch-compatible names; a {@link io.github.cardigan.network.Network} owns the weights. May use {@code engine} and
 * {@code io}.
 */
@NullMarked
package io.github.cardigan.network;

import org.jspecify.annotations.NullMarked;
