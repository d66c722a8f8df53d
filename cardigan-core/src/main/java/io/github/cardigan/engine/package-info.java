/**
 * The ground floor: loading the natives, devices and precision, scopes for native memory, random numbers, gradients, flat
 * parameter storage and optimizers.
 *
 * <p>The only package that creates a {@code PointerScope}. {@link org.bytedeco.pytorch.Tensor} is libtorch's own and is not
 * wrapped. May use nothing of Cardigan but its exceptions.
 */
@NullMarked
package io.github.cardigan.engine;

import org.jspecify.annotations.NullMarked;
