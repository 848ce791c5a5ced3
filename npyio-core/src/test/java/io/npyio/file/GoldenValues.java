package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Elements against the lossless JSON that the generator of the test data writes for them. */
final class GoldenValues {
  private static final HexFormat HEX = HexFormat.of();

  private GoldenValues() {}

  /** All elements through the getters, {@code get} and {@code toArray}. */
  static void assertValues(JsonNode values, NdArray array) {
    List<NdArray> elements = elements(array);
    assertEquals(values.size(), elements.size(), "elements");
    for (int i = 0; i < elements.size(); i++) {
      assertElement(values.get(i), elements.get(i));
    }
    Object[] objects = array.toArray(Object[].class);
    for (int i = 0; i < objects.length; i++) {
      assertObject(array.dtype(), values.get(i), objects[i]);
    }
    if (array.dtype() instanceof DType.Scalar scalar) {
      assertPrimitives(scalar.kind(), values, array);
    }
  }

  /** Every element as an array without axes, in C order. */
  static List<NdArray> elements(NdArray array) {
    if (array.rank() == 0) {
      return List.of(array);
    }
    List<NdArray> all = new ArrayList<>();
    for (long i = 0; i < array.shape().length(0); i++) {
      all.addAll(elements(array.at(i)));
    }
    return all;
  }

  // ---- getters

  private static void assertElement(JsonNode value, NdArray element) {
    DType type = element.dtype();
    if (type instanceof DType.Scalar scalar) {
      assertNumber(scalar, value, element);
    } else if (type instanceof DType.Temporal) {
      assertEquals(Golden.integer(value.get(0)), element.getLong());
      if (value.get(1).isString()) {
        assertEquals(value.get(1).stringValue(), element.getString());
      }
    } else if (type instanceof DType.Flexible flexible) {
      assertFlexible(flexible, value, element);
    } else if (type instanceof DType.Struct struct) {
      assertEquals(value.size(), struct.fields().size());
      for (int i = 0; i < value.size(); i++) {
        assertNested(value.get(i), element.field(struct.fields().get(i).name()));
      }
    } else {
      throw new AssertionError(type);
    }
  }

  private static void assertNested(JsonNode value, NdArray view) {
    if (view.rank() == 0) {
      assertElement(value, view);
      return;
    }
    assertEquals(value.size(), view.shape().length(0));
    for (int i = 0; i < value.size(); i++) {
      assertNested(value.get(i), view.at(i));
    }
  }

  private static void assertNumber(DType.Scalar type, JsonNode value, NdArray element) {
    if (type.kind().isComplex()) {
      assertElement(value.get(0), element.real());
      assertElement(value.get(1), element.imag());
    } else if (type.kind() == Kind.BOOL) {
      assertEquals(value.booleanValue(), element.getBoolean());
      assertEquals(value.booleanValue() ? 1 : 0, element.getInt());
    } else if (type.kind().isInteger()) {
      BigInteger expected = new BigInteger(value.asString());
      assertEquals(expected, element.getBigInteger());
      assertEquals(expected.toString(), element.getString());
      if (expected.bitLength() < Long.SIZE) {
        assertEquals(expected.longValue(), element.getLong());
      }
    } else if (type.kind() == Kind.LONGDOUBLE) {
      assertLongDouble(value, element);
    } else {
      assertFloating(type, value, element);
    }
  }

  private static void assertFloating(DType.Scalar type, JsonNode value, NdArray element) {
    assertEquals(value.get(0).stringValue(), HEX.formatHex(bigEndian(type, element)));
    assertEquals(value.get(1).stringValue(), element.getString());
    double expected = number(type.kind(), value);
    assertEquals(expected, element.getDouble());
    if (type.kind() != Kind.FLOAT64) {
      assertEquals((float) expected, element.getFloat());
    }
  }

  /** The value of the bits, worked out here. */
  private static double number(Kind kind, JsonNode value) {
    long bits = Long.parseUnsignedLong(value.get(0).stringValue(), 16);
    return switch (kind) {
      case FLOAT64 -> Double.longBitsToDouble(bits);
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT16 -> half((int) bits);
      default -> throw new AssertionError(kind);
    };
  }

  private static double half(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        exponent == 31
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? fraction * 0x1p-24
                : (fraction + 1024) * Math.scalb(1.0, exponent - 25);
    return bits >= 1 << 15 ? -size : size;
  }

  private static void assertLongDouble(JsonNode value, NdArray element) {
    byte[] stored = bigEndian((DType.Scalar) element.dtype(), element);
    byte[] little = new byte[10];
    for (int i = 0; i < little.length; i++) {
      little[i] = stored[stored.length - 1 - i];
    }
    assertEquals(value.get(0).stringValue(), HEX.formatHex(little));
    String exact = value.get(1).stringValue();
    if (!exact.endsWith("inf") && !exact.equals("nan")) {
      assertEquals(0, decimal(exact).compareTo(element.getBigDecimal()), exact);
    }
    double nearest =
        Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(value.get(2).asString()));
    assertEquals(nearest, element.astype(DType.FLOAT64).getDouble());
  }

  /** A decimal, or {@code m*2^e}. */
  private static BigDecimal decimal(String exact) {
    int at = exact.indexOf("*2^");
    if (at < 0) {
      return new BigDecimal(exact);
    }
    BigDecimal significand = new BigDecimal(exact.substring(0, at));
    int exponent = Integer.parseInt(exact.substring(at + 3));
    // 2^-e is 5^e * 10^-e
    return exponent < 0
        ? significand.multiply(new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent))
        : significand.multiply(new BigDecimal(BigInteger.TWO.pow(exponent)));
  }

  private static byte[] bigEndian(DType.Scalar type, NdArray element) {
    byte[] bytes = element.getBytes();
    if (type.order() == ByteOrder.LITTLE_ENDIAN) {
      for (int i = 0; i < bytes.length / 2; i++) {
        byte swapped = bytes[i];
        bytes[i] = bytes[bytes.length - 1 - i];
        bytes[bytes.length - 1 - i] = swapped;
      }
    }
    return bytes;
  }

  private static void assertFlexible(DType.Flexible type, JsonNode value, NdArray element) {
    byte[] stored = element.getBytes();
    if (type.form() != DType.Flexible.Form.UNICODE) {
      assertEquals(value.stringValue(), HEX.formatHex(stored));
      return;
    }
    int[] units = new int[type.length()];
    ByteBuffer.wrap(stored).order(type.order()).asIntBuffer().get(units);
    int[] expected = codePoints(value);
    assertArrayEquals(expected, units);
    assertEquals(text(expected), element.getString());
  }

  private static int[] codePoints(JsonNode value) {
    int[] points = new int[value.size()];
    Arrays.setAll(points, i -> value.get(i).intValue());
    return points;
  }

  private static String text(int[] points) {
    int length = points.length;
    while (length > 0 && points[length - 1] == 0) {
      length--;
    }
    return new String(points, 0, length);
  }

  // ---- get

  private static void assertObject(DType type, JsonNode value, Object found) {
    if (type instanceof DType.Struct struct) {
      assertFields(struct, value, (Map<?, ?>) found);
    } else if (type instanceof DType.SubArray array) {
      DType item = item(array);
      List<?> items = (List<?>) found;
      assertEquals(value.size(), items.size());
      for (int i = 0; i < value.size(); i++) {
        assertObject(item, value.get(i), items.get(i));
      }
    } else if (type instanceof DType.Temporal) {
      assertEquals(Golden.integer(value.get(0)), found);
    } else if (type instanceof DType.Flexible flexible) {
      assertFlexible(flexible.form(), value, found);
    } else {
      assertNumber(((DType.Scalar) type).kind(), value, found);
    }
  }

  private static DType item(DType.SubArray array) {
    long[] lengths = array.shape().lengths();
    return lengths.length == 1
        ? array.base()
        : new DType.SubArray(
            array.base(), Shape.of(Arrays.copyOfRange(lengths, 1, lengths.length)));
  }

  private static void assertFields(DType.Struct struct, JsonNode value, Map<?, ?> found) {
    List<Field> fields = struct.fields();
    assertEquals(fields.stream().map(Field::name).toList(), List.copyOf(found.keySet()));
    for (int i = 0; i < fields.size(); i++) {
      assertObject(fields.get(i).type(), value.get(i), found.get(fields.get(i).name()));
    }
  }

  private static void assertFlexible(DType.Flexible.Form form, JsonNode value, Object found) {
    switch (form) {
      case UNICODE -> assertEquals(text(codePoints(value)), found);
      case VOID -> assertEquals(value.stringValue(), HEX.formatHex((byte[]) found));
      case BYTES ->
          assertEquals(
              value.stringValue().replaceFirst("(00)+$", ""), HEX.formatHex((byte[]) found));
    }
  }

  private static void assertNumber(Kind kind, JsonNode value, Object found) {
    if (kind.isComplex()) {
      assertNumber(kind.part(), value.get(0), ((List<?>) found).get(0));
      assertNumber(kind.part(), value.get(1), ((List<?>) found).get(1));
    } else if (kind == Kind.BOOL) {
      assertEquals(value.booleanValue(), found);
    } else if (kind.isInteger()) {
      assertEquals(value.asString(), found.toString());
    } else if (kind == Kind.LONGDOUBLE) {
      assertLongDouble(value.get(1).stringValue(), (Number) found);
    } else {
      assertEquals(number(kind, value), ((Number) found).doubleValue());
    }
  }

  private static void assertLongDouble(String exact, Number found) {
    if (found instanceof BigDecimal decimal) {
      assertEquals(0, decimal(exact).compareTo(decimal));
    } else {
      String text = found.toString();
      assertEquals(
          exact, text.equals("NaN") ? "nan" : text.replace("Infinity", "inf").replace(".0", ""));
    }
  }

  // ---- toArray

  private static void assertPrimitives(Kind kind, JsonNode values, NdArray array) {
    switch (kind) {
      case BOOL -> assertFlat(boolean[].class, kind, values, array);
      case INT8, INT4, UINT4 -> assertFlat(byte[].class, kind, values, array);
      case UINT8, INT16 -> assertFlat(short[].class, kind, values, array);
      case UINT16, INT32 -> assertFlat(int[].class, kind, values, array);
      case UINT32, INT64 -> assertFlat(long[].class, kind, values, array);
      case UINT64 -> assertFlat(BigInteger[].class, kind, values, array);
      case FLOAT16,
          FLOAT32,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU ->
          assertFlat(float[].class, kind, values, array);
      case FLOAT64 -> assertFlat(double[].class, kind, values, array);
      case LONGDOUBLE ->
          assertArrayEquals(
              doubles(values), array.astype(DType.FLOAT64, Order.C).toArray(double[].class));
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> {
        assertPrimitives(kind.part(), parts(values, 0), array.real());
        assertPrimitives(kind.part(), parts(values, 1), array.imag());
      }
    }
  }

  private static JsonNode parts(JsonNode values, int which) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> parts.add(value.get(which)));
    return parts;
  }

  private static double[] doubles(JsonNode values) {
    double[] doubles = new double[values.size()];
    Arrays.setAll(
        doubles,
        i ->
            Double.longBitsToDouble(
                HexFormat.fromHexDigitsToLong(values.get(i).get(2).stringValue())));
    return doubles;
  }

  private static void assertFlat(Class<?> type, Kind kind, JsonNode values, NdArray array) {
    Object flat = array.toArray(type);
    assertEquals(values.size(), Array.getLength(flat));
    for (int i = 0; i < values.size(); i++) {
      assertNumber(kind, values.get(i), Array.get(flat, i));
    }
    if (array.rank() > 1) {
      Class<?> nested = type;
      for (int i = 1; i < array.rank(); i++) {
        nested = nested.arrayType();
      }
      assertEquals(
          String.valueOf(boxed(flat)), flattened(array.toArray(nested), array.rank()).toString());
    }
  }

  private static List<Object> boxed(Object flat) {
    return flattened(flat, 1);
  }

  private static List<Object> flattened(Object nested, int depth) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < Array.getLength(nested); i++) {
      Object item = Array.get(nested, i);
      if (depth == 1) {
        all.add(item);
      } else {
        all.addAll(flattened(item, depth - 1));
      }
    }
    return all;
  }
}
