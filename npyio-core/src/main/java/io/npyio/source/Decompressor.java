package io.npyio.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a method of compression that the JDK lacks, in members of zip archives. {@code Npz} finds
 * implementations by {@link java.util.ServiceLoader}, when an archive needs one. The command npyio
 * has them for bzip2 (12) and LZMA (14), which NumPy reads too.
 *
 * @since 0.1.0
 */
public interface Decompressor {
  /** {@return the number of the method in zip archives} */
  int method();

  /**
   * Opens the content of a member. No more is read of it than the directory of the archive says,
   * and its CRC is checked. The memory used should be bounded by what is really compressed, since
   * anything in an archive may be made up.
   *
   * @param compressed the bytes of the member in the archive
   * @param size of the content, as the directory says
   * @throws IOException if the bytes are not so compressed; says why
   */
  InputStream open(InputStream compressed, long size) throws IOException;
}
