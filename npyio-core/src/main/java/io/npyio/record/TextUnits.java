package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Loads text and bytes in blocks, as arrays of their units: code points or bytes.
 *
 * @param isWide whether a unit is a code point, otherwise a byte
 * @param getter from a block of units and an index to the value
 */
@SuppressWarnings("UnusedMethod") // methods are found by name
record TextUnits(boolean isWide, MethodHandle getter) implements Cell.Loader {

  /** The dtype with all text in it replaced by arrays of code points or bytes. */
  static DType of(DType type) {
    if (type instanceof DType.Struct struct) {
      return new DType.Struct(
          struct.fields().stream().map(field -> field.withType(of(field.type()))).toList(),
          struct.itemSize());
    }
    if (type instanceof DType.SubArray array) {
      return new DType.SubArray(of(array.base()), array.shape());
    }
    if (!(type instanceof DType.Flexible text)) {
      return type;
    }
    DType unit = isWide(text) ? DType.INT32.withByteOrder(text.order()) : DType.INT8;
    return DType.subArray(unit, text.length());
  }

  private static boolean isWide(DType.Flexible type) {
    return type.form() == DType.Flexible.Form.UNICODE;
  }

  /** Loads strings. */
  static TextUnits text(DType.Flexible type) {
    return isWide(type)
        ? units("codePoints", String.class, int[].class, type)
        : units("latin", String.class, byte[].class, type);
  }

  /** Loads byte arrays: {@code S} without trailing zeros, {@code V} in full. */
  static TextUnits bytes(DType.Flexible type) {
    boolean isVoid = type.form() == DType.Flexible.Form.VOID;
    return units(isVoid ? "whole" : "stripped", byte[].class, byte[].class, type);
  }

  private static TextUnits units(String method, Class<?> to, Class<?> block, DType.Flexible type) {
    MethodHandle getter =
        Handles.own(
            MethodHandles.lookup(), method, MethodType.methodType(to, int.class, block, int.class));
    return new TextUnits(isWide(type), MethodHandles.insertArguments(getter, 0, type.length()));
  }

  @Override
  public Object load(NdArray view, int count, @Nullable Object old) {
    int size = Math.toIntExact(view.size());
    Object block = old != null ? old : isWide ? new int[size] : new byte[size];
    view.readInto(block);
    return block;
  }

  /** Text of {@code U}; units that are not code points become U+FFFD. */
  private static String codePoints(int length, int[] block, int i) {
    int start = i * length;
    int end = start + length;
    while (end > start && block[end - 1] == 0) {
      end--;
    }
    for (int at = start; at < end; at++) {
      block[at] = Character.isValidCodePoint(block[at]) ? block[at] : 0xFFFD;
    }
    return new String(block, start, end - start);
  }

  private static String latin(int length, byte[] block, int i) {
    return new String(block, i * length, stripped(block, i, length), StandardCharsets.ISO_8859_1);
  }

  private static byte[] stripped(int length, byte[] block, int i) {
    return Arrays.copyOfRange(block, i * length, i * length + stripped(block, i, length));
  }

  private static byte[] whole(int length, byte[] block, int i) {
    return Arrays.copyOfRange(block, i * length, (i + 1) * length);
  }

  private static int stripped(byte[] block, int i, int length) {
    int count = length;
    while (count > 0 && block[i * length + count - 1] == 0) {
      count--;
    }
    return count;
  }
}
