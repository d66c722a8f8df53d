/**
 * Studies: a grid of recipes, options and seeds, what each training came to, and the table over the seeds. Plain values and files;
 * who trains and judges is the command line's business. May use everything else.
 */
@NullMarked
package io.github.cardigan.study;

import org.jspecify.annotations.NullMarked;
