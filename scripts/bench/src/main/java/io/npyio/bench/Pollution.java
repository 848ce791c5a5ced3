package io.npyio.bench;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that has been running for a while: every type of number, in both byte orders, in memory on
 * the heap, outside it and mapped, read, written, cast and rearranged. The compiler then knows of
 * no loop that it sees one kind of memory or one type alone.
 */
final class Pollution {
  private static final List<String> TYPES =
      List.of("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "bfloat16");

  private static final List<Class<?>> TARGETS =
      List.of(boolean[].class, byte[].class, short[].class, int[].class, long[].class, float[].class, double[].class);

  private static final int ROWS = 64;
  private static final int COLUMNS = 96;
  private static final int TIMES = 12;

  private Pollution() {}

  static void run() throws IOException {
    Path file = Files.createTempFile("npyio-pollution-", ".raw");
    try {
      for (int i = 0; i < TIMES; i++) {
        for (String order : List.of("<", ">")) {
          for (String type : TYPES) {
            DType dtype = DType.of(type.equals("bfloat16") ? type : order + type);
            everyMemory(file, ArrayLayout.of(dtype, ROWS, COLUMNS));
          }
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void everyMemory(Path file, ArrayLayout layout) throws IOException {
    use(NdArray.zeros(layout));
    use(NdArray.wrap(ByteBuffer.allocateDirect((int) layout.nbytes()), layout));
    try (Memmap map = Memmap.open(file, MapMode.CREATE, layout)) {
      use(map.array());
    }
    try (Memmap map = Memmap.open(file, MapMode.READ_ONLY, layout)) {
      read(map.array());
    }
  }

  private static void use(NdArray array) {
    NdArray ones = NdArray.zeros(DType.INT8, ROWS, COLUMNS);
    ones.fill(1);
    array.copyFrom(ones);
    read(array);
  }

  private static void read(NdArray array) {
    for (NdArray view : List.of(array, array.transpose(), array.slice("::-1, ::-1"), array.slice(":, ::3"))) {
      for (Class<?> target : TARGETS) {
        toArray(view, target);
      }
      for (String type : TYPES) {
        view.astype(DType.of(type));
      }
    }
    elements(array);
  }

  /** Types that never fit each other are refused, which is part of a long life too. */
  private static void toArray(NdArray view, Class<?> target) {
    try {
      view.toArray(target);
    } catch (IllegalArgumentException refused) {
      NpyioCases.sink = refused.getMessage().length();
    }
  }

  private static void elements(NdArray array) {
    boolean isBool = array.dtype().equals(DType.BOOL);
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        sum += isBool ? (array.getBoolean(i, j) ? 1 : 0) : array.getDouble(i, j);
      }
    }
    NpyioCases.sink = sum;
  }
}
