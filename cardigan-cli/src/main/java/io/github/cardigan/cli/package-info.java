/**
 * The command line: reads words, calls the library, prints. The only place that prints, and the only one that knows exit codes.
 */
@NullMarked
package io.github.cardigan.cli;

import org.jspecify.annotations.NullMarked;
