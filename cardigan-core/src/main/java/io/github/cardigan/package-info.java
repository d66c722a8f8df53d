/**
 * Cardigan: generative adversarial networks on the JVM.
 *
 * <p>This package holds only the exceptions a user can do something about; everything else lives one floor up, starting with
 * {@code engine}. It may use nothing else of Cardigan.
 */
@NullMarked
package io.github.cardigan;

import org.jspecify.annotations.NullMarked;
