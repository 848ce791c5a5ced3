package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.cli.format.text.Plural;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * Reads all bytes of an array and checks them.
 *
 * <p>Besides the length it checks booleans, which must be 0 or 1 lest NumPy computes nonsense with
 * them, and text, which must be Unicode lest NumPy refuses to read it.
 */
public final class Inspection {
  private static final int BLOCK_BYTES = 1 << 18;
  private static final int REST_BYTES = 1 << 16;
  private static final long MAX_CODE_POINT = 0x10FFFF;

  private final ArrayLayout layout;
  private final long dataOffset;
  private final LongConsumer progress;
  private long element;

  private Inspection(ArrayLayout layout, long dataOffset, LongConsumer progress) {
    this.layout = layout;
    this.dataOffset = dataOffset;
    this.progress = progress;
  }

  /** A fault in a file, with the byte at which it is. */
  public static final class Fault extends IOException {
    private static final long serialVersionUID = 1L;

    Fault(long at, String problem) {
      super("byte " + at + ": " + problem);
    }
  }

  /**
   * Reads and checks an array.
   *
   * @param layout of the array
   * @param dataOffset the byte at which it begins
   * @param bytes of the file, from the first one
   * @param progress is given the bytes of each block read
   * @return the number of bytes after it
   * @throws Fault if there is a fault
   */
  public static long read(
      ArrayLayout layout, long dataOffset, InputStream bytes, LongConsumer progress)
      throws IOException {
    requireBounded(layout, dataOffset);
    bytes.skipNBytes(dataOffset);
    progress.accept(dataOffset);
    new Inspection(layout, dataOffset, progress).readElements(bytes);
    return rest(bytes, progress);
  }

  private static void requireBounded(ArrayLayout layout, long dataOffset) throws Fault {
    try {
      layout.requireBoundedByBytes();
    } catch (IllegalArgumentException tooMany) {
      throw new Fault(dataOffset, String.valueOf(tooMany.getMessage()));
    }
  }

  /**
   * As {@link #read}, but the file must end with the array.
   *
   * @throws Fault if there is a fault, or bytes follow
   */
  public static void readAll(
      ArrayLayout layout, long dataOffset, InputStream bytes, LongConsumer progress)
      throws IOException {
    long rest = read(layout, dataOffset, bytes, progress);
    if (rest > 0) {
      throw following(dataOffset + layout.nbytes(), rest);
    }
  }

  /** {@return the fault that bytes follow where a file should end} */
  public static Fault following(long at, long count) {
    return new Fault(at, "expected the end of the file but found " + Plural.of(count, "more byte"));
  }

  /** Reads a stream to its end; returns the number of bytes. */
  public static long rest(InputStream bytes, LongConsumer progress) throws IOException {
    byte[] buffer = new byte[REST_BYTES];
    long rest = 0;
    for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
      progress.accept(n);
      rest += n;
    }
    return rest;
  }

  private void readElements(InputStream bytes) throws IOException {
    int itemSize = layout.dtype().itemSize();
    long size = itemSize == 0 ? 0 : layout.size();
    int block = (int) Math.min(size, Math.max(1, BLOCK_BYTES / Math.max(1, itemSize)));
    byte[] buffer = new byte[block * itemSize];
    while (element < size) {
      int wanted = (int) Math.min(buffer.length, (size - element) * itemSize);
      int count = bytes.readNBytes(buffer, 0, wanted);
      progress.accept(count);
      if (count < wanted) {
        long read = element * itemSize + count;
        throw new Fault(
            dataOffset + read,
            "the file ends here but %s of %s needs %s"
                .formatted(
                    layout.shape(),
                    quoted(layout.dtype()),
                    Plural.of(layout.nbytes() - read, "more byte")));
      }
      inspect(buffer, wanted / itemSize);
      element += wanted / itemSize;
    }
  }

  /** A dtype as a header writes it. */
  private static String quoted(DType dtype) {
    return dtype instanceof DType.Struct ? dtype.toString() : "'" + dtype + "'";
  }

  private void inspect(byte[] buffer, int count) throws Fault {
    var some = new ArrayLayout(layout.dtype(), Shape.of(count), Order.C);
    for (LeafField field : LeafField.of(NdArray.wrap(ByteBuffer.wrap(buffer), some))) {
      DType dtype = field.array().dtype();
      if (dtype instanceof DType.Scalar scalar && scalar.kind() == Kind.BOOL) {
        inspectBooleans(field, count);
      } else if (dtype instanceof DType.Flexible text
          && text.form() == DType.Flexible.Form.UNICODE
          && text.length() > 0) {
        inspectText(field, text, count);
      }
    }
  }

  private void inspectBooleans(LeafField field, int count) throws Fault {
    byte[] values = field.array().view(DType.INT8).toArray(byte[].class);
    for (int i = 0; i < values.length; i++) {
      if ((values[i] & ~1) != 0) {
        long at = element + i / (values.length / count);
        throw fault(field, at, "a boolean, 0 or 1,", "%02X".formatted(values[i]));
      }
    }
  }

  private void inspectText(LeafField field, DType.Flexible text, int count) throws Fault {
    DType points = DType.subArray(DType.UINT32.withByteOrder(text.order()), text.length());
    long[] values = field.array().view(points).toArray(long[].class);
    for (int i = 0; i < values.length; i++) {
      if (values[i] > MAX_CODE_POINT) {
        long at = element + i / (values.length / count);
        throw fault(field, at, "a character of Unicode", "%08X".formatted(values[i]));
      }
    }
  }

  private Fault fault(LeafField field, long at, String expected, String found) {
    String where = field.name().isEmpty() ? "" : "the field '" + field.name() + "' of ";
    return new Fault(
        dataOffset + at * layout.dtype().itemSize(),
        "expected %s but found %s in %selement %d".formatted(expected, found, where, at));
  }
}
