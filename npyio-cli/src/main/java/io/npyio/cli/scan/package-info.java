/**
 * Passes over whole arrays, however large: the {@link io.npyio.cli.scan.Statistics} of one, the
 * {@link io.npyio.cli.scan.Difference} of two, the {@link io.npyio.cli.scan.Inspection} of a file.
 *
 * <p>An array is cut into {@link io.npyio.cli.scan.Region}s, which the threads of {@link
 * io.npyio.cli.scan.Workers} read block by block into buffers. The results are joined in the order
 * of the regions, so that they do not depend on the number of threads.
 */
@NullMarked
package io.npyio.cli.scan;

import org.jspecify.annotations.NullMarked;
