package io.npyio.cli.transfer;

import io.npyio.source.Decompressor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.LZMAInputStream;

/** Members of archives that are compressed by LZMA: its properties, then a stream of it. */
public final class Lzma implements Decompressor {
  private static final int METHOD = 14;
  private static final int PROPERTIES_BYTES = 5;
  private static final int MIN_DICTIONARY_BYTES = 1 << 12;

  /** What the highest level of LZMA takes. */
  private static final int MAX_DICTIONARY_BYTES = 1 << 26;

  /** For {@link java.util.ServiceLoader}. */
  public Lzma() {}

  @Override
  public int method() {
    return METHOD;
  }

  @Override
  public InputStream open(InputStream compressed, long size) throws IOException {
    var header = new DataInputStream(compressed);
    header.skipNBytes(2); // the version of the program
    int length = Short.reverseBytes(header.readShort()) & 0xFFFF;
    if (length != PROPERTIES_BYTES) {
      throw new IOException(
          "expected %d bytes of properties but found %d".formatted(PROPERTIES_BYTES, length));
    }
    byte properties = header.readByte();
    long dictionary = Integer.reverseBytes(header.readInt()) & 0xFFFFFFFFL;
    var content =
        new LZMAInputStream(compressed, size, properties, dictionaryBytes(dictionary, size));
    content.enableRelaxedEndCondition(); // Python writes an end mark although the size is known
    return content;
  }

  /** No more than the content needs: nothing refers to bytes before its start. */
  private static int dictionaryBytes(long stated, long size) throws IOException {
    long needed = Math.max(MIN_DICTIONARY_BYTES, Math.min(stated, size));
    if (needed > MAX_DICTIONARY_BYTES) {
      throw new IOException(
          "expected a dictionary of at most %d bytes but found %d"
              .formatted(MAX_DICTIONARY_BYTES, needed));
    }
    return (int) needed;
  }
}
