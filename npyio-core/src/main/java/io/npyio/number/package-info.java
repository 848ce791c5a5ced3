/**
 * Numbers that Java lacks: half, bfloat16, float8, int4 and x87; and the shortest digits of
 * numbers.
 */
@NullMarked
package io.npyio.number;

import org.jspecify.annotations.NullMarked;
