/** Numbers that Java does not have: half, bfloat16, float8, x87, and their shortest digits. */
@NullMarked
package io.npyio.number;

import org.jspecify.annotations.NullMarked;
