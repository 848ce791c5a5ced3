package io.npyio.cli.transfer;

import io.npyio.source.Decompressor;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Members of archives that are compressed by bzip2. */
public final class Bzip2 implements Decompressor {
  private static final int METHOD = 12;
  private static final int NO_METHOD = -1;
  private static final String LIBRARY =
      "org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream";

  /** For {@link java.util.ServiceLoader}. */
  public Bzip2() {}

  /** {@return the method; none in the slim distribution, which lacks the library} */
  @Override
  public int method() {
    return isThere() ? METHOD : NO_METHOD;
  }

  private static boolean isThere() {
    try {
      Class<?> unused = Class.forName(LIBRARY, false, Bzip2.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException slim) {
      return false;
    }
  }

  @Override
  public InputStream open(InputStream compressed, long size) throws IOException {
    return Library.open(compressed);
  }

  /** The only class that cannot be linked without commons-compress. */
  private static final class Library {
    private Library() {}

    static InputStream open(InputStream compressed) throws IOException {
      return new BZip2CompressorInputStream(compressed, false);
    }
  }
}
