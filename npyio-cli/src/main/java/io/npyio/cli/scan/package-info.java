/**
 * Passes over whole arrays, however large: {@link io.npyio.cli.scan.Statistics} of one, the {@link
 * io.npyio.cli.scan.Difference} of two, the {@link io.npyio.cli.scan.Inspection} of a file.
 *
 * <p>An array is cut into {@link io.npyio.cli.scan.Region}s, which a {@link
 * io.npyio.cli.scan.Workers} of threads reads block by block into Java arrays that are used again
 * and again. What comes of each part is joined in the order of the parts, so that the result does
 * not depend on the number of threads.
 */
@NullMarked
package io.npyio.cli.scan;

import org.jspecify.annotations.NullMarked;
