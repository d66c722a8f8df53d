/**
 * The top floor: one file, or one small package, for each system of the literature, and the registry that the command line lists.
 *
 * <p>A recipe says which options it has, builds its networks and lays down its phases; it may use everything below.
 */
@NullMarked
package io.github.cardigan.recipe;

import org.jspecify.annotations.NullMarked;
