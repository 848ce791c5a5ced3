package io.npyio.cli.format;

import io.npyio.file.StoredArray;
import java.io.Closeable;
import java.io.IOException;

/**
 * An array of which any part is read by itself.
 *
 * @param owner is closed with it
 */
public record RangedArray(StoredArray elements, Closeable owner) implements Closeable {
  @Override
  public void close() throws IOException {
    owner.close();
  }
}
