/**
 * The type, shape and order of an array, as values: {@link io.npyio.dtype.DType}, {@link
 * io.npyio.dtype.Shape} and {@link io.npyio.dtype.ArrayLayout}, which combines all three.
 *
 * <pre>{@code
 * ArrayLayout layout = ArrayLayout.of("<f4", 1000, 768);
 * System.out.println(layout.nbytes());                    // 3072000
 * }</pre>
 *
 * <p>All types are immutable and safe to share between threads. Null arguments are refused with a
 * {@link java.lang.NullPointerException}.
 */
@NullMarked
package io.npyio.dtype;

import org.jspecify.annotations.NullMarked;
