/**
 * Pictures of arrays: what is streamed out of a file for one, and how it is drawn, in a PNG or SVG
 * file or on a terminal.
 */
@NullMarked
package io.npyio.cli.plot;

import org.jspecify.annotations.NullMarked;
