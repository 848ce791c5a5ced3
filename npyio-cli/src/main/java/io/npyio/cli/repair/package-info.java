/**
 * Finds out what is wrong with a {@code .npy} file, and mends it: {@link
 * io.npyio.cli.repair.Examination} reads the header, however it is damaged, and compares the length
 * of the file with it. The result, a {@link io.npyio.cli.repair.Diagnosis}, names the faults and
 * writes the file without them.
 */
@NullMarked
package io.npyio.cli.repair;

import org.jspecify.annotations.NullMarked;
