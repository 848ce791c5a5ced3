package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Where an array is read from: a file, or a member of an open archive. */
public interface ArraySource {
  /** {@return the layout of its arrays, read without their elements} */
  FileInfo info() throws IOException;

  /**
   * Opens the array for reading.
   *
   * @param wanted the dtype that text is read as; null to infer one
   * @param progress is given the bytes of each block read
   */
  OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException;

  /**
   * Opens a part of the array.
   *
   * @param index of the part, in Python's syntax; null for all of the array
   */
  default OpenArray open(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return open(wanted, progress).slice(index);
  }

  /** {@return whether opening a part reads no more than that part} */
  default boolean readsParts() {
    return false;
  }

  /**
   * {@return the elements that a summary shows, with one element for each gap; null where opening
   * the whole array costs no more} Printed as a summary, they look as the whole array does.
   */
  default @Nullable NdArray corners() throws IOException {
    return null;
  }

  /**
   * {@return the bytes that opening a part reports in all: 0 for a file that is mapped}
   *
   * @param index of the part, in Python's syntax; null for all of the array
   */
  default long openingBytes(@Nullable String index) throws IOException {
    return 0;
  }

  /** {@return the dtype of the elements if they hold Python objects, or else null} */
  default @Nullable DType objectType() throws IOException {
    return null;
  }

  /** {@return the Python objects of an array that has an {@link #objectType}, as plain values} */
  default ObjectArray objects() throws IOException {
    throw new IllegalStateException("the elements are not Python objects");
  }

  /** {@return all bytes of the file or member} */
  InputStream bytes() throws IOException;
}
