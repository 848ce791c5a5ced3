/**
 * Arrays in files: {@code .npy} files, {@code .npz} archives, raw files as {@code numpy.memmap}
 * makes them, streams, channels, and anything else that is a {@link io.npyio.source.ByteSource}.
 *
 * <pre>{@code
 * NdArray weights = Npy.load(Path.of("weights.npy"));
 * float[][] rows = weights.toArray(float[][].class);
 *
 * try (Memmap file = Memmap.open(Path.of("data.dat"), MapMode.READ_WRITE,
 *     ArrayLayout.of(DType.FLOAT32, 3, 3))) {
 *   file.array().setFloat(100, 0, 0);
 *   file.flush();
 * }
 * }</pre>
 *
 * <p>Bytes that are not an array, none at all included, give an {@link
 * io.npyio.file.NpyFormatException}, which names the source, the byte, what was expected and what
 * was found. {@link io.npyio.file.ReadOptions} sets limits for sources that are not trusted. A file
 * is written beside its target and moved into place when it is whole, and nothing is created, cut
 * or grown before everything about it has been checked.
 *
 * <p>No argument may be null; a {@link NullPointerException} names the parameter.
 */
@NullMarked
package io.npyio.file;

import org.jspecify.annotations.NullMarked;
