package io.npyio.cli.transfer;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An array of an open file.
 *
 * @param array the elements, usually mapped
 * @param dtype of a copy; the array's own may have gaps where fields are left out
 * @param order of the elements in the file
 * @param owner is closed with it
 */
public record OpenArray(NdArray array, DType dtype, Order order, Closeable owner)
    implements Closeable {
  private static final long MAX_HEAP_BYTES = 1 << 20;

  /** {@return a mapped array; closing it unmaps the file} */
  public static OpenArray of(Memmap map, Order order) {
    return of(map.array(), order, map::close);
  }

  /** {@return an array that needs no closing} */
  public static OpenArray of(NdArray array) {
    return of(array, array.layout().order());
  }

  /** {@return an array that needs no closing, of a file with that order} */
  public static OpenArray of(NdArray array, Order order) {
    return of(array, order, () -> {});
  }

  private static OpenArray of(NdArray array, Order order, Closeable owner) {
    return new OpenArray(array, array.dtype(), order, owner);
  }

  /** {@return a mapped array; closing it unmaps and closes the file} */
  public static OpenArray of(Memmap map, Order order, Closeable file) {
    return of(
        map.array(),
        order,
        () -> {
          map.close();
          file.close();
        });
  }

  /** {@return a new array of zeros to be filled, on the heap if small, else in a temporary file} */
  public static OpenArray scratch(ArrayLayout layout) throws IOException {
    if (layout.nbytes() <= MAX_HEAP_BYTES) {
      return of(NdArray.zeros(layout), layout.order());
    }
    TemporaryFile file = TemporaryFile.create();
    try {
      Memmap map = Memmap.open(file.path(), MapMode.CREATE, layout);
      return of(map, layout.order(), file);
    } catch (IOException | RuntimeException problem) {
      file.close();
      throw problem;
    }
  }

  /** {@return another view of the elements; closing it closes this one} */
  public OpenArray withArray(NdArray view) {
    return new OpenArray(view, dtype, order, owner);
  }

  /**
   * {@return a part of the array; closing it closes this one}
   *
   * @param index in Python's syntax; null for all of it
   */
  public OpenArray slice(@Nullable String index) throws IOException {
    if (index == null) {
      return this;
    }
    try {
      return withArray(array.slice(index));
    } catch (RuntimeException problem) {
      close();
      throw problem;
    }
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
