/**
 * Files: written whole or not at all, checksums, strict safetensors, JSON, TensorBoard events.
 *
 * <p>May use {@code engine}; knows nothing of networks or training.
 */
@NullMarked
package io.github.cardigan.io;

import org.jspecify.annotations.NullMarked;
