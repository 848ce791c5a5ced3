/** Arrays printed as NumPy prints them: {@link io.npyio.print.ArrayPrinter}. */
@NullMarked
package io.npyio.print;

import org.jspecify.annotations.NullMarked;
