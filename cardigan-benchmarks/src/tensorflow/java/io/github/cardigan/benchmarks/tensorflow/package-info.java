/**
 * The bench's training step on TensorFlow Java, built only with the Maven profile {@code tensorflow}. It may use the benches of
 * {@code io.github.cardigan.benchmarks} and nothing of Cardigan's networks.
 */
@NullMarked
package io.github.cardigan.benchmarks.tensorflow;

import org.jspecify.annotations.NullMarked;
