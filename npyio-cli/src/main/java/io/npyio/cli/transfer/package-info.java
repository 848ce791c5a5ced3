/**
 * Arrays on their way between files: an {@link io.npyio.cli.transfer.OpenArray} is read, an {@link
 * io.npyio.cli.transfer.ArrayWrite} is written, both block by block, so that memory use does not
 * depend on the size of a file.
 *
 * <p>A file appears under its name when it is whole ({@link io.npyio.cli.transfer.Replacement}),
 * and {@link io.npyio.cli.transfer.Cleanup} removes what Ctrl-C would leave behind.
 */
@NullMarked
package io.npyio.cli.transfer;

import org.jspecify.annotations.NullMarked;
