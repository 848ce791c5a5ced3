package io.npyio.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.npyio.dtype.DType;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.unsafe.types.UTF8String;

/** Text as NumPy's U, as wide as the longest one. */
final class TextEncoder implements Encoder {
  private final String path;
  private int length = 1;

  TextEncoder(String path) {
    this.path = path;
  }

  @Override
  public void write(SpecializedGetters values, int at, Spool spool) throws IOException {
    Encoder.requireValue(values, at, path);
    UTF8String text = values.getUTF8String(at);
    byte[] bytes = text.getBytes();
    if (bytes.length > 0 && bytes[bytes.length - 1] == 0) {
      throw new IllegalArgumentException(
          path + ": found text that ends in the character 0, which NumPy drops; trim it");
    }
    length = Math.max(length, text.numChars());
    spool.room(Integer.BYTES).putInt(bytes.length);
    spool.put(bytes);
  }

  @Override
  public DType dtype() {
    return DType.unicode(length);
  }

  @Override
  public boolean isFinal() {
    return false;
  }

  @Override
  public void copy(DataInputStream spool, OutputStream file) throws IOException {
    String text = new String(spool.readNBytes(Integer.reverseBytes(spool.readInt())), UTF_8);
    ByteBuffer units = ByteBuffer.allocate(dtype().itemSize()).order(ByteOrder.LITTLE_ENDIAN);
    text.codePoints().limit(length).forEach(units::putInt);
    file.write(units.array());
  }
}
