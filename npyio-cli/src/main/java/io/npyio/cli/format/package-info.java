/**
 * The kinds of files that the command reads and writes, one class each. Whatever the kind, a source
 * is an array over a mapped file, and a target takes an array piece by piece: memory use does not
 * depend on sizes.
 */
@NullMarked
package io.npyio.cli.format;

import org.jspecify.annotations.NullMarked;
