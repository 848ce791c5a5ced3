/**
 * Arrays reduced to what a screen can show: tiles of heat maps, least and greatest elements of
 * lines, ranges of values. Small requests are answered from the array itself, large ones from what
 * a scan in the background has kept, and until that is done from a sample.
 *
 * <p>No argument may be null unless it is annotated.
 */
@NullMarked
package io.npyio.view.reduce;

import org.jspecify.annotations.NullMarked;
