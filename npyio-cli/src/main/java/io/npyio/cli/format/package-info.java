/**
 * The files that the command reads and writes: an {@link io.npyio.cli.format.ArrayFile} knows its
 * path and its kind, {@link io.npyio.cli.format.ArrayFiles} finds out which kind that is.
 */
@NullMarked
package io.npyio.cli.format;

import org.jspecify.annotations.NullMarked;
