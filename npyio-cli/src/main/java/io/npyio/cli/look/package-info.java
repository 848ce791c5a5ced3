/** The files of the command as {@code npyio view} shows them, and the browser that it opens. */
@NullMarked
package io.npyio.cli.look;

import org.jspecify.annotations.NullMarked;
