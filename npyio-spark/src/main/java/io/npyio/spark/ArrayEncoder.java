package io.npyio.spark;

import io.npyio.dtype.DType;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;

/** Arrays, all as long as the first one. */
final class ArrayEncoder implements Encoder {
  private static final int UNKNOWN = -1;

  private final Encoder element;
  private final String path;
  private int length = UNKNOWN;
  private String origin = "as in the first row";

  ArrayEncoder(Encoder element, String path) {
    this.element = element;
    this.path = path;
  }

  @Override
  public void write(SpecializedGetters values, int at, Spool spool) throws IOException {
    Encoder.requireValue(values, at, path);
    ArrayData array = values.getArray(at);
    int found = array.numElements();
    if (length == UNKNOWN) {
      length = found;
    }
    if (found != length) {
      throw new IllegalArgumentException(
          "%s: expected an array of %d elements, %s, found %d; NumPy's rows have one length"
              .formatted(path, length, origin, found));
    }
    if (!writeBulk(array, spool)) {
      for (int i = 0; i < found; i++) {
        element.write(array, i, spool);
      }
    }
  }

  /** Copies the elements together, if they lie as NumPy has them; a null is left to its encoder. */
  private boolean writeBulk(ArrayData array, Spool spool) throws IOException {
    if (!(array instanceof UnsafeArrayData own)
        || !(element instanceof NumberEncoder number)
        || !number.isCopied()
        || hasNullBits(own)) {
      return false;
    }
    spool.put(
        own.getBaseObject(),
        own.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(length),
        (long) length * number.dtype().itemSize());
    return true;
  }

  /** Whether there may be a null: an array in Spark's own format has 64 of their bits in a word. */
  private static boolean hasNullBits(UnsafeArrayData array) {
    long bits = 0;
    int words = (array.numElements() + Long.SIZE - 1) / Long.SIZE;
    for (int word = 1; word <= words; word++) { // the first one is the number of elements
      long offset = array.getBaseOffset() + (long) word * Long.BYTES;
      bits |= Platform.getLong(array.getBaseObject(), offset);
    }
    return bits != 0;
  }

  /** Whether all lengths are known: an inner one is not if there was no row. */
  boolean isKnown() {
    return length == 0
        || (length != UNKNOWN && (!(element instanceof ArrayEncoder inner) || inner.isKnown()));
  }

  /**
   * Sets the lengths that the option rowShape tells.
   *
   * @throws IllegalArgumentException if they are not as many as the levels of arrays
   */
  void setLengths(long[] lengths) {
    boolean isNested = element instanceof ArrayEncoder;
    if (lengths.length == 0 || isNested == (lengths.length == 1)) {
      throw new IllegalArgumentException(
          path + ": the option rowShape needs a length for each level of arrays");
    }
    length = Math.toIntExact(lengths[0]);
    origin = "as the option rowShape says";
    if (element instanceof ArrayEncoder inner) {
      inner.setLengths(Arrays.copyOfRange(lengths, 1, lengths.length));
    }
  }

  @Override
  public DType dtype() {
    return DType.subArray(element.dtype(), Math.max(0, length));
  }

  @Override
  public boolean isFinal() {
    return element.isFinal();
  }

  @Override
  public void copy(DataInputStream spool, OutputStream file) throws IOException {
    for (int i = 0; i < length; i++) {
      element.copy(spool, file);
    }
  }
}
