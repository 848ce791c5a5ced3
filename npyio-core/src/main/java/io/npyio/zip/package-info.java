/**
 * Zip archives as Python reads them, with the offset of every member. Not exported.
 *
 * <p>Nothing here knows of arrays. A damaged archive is a {@link io.npyio.zip.ZipProblem}.
 */
@NullMarked
package io.npyio.zip;

import org.jspecify.annotations.NullMarked;
