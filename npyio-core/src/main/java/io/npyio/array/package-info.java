/**
 * Arrays: {@link io.npyio.array.NdArray}, a view of bytes, and {@link io.npyio.array.ObjectArray},
 * which holds Python objects as Java values. This package does not read or write files.
 *
 * <pre>{@code
 * NdArray matrix = NdArray.of(new double[][] {{1, 2}, {3, 4}});
 * System.out.println(matrix.transpose());                 // [[1. 3.] [2. 4.]] on two lines
 * }</pre>
 *
 * <p>Null arguments are refused with a {@link java.lang.NullPointerException}. Arrays may be used
 * by several threads as long as they do not write to the same elements.
 */
@NullMarked
package io.npyio.array;

import org.jspecify.annotations.NullMarked;
