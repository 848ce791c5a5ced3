package io.npyio.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The elements that a summary shows. */
class CornersTest {
  private static final List<String> TYPES =
      List.of("<f8", ">f4", "<i2", "|b1", "<c16", "<U3", "|S2", "<M8[s]", "<m8[D]", "|V3", "<f2");

  @RepeatedTest(60)
  void aSummaryOfThemIsTheSummaryOfAll() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    NdArray array = bytesAtRandom(random, DType.of(TYPES.get(random.nextInt(TYPES.size()))));
    try (ByteSource source = ByteSource.of(Npy.toBytes(array))) {
      NdArray corners = Corners.of(Npy.open(source));
      assertEquals(array.toString(0), corners.toString(0), "seed " + seed);
    }
  }

  /** An array of one to four axes whose bytes are digits or small numbers. */
  private static NdArray bytesAtRandom(Random random, DType dtype) {
    long[] shape = random.longs(1 + random.nextInt(4), 1, 13).toArray();
    shape[random.nextInt(shape.length)] *= 40;
    NdArray array = NdArray.zeros(dtype, shape);
    NdArray flat = array.reshape(array.size());
    for (long i = 0; i < flat.size(); i++) {
      switch (dtype.category()) {
        case UNICODE, BYTES, VOID -> flat.setBytes(text(random, dtype), i);
        default -> flat.set(random.nextInt(dtype.itemSize() == 1 ? 2 : 100), i);
      }
    }
    return random.nextBoolean() ? array.copy(Order.F) : array;
  }

  private static byte[] text(Random random, DType dtype) {
    byte[] bytes = new byte[dtype.itemSize()];
    int width = dtype.category() == DType.Category.UNICODE ? 4 : 1;
    for (int i = 0; i < bytes.length; i += width) {
      bytes[i] = (byte) ('a' + random.nextInt(26));
    }
    return bytes;
  }

  @Test
  void noAxisIsLongerThanSeven() throws IOException {
    NdArray array = NdArray.zeros(DType.INT8, 7, 8, 1, 9_000);
    try (ByteSource source = ByteSource.of(Npy.toBytes(array))) {
      NdArray corners = Corners.of(Npy.open(source));
      assertEquals(NdArray.zeros(DType.INT8, 7, 7, 1, 7).shape(), corners.shape());
      assertTrue(corners.contentEquals(NdArray.zeros(DType.INT8, 7, 7, 1, 7)));
    }
  }
}
