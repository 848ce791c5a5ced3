/**
 * What an array is: a dtype, a shape, an order, and the bytes they describe. No input or output.
 */
@NullMarked
package io.npyio.array;

import org.jspecify.annotations.NullMarked;
