/** Charts of arrays: reducing a file to the data of a chart, and drawing it as PNG, SVG or text. */
@NullMarked
package io.npyio.cli.plot;

import org.jspecify.annotations.NullMarked;
