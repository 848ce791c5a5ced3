package io.npyio.view;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import java.io.Closeable;
import java.io.IOException;

/** An array that is open for reading: one of numbers, text or structs, or one of Python objects. */
public sealed interface OpenView extends Closeable {
  /** Brings elements before they are read. */
  default Fetcher fetcher() {
    return Fetcher.NONE;
  }

  /** An array of Python objects, whose elements are shown as text. */
  record Objects(ObjectArray array) implements OpenView {
    @Override
    public void close() {}
  }

  /**
   * An array without Python objects, whose elements come when they are fetched.
   *
   * @param array all elements, of which only those may be read that have been fetched
   * @param file what closing the view closes
   */
  record Partial(NdArray array, Fetcher fetcher, Closeable file) implements OpenView {
    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * An array without Python objects.
   *
   * @param fetcher is told which elements are read next; it need not fetch any
   * @param file what closing the view closes: a mapping, or an archive
   */
  record Values(NdArray array, Fetcher fetcher, Closeable file) implements OpenView {
    /** An array whose elements are all there. */
    public Values(NdArray array, Closeable file) {
      this(array, Fetcher.NONE, file);
    }

    /** An array in memory, whose closing has nothing to release. */
    public static Values inMemory(NdArray array) {
      return new Values(array, () -> {});
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
