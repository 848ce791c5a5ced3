package io.npyio.array;

import io.npyio.array.Conversion.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

/** Conversions with text on one side or both, element by element, as NumPy's astype has them. */
final class TextConversion {
  private TextConversion() {}

  /** The target dtype with the length that NumPy chooses where none is given. */
  static DType sized(DType from, DType to) {
    if (!(to instanceof DType.Flexible text) || text.length() > 0 || from.equals(to)) {
      return to;
    }
    return new DType.Flexible(text.form(), length(from, text), text.order());
  }

  private static int length(DType from, DType.Flexible to) {
    if (from instanceof DType.Flexible flexible) {
      return to.form() == DType.Flexible.Form.VOID ? from.itemSize() : flexible.length();
    }
    if (to.form() == DType.Flexible.Form.VOID) {
      return from.itemSize();
    }
    if (from instanceof DType.Scalar scalar) {
      return switch (scalar.kind()) {
        case BOOL -> 5;
        case INT8 -> 4;
        case UINT8 -> 3;
        case INT16 -> 6;
        case UINT16 -> 5;
        case INT32 -> 11;
        case UINT32 -> 10;
        case INT64 -> 21;
        case UINT64 -> 20;
        case FLOAT16, FLOAT32, FLOAT64 -> 32;
        case LONGDOUBLE -> 48;
        case COMPLEX64, COMPLEX128 -> 64;
        case CLONGDOUBLE -> 96;
      };
    }
    return from instanceof DType.Temporal temporal && !temporal.isDelta()
        ? isoLength(temporal)
        : 21;
  }

  /** The longest ISO text of the unit, as NumPy reckons it with years of up to 21 characters. */
  private static int isoLength(DType.Temporal temporal) {
    return switch (temporal.unit()) {
      case YEAR, GENERIC -> 21;
      case MONTH -> 24;
      case WEEK, DAY -> 27 + 1;
      case HOUR -> 31;
      case MINUTE -> 34;
      case SECOND -> 37;
      case MILLISECOND -> 41;
      case MICROSECOND -> 44;
      case NANOSECOND -> 47;
      case PICOSECOND -> 50;
      case FEMTOSECOND -> 53;
      case ATTOSECOND -> 56;
    };
  }

  static void convert(NdArray source, NdArray target, Rule rule) {
    DType from = source.dtype();
    DType to = target.dtype();
    requirePossible(from, to);
    Iterator<NdArray> targets = Blocks.of(target, 1).iterator();
    for (NdArray block : Blocks.of(source, 1)) {
      set(block.reshape(), targets.next().reshape(), rule);
    }
  }

  private static void requirePossible(DType from, DType to) {
    boolean isText = from instanceof DType.Flexible || to instanceof DType.Flexible;
    boolean areTimes = isTime(from) || isTime(to);
    boolean isStruct = from instanceof DType.Struct || to instanceof DType.Struct;
    if (isStruct || !(isText || areTimes) || isVoid(from) != isVoid(to)) {
      throw new IllegalArgumentException("no conversion from " + from + " to " + to);
    }
  }

  private static boolean isTime(DType type) {
    return type instanceof DType.Temporal;
  }

  private static boolean isVoid(DType type) {
    return type instanceof DType.Flexible flexible && flexible.form() == DType.Flexible.Form.VOID;
  }

  private static void set(NdArray source, NdArray target, Rule rule) {
    DType to = target.dtype();
    if (to instanceof DType.Flexible flexible) {
      if (flexible.form() == DType.Flexible.Form.UNICODE) {
        target.setString(cut(text(source), flexible.length(), rule));
      } else {
        target.setBytes(cut(bytes(source), flexible.length(), rule));
      }
    } else if (source.dtype() instanceof DType.Flexible) {
      setFromText(text(source), target, rule);
    } else if (to instanceof DType.Temporal && source.dtype() instanceof DType.Scalar scalar) {
      target.setLong(count(source, scalar));
    } else {
      setNumber(source, target, rule);
    }
  }

  private static void setFromText(String text, NdArray target, Rule rule) {
    boolean toBool = target.dtype().equals(DType.BOOL);
    if (toBool && rule == Rule.CAST) {
      target.setBoolean(!text.isEmpty());
    } else {
      target.setString(text);
    }
  }

  /** A time as the integer that counts it, to a number. */
  private static void setNumber(NdArray source, NdArray target, Rule rule) {
    if (!(source.dtype() instanceof DType.Temporal from)
        || !(target.dtype() instanceof DType.Scalar)) {
      throw new IllegalArgumentException(
          "no conversion from " + source.dtype() + " to " + target.dtype());
    }
    Bulk.convert(source.view(DType.INT64.withByteOrder(from.order())), target, rule);
  }

  private static long count(NdArray source, DType.Scalar type) {
    if (!type.kind().isFloating()) {
      return source.astype(DType.INT64).getLong();
    }
    double value = source.astype(DType.FLOAT64).getDouble();
    return Double.isNaN(value) ? DType.Temporal.NAT : (long) value;
  }

  private static String text(NdArray element) {
    DType type = element.dtype();
    if (type instanceof DType.Temporal temporal && temporal.isDelta()) {
      long count = element.getLong();
      return count == DType.Temporal.NAT ? "NaT" : Long.toString(count);
    }
    if (type instanceof DType.Flexible flexible && flexible.form() == DType.Flexible.Form.BYTES) {
      byte[] bytes = (byte[]) element.get();
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return element.getString();
  }

  private static byte[] bytes(NdArray element) {
    return element.dtype() instanceof DType.Flexible flexible
            && flexible.form() != DType.Flexible.Form.UNICODE
        ? (byte[]) element.get()
        : Value.ascii(text(element));
  }

  private static String cut(String text, int length, Rule rule) {
    boolean isLonger = text.codePointCount(0, text.length()) > length;
    return isLonger && rule == Rule.CAST
        ? text.substring(0, text.offsetByCodePoints(0, length))
        : text;
  }

  private static byte[] cut(byte[] bytes, int length, Rule rule) {
    return bytes.length > length && rule == Rule.CAST ? Arrays.copyOf(bytes, length) : bytes;
  }
}
