package io.npyio.cli.transfer;

import io.npyio.source.Decompressor;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Members of archives that are compressed by bzip2. */
public final class Bzip2 implements Decompressor {
  private static final int METHOD = 12;

  /** For {@link java.util.ServiceLoader}. */
  public Bzip2() {}

  @Override
  public int method() {
    return METHOD;
  }

  @Override
  public InputStream open(InputStream compressed, long size) throws IOException {
    return new BZip2CompressorInputStream(compressed, false);
  }
}
