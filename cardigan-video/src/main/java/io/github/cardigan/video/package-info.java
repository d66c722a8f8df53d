/**
 * Videos through FFmpeg, found by the library through {@link java.util.ServiceLoader}. Not part of the usual build.
 *
 * <p>May use {@code data} and {@code engine}; nothing uses this package by name.
 */
@NullMarked
package io.github.cardigan.video;

import org.jspecify.annotations.NullMarked;
