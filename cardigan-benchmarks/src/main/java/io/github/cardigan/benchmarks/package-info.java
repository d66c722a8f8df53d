/**
 * Speed against the machine's limit and against other loops, in one process and interleaved, because machines are noisy.
 */
@NullMarked
package io.github.cardigan.benchmarks;

import org.jspecify.annotations.NullMarked;
