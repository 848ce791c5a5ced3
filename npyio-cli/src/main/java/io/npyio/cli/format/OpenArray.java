package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import java.io.Closeable;
import java.io.IOException;

/**
 * An array of a file, for as long as it is open.
 *
 * @param array the elements, most often mapped
 * @param order in which the file has them
 * @param owner is closed with it
 */
public record OpenArray(NdArray array, Order order, Closeable owner) implements Closeable {
  private static final long ON_HEAP = 1 << 20;

  static OpenArray of(Memmap map, Order order) {
    return new OpenArray(map.array(), order, map::close);
  }

  /** An array that needs no closing. */
  static OpenArray of(NdArray array) {
    return new OpenArray(array, array.layout().order(), () -> {});
  }

  /** An array over a file that is closed with it. */
  static OpenArray of(Memmap map, Order order, Closeable file) {
    return new OpenArray(
        map.array(),
        order,
        () -> {
          map.close();
          file.close();
        });
  }

  /** {@return a new array of zeros to be filled, in a temporary file unless it is small} */
  public static OpenArray scratch(ArrayLayout layout) throws IOException {
    if (layout.nbytes() <= ON_HEAP) {
      return new OpenArray(NdArray.zeros(layout), layout.order(), () -> {});
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

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
