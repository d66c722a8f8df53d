/**
 * Where samples come from: IDX files, folders and ZIP files of images, the embedded sets of images and points drawn by code, and
 * the batches made of them ahead of time.
 *
 * <p>Plain Java: nothing here touches a tensor. May use {@code engine} for shapes, and {@code io}.
 */
@NullMarked
package io.github.cardigan.data;

import org.jspecify.annotations.NullMarked;
