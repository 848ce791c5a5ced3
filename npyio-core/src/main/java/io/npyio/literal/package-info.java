/**
 * Python literals as Java values. The headers of {@code .npy} files are written in this syntax.
 *
 * <pre>{@code
 * PyLiteral header = PyLiteral.parse("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }");
 * header.text();   // {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4)}
 * }</pre>
 *
 * <p>All values are immutable. Nothing is ever executed: text that is not a literal is refused with
 * a {@link LiteralException} that gives the position. The values accepted and refused are those of
 * CPython 3.11's {@code ast.literal_eval}, with these deliberate differences:
 *
 * <ul>
 *   <li>refused here: complex sums such as {@code 1+2j}; a sign before a parenthesis such as {@code
 *       -(1)}; integers in base 2, 8 or 16 of more than 4300 digits; {@code \N{...}} with one of
 *       the names that {@link Character#codePointOf} does not know (aliases, sequences, Hangul
 *       syllables and ideographs by their Python names);
 *   <li>accepted here: a last line of blanks without a line end; unpaired surrogates in a string as
 *       they are (no decoded file contains them);
 *   <li>a string is a Java string: two surrogates written as two escapes become one character;
 *   <li>all items of a set and all entries of a dict, including equal ones, are kept in the order
 *       written.
 * </ul>
 */
@NullMarked
package io.npyio.literal;

import org.jspecify.annotations.NullMarked;
