package io.npyio.cli.format;

import io.npyio.array.ArrayLayout;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
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

  /** {@return a new array in C order to be filled, in a temporary file unless it is small} */
  public static OpenArray scratch(ArrayLayout layout) throws IOException {
    if (layout.nbytes() <= ON_HEAP) {
      return new OpenArray(NdArray.zeros(layout), layout.order(), () -> {});
    }
    TemporaryFile file = TemporaryFile.create();
    try {
      Memmap map = Memmap.open(file.path(), MapMode.CREATE, layout);
      return new OpenArray(
          map.array(),
          layout.order(),
          () -> {
            map.close();
            file.close();
          });
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
