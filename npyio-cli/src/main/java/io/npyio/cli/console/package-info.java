/** The streams of the command: results, the progress line, and errors in one line each. */
@NullMarked
package io.npyio.cli.console;

import org.jspecify.annotations.NullMarked;
