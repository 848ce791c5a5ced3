package io.npyio.bench;

import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** Digests of a result, in the text that all competitors use: a CRC of all elements, or a sum of some. */
final class Answers {
  private Answers() {}

  /** The CRC-32 of the elements in C order and little-endian; a number or a file as in quick. */
  static String full(Object result) throws IOException {
    if (result instanceof NdArray array) {
      return crc(array);
    }
    return result.getClass().isArray() ? crc(NdArray.of(result)) : quick(result);
  }

  private static String crc(NdArray array) throws IOException {
    var checked = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    array.writeTo(Channels.newChannel(checked), Order.C);
    return "crc:%08x".formatted(checked.getChecksum().getValue());
  }

  /** The sum of 1000 elements spread over the whole; for a file "file", which bench.py checks. */
  static String quick(Object result) {
    if (result instanceof Path) {
      return "file";
    }
    if (result instanceof Number number) {
      return "sum:" + number;
    }
    if (result instanceof NdArray array) {
      NdArray flat = array.reshape(-1);
      return sum(flat.size(), i -> number(flat.get(i)));
    }
    if (result instanceof List<?> list) {
      return sum(list.size(), i -> ((NpyioCases.Point) list.get((int) i)).x());
    }
    return sum(Array.getLength(result), i -> number(Array.get(result, (int) i)));
  }

  private static double number(Object element) {
    return element instanceof Boolean b ? (b ? 1 : 0) : ((Number) element).doubleValue();
  }

  private static String sum(long size, java.util.function.LongToDoubleFunction element) {
    double sum = LongStream.range(0, 1000).map(i -> i * (size - 1) / 999).mapToDouble(element).sum();
    return "sum:" + sum;
  }
}
