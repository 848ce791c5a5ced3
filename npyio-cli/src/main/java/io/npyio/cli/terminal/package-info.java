/** Arrays on a terminal: a grid and a picture, by the keys of {@code less}. */
@NullMarked
package io.npyio.cli.terminal;

import org.jspecify.annotations.NullMarked;
