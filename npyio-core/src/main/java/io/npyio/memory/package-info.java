/**
 * Bytes addressed by a {@code long}: on the heap, in a buffer of the caller's, or mapped from a
 * file.
 *
 * <p>The lowest layer: it knows positions, byte orders and Java's primitive types, but not arrays.
 * Positions are offsets in bytes from the start of the memory. A position outside the memory is a
 * fault of the caller and ends in an {@link IndexOutOfBoundsException}.
 */
@NullMarked
package io.npyio.memory;

import org.jspecify.annotations.NullMarked;
