/**
 * What a run leaves on disk: its folder, its numbers as they come, and the report that shows them.
 *
 * <p>May use everything below it.
 */
@NullMarked
package io.github.cardigan.run;

import org.jspecify.annotations.NullMarked;
