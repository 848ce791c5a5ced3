package io.npyio.cli.scan;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.Kind;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
import io.npyio.array.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * Reads an array from its first byte to its last and looks whether all of it is what it should be.
 *
 * <p>Beside the length these are booleans other than 0 and 1, of which NumPy gives what nobody
 * means, and text that is no Unicode, which it refuses when it comes to it.
 */
public final class Inspection {
  private static final int BYTES = 1 << 18;
  private static final long MOST = 0x10FFFF;

  private final ArrayLayout layout;
  private final long dataOffset;
  private final LongConsumer progress;
  private long element;

  private Inspection(ArrayLayout layout, long dataOffset, LongConsumer progress) {
    this.layout = layout;
    this.dataOffset = dataOffset;
    this.progress = progress;
  }

  /** Something is wrong with a file; says at which byte, and what. */
  public static final class Fault extends IOException {
    private static final long serialVersionUID = 1L;

    Fault(long at, String problem) {
      super("byte " + at + ": " + problem);
    }
  }

  /**
   * Reads an array.
   *
   * @param layout of the array
   * @param dataOffset where it begins
   * @param bytes of the file, from its first one on
   * @param progress is given the bytes of each piece that has been read
   * @return the number of bytes behind it
   * @throws Fault if something is wrong with it
   */
  public static long read(
      ArrayLayout layout, long dataOffset, InputStream bytes, LongConsumer progress)
      throws IOException {
    bytes.skipNBytes(dataOffset);
    progress.accept(dataOffset);
    new Inspection(layout, dataOffset, progress).readElements(bytes);
    return rest(bytes, progress);
  }

  /**
   * Reads an array behind which the file ends.
   *
   * @throws Fault if something is wrong with it, or more bytes follow
   */
  public static void readAll(
      ArrayLayout layout, long dataOffset, InputStream bytes, LongConsumer progress)
      throws IOException {
    long rest = read(layout, dataOffset, bytes, progress);
    if (rest > 0) {
      throw new Fault(
          dataOffset + layout.nbytes(),
          "expected the end of the file but found %d more %s"
              .formatted(rest, rest == 1 ? "byte" : "bytes"));
    }
  }

  /** Reads a stream to its end; returns the number of its bytes. */
  public static long rest(InputStream bytes, LongConsumer progress) throws IOException {
    byte[] room = new byte[BYTES];
    long rest = 0;
    for (int n = bytes.read(room); n >= 0; n = bytes.read(room)) {
      progress.accept(n);
      rest += n;
    }
    return rest;
  }

  private void readElements(InputStream bytes) throws IOException {
    int itemSize = layout.dtype().itemSize();
    long size = itemSize == 0 ? 0 : layout.size();
    byte[] room = new byte[Math.max(1, BYTES / Math.max(1, itemSize)) * itemSize];
    while (element < size) {
      int wanted = (int) Math.min(room.length, (size - element) * itemSize);
      int count = bytes.readNBytes(room, 0, wanted);
      progress.accept(count);
      if (count < wanted) {
        long read = element * itemSize + count;
        throw new Fault(
            dataOffset + read,
            "the file ends here but %s of %s needs %d more %s"
                .formatted(
                    layout.shape(),
                    quoted(layout.dtype()),
                    layout.nbytes() - read,
                    layout.nbytes() - read == 1 ? "byte" : "bytes"));
      }
      inspect(room, wanted / itemSize);
      element += wanted / itemSize;
    }
  }

  /** As in a header. */
  private static String quoted(DType dtype) {
    return dtype instanceof DType.Struct ? dtype.toString() : "'" + dtype + "'";
  }

  private void inspect(byte[] room, int count) throws Fault {
    var some = new ArrayLayout(layout.dtype(), Shape.of(count), Order.C);
    for (LeafField leaf : LeafField.of(NdArray.wrap(ByteBuffer.wrap(room), some))) {
      DType dtype = leaf.array().dtype();
      if (dtype instanceof DType.Scalar scalar && scalar.kind() == Kind.BOOL) {
        inspectBooleans(leaf, count);
      } else if (dtype instanceof DType.Flexible text
          && text.form() == DType.Flexible.Form.UNICODE
          && text.length() > 0) {
        inspectText(leaf, text, count);
      }
    }
  }

  private void inspectBooleans(LeafField leaf, int count) throws Fault {
    byte[] values = leaf.array().view(DType.INT8).toArray(byte[].class);
    for (int i = 0; i < values.length; i++) {
      if ((values[i] & ~1) != 0) {
        long at = element + i / (values.length / count);
        throw fault(leaf, at, "a boolean, 0 or 1,", "%02X".formatted(values[i]));
      }
    }
  }

  private void inspectText(LeafField leaf, DType.Flexible text, int count) throws Fault {
    DType points = DType.subArray(DType.UINT32.withByteOrder(text.order()), text.length());
    long[] values = leaf.array().view(points).toArray(long[].class);
    for (int i = 0; i < values.length; i++) {
      if (values[i] > MOST) {
        long at = element + i / (values.length / count);
        throw fault(leaf, at, "a character of Unicode", "%08X".formatted(values[i]));
      }
    }
  }

  private Fault fault(LeafField leaf, long at, String expected, String found) {
    String where = leaf.name().isEmpty() ? "" : "the field '" + leaf.name() + "' of ";
    return new Fault(
        dataOffset + at * layout.dtype().itemSize(),
        "expected %s but found %s in %selement %d".formatted(expected, found, where, at));
  }
}
