/**
 * The two ends of the command: what it prints, the progress line, and what its errors say in one
 * line.
 */
@NullMarked
package io.npyio.cli.console;

import org.jspecify.annotations.NullMarked;
