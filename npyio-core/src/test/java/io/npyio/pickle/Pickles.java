package io.npyio.pickle;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Pickles, instruction by instruction, in a {@code .npy} file of shape (1,). */
final class Pickles {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Pickles() {}

  /** An empty pickle of protocol 2. */
  static Pickles start() {
    return new Pickles().raw(0x80, 2);
  }

  /** No bytes. */
  static Pickles empty() {
    return new Pickles();
  }

  /** An array of one element, up to the element. */
  static Pickles inArray() {
    return start().array("(I1\nt").op("](");
  }

  /** The end of an array of one element. */
  Pickles endArray() {
    return op("etb.");
  }

  /** An array up to its list. */
  Pickles array(String shape) {
    return arrayOf(shape, "O8").raw(0x89);
  }

  /** An array up to its Fortran flag. */
  Pickles arrayOf(String shape, String dtype) {
    return op("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntU\1btR(I1\n")
        .op(shape)
        .dtype(dtype, "(I3\nU\1|NNNI-1\nI-1\nI63\ntb");
  }

  Pickles dtype(String type, String state) {
    return op("cnumpy\ndtype\n(S'" + type + "'\nI0\nI1\ntR").op(state);
  }

  /** Adds instructions, given as Latin-1 text. */
  Pickles op(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Pickles raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  Pickles repeat(String text, int count) {
    return op(text.repeat(count));
  }

  Pickles int32(int value) {
    return all(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value));
  }

  Pickles int64(long value) {
    return all(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
  }

  private Pickles all(ByteBuffer buffer) {
    bytes.writeBytes(buffer.array());
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  byte[] toNpy() {
    return toNpy(ArrayLayout.of(DType.OBJECT, 1));
  }

  byte[] toNpy(ArrayLayout layout) {
    var file = new ByteArrayOutputStream();
    file.writeBytes(NpyHeader.encode(layout));
    file.writeBytes(toBytes());
    return file.toByteArray();
  }
}
