package io.npyio.spark;

import io.npyio.dtype.DType;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * Bytes as NumPy's S, as wide as the longest value. NumPy drops zeros at the end of an S: where a
 * value has some, all become V, which needs values of one length.
 */
final class BinaryEncoder implements Encoder {
  private final String path;
  private int longest;
  private int shortest = Integer.MAX_VALUE;
  private boolean endsInZero;

  BinaryEncoder(String path) {
    this.path = path;
  }

  @Override
  public void write(SpecializedGetters values, int at, Spool spool) throws IOException {
    Encoder.requireValue(values, at, path);
    byte[] bytes = values.getBinary(at);
    longest = Math.max(longest, bytes.length);
    shortest = Math.min(shortest, bytes.length);
    endsInZero |= bytes.length > 0 && bytes[bytes.length - 1] == 0;
    if (endsInZero && shortest != longest) {
      throw new IllegalArgumentException(
          "%s: found bytes of %d and of %d, some of which end in a zero, which NumPy would drop;"
                  .formatted(path, shortest, longest)
              + " give them one length");
    }
    spool.room(Integer.BYTES).putInt(bytes.length);
    spool.put(bytes);
  }

  @Override
  public DType dtype() {
    return endsInZero ? DType.raw(longest) : DType.bytes(Math.max(1, longest));
  }

  @Override
  public boolean isFinal() {
    return false;
  }

  @Override
  public void copy(DataInputStream spool, OutputStream file) throws IOException {
    byte[] bytes = spool.readNBytes(Integer.reverseBytes(spool.readInt()));
    file.write(Arrays.copyOf(bytes, dtype().itemSize()));
  }
}
