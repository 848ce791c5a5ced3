package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.DType.Flexible.Form;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Kind;
import io.npyio.memory.Memory;
import io.npyio.number.X87;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Casts to and from text and raw bytes, element by element, as NumPy's {@code astype} does. */
public final class TextCast {
  private static final ByteOrder NATIVE = ByteOrder.LITTLE_ENDIAN;

  /** NumPy writes timedeltas to text of this many characters first. */
  private static final int DELTA_LENGTH = 21;

  private final Memory memory;
  private final DType from;
  private final Memory other;
  private final DType to;
  private final CastRule rule;

  private TextCast(Strided source, Strided target, CastRule rule) {
    this.memory = source.memory();
    this.from = source.dtype();
    this.other = target.memory();
    this.to = target.dtype();
    this.rule = rule;
  }

  // ---- lengths and units that NumPy chooses

  /** The target dtype with a length or, for times, a unit if none is given. */
  public static DType resultType(DType from, DType to) {
    if (to instanceof DType.Flexible text && text.length() == 0) {
      boolean isSame = from instanceof DType.Flexible own && own.form() == text.form();
      return isSame ? from : new DType.Flexible(text.form(), length(from, text.form()), NATIVE);
    }
    if (from instanceof DType.Temporal a
        && to instanceof DType.Temporal b
        && b.unit() == DateTimeUnit.GENERIC) {
      boolean isSame = a.isDelta() == b.isDelta();
      return isSame ? from : new DType.Temporal(b.isDelta(), a.count(), a.unit(), NATIVE);
    }
    return to;
  }

  private static int length(DType from, Form form) {
    if (form == Form.VOID) {
      return from.itemSize();
    }
    if (from instanceof DType.Flexible flexible) {
      return Math.max(1, flexible.length());
    }
    if (from instanceof DType.Temporal temporal) {
      return temporal.isDelta() ? DELTA_LENGTH : isoLength(temporal.unit());
    }
    return from instanceof DType.Scalar scalar ? length(scalar.kind()) : 1;
  }

  private static int length(Kind kind) {
    return switch (kind) {
      case BOOL -> 5;
      case INT4, UINT4 -> 2;
      case INT8 -> 4;
      case UINT8 -> 3;
      case INT16 -> 6;
      case UINT16 -> 5;
      case INT32 -> 11;
      case UINT32 -> 10;
      case INT64 -> 21;
      case UINT64 -> 20;
      case FLOAT16,
          FLOAT32,
          FLOAT64,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU ->
          32;
      case LONGDOUBLE -> 48;
      case COMPLEX64, COMPLEX128 -> 64;
      case CLONGDOUBLE -> 96;
    };
  }

  /**
   * The longest ISO text of the unit by NumPy's count: with years of 21 digits and a terminator.
   */
  private static int isoLength(DateTimeUnit unit) {
    return switch (unit) {
      case GENERIC -> 4;
      case YEAR -> 22;
      case MONTH -> 25;
      case WEEK, DAY -> 28;
      case HOUR -> 32;
      case MINUTE -> 35;
      case SECOND -> 38;
      case MILLISECOND -> 42;
      case MICROSECOND -> 45;
      case NANOSECOND -> 48;
      case PICOSECOND -> 51;
      case FEMTOSECOND -> 54;
      case ATTOSECOND -> 57;
    };
  }

  // ---- converting

  static void convert(Strided source, Strided target, CastRule rule) {
    DType from = source.dtype();
    DType to = target.dtype();
    if (!isPossible(from, to)) {
      throw Cast.impossible(from, to);
    }
    if (isVoid(to) && !from.equals(littleEndian(from))) {
      convert(Cast.astype(source, littleEndian(from)), target, rule);
    } else if (rule == CastRule.CAST && isParsedAsDouble(to)) {
      boolean isComplex = ((DType.Scalar) to).kind().isComplex();
      Cast.convert(Cast.astype(source, isComplex ? DType.COMPLEX128 : DType.FLOAT64), target, rule);
    } else {
      new TextCast(source, target, rule).walk(source, target);
    }
  }

  private static boolean isPossible(DType from, DType to) {
    boolean isStruct = from instanceof DType.Struct || to instanceof DType.Struct;
    return !isStruct && (isVoid(to) || !isVoid(from));
  }

  private static boolean isVoid(DType type) {
    return type instanceof DType.Flexible flexible && flexible.form() == Form.VOID;
  }

  private static DType littleEndian(DType type) {
    return type.withByteOrder(NATIVE);
  }

  /** Whether NumPy reads numbers as Python floats and rounds again. */
  private static boolean isParsedAsDouble(DType to) {
    return to instanceof DType.Scalar scalar
        && switch (scalar.kind()) {
          case FLOAT16, FLOAT32, COMPLEX64, CLONGDOUBLE -> true;
          default -> false;
        };
  }

  private void walk(Strided source, Strided target) {
    StridedWalk.walk(
        source,
        target,
        StridedWalk.Access.IN_PLACE,
        (same, p, stride, q, otherStride, n) -> {
          for (int i = 0; i < n; i++) {
            convert(p + i * stride, q + i * otherStride);
          }
        });
  }

  private void convert(long position, long target) {
    if (to instanceof DType.Flexible flexible) {
      Elements.set(other, target, to, cut(position, flexible));
    } else if (rule == CastRule.CAST) {
      cast(text(position), target);
    } else {
      Elements.set(other, target, to, text(position));
    }
  }

  private Object cut(long position, DType.Flexible flexible) {
    int length = flexible.length();
    return switch (flexible.form()) {
      case VOID -> cut(FlexibleAccess.bytes(memory, position, from.itemSize()), length);
      case BYTES -> cut(bytes(position), length);
      case UNICODE -> cut(text(position), length);
    };
  }

  private byte[] cut(byte[] bytes, int length) {
    return bytes.length > length && isCut() ? Arrays.copyOf(bytes, length) : bytes;
  }

  private String cut(String text, int length) {
    boolean isLonger = text.codePointCount(0, text.length()) > length;
    return isLonger && isCut() ? text.substring(0, text.offsetByCodePoints(0, length)) : text;
  }

  /** A truncated date is another date, so NumPy does not truncate dates. */
  private boolean isCut() {
    boolean isDate = from instanceof DType.Temporal temporal && !temporal.isDelta();
    return rule == CastRule.CAST && !isDate;
  }

  private byte[] bytes(long position) {
    return from instanceof DType.Flexible flexible && flexible.form() == Form.BYTES
        ? FlexibleAccess.stripped(memory, position, flexible.length())
        : FlexibleAccess.ascii(text(position));
  }

  private String text(long position) {
    if (!(from instanceof DType.Flexible flexible) || flexible.form() != Form.BYTES) {
      String text = Elements.text(memory, position, from);
      boolean isDelta = from instanceof DType.Temporal temporal && temporal.isDelta();
      return isDelta && rule == CastRule.CAST ? cut(text, DELTA_LENGTH) : text;
    }
    byte[] bytes = FlexibleAccess.stripped(memory, position, flexible.length());
    for (byte b : bytes) {
      if (b < 0) {
        throw new IllegalArgumentException(
            FlexibleAccess.escaped(bytes) + " is not ASCII, so it is not text; read it as byte[]");
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  // ---- text to other dtypes

  private void cast(String text, long target) {
    if (to instanceof DType.Temporal temporal) {
      other.putLong(target, temporal.order(), count(text, temporal));
    } else if (to.equals(DType.BOOL)) {
      other.putByte(target, (byte) (text.isEmpty() ? 0 : 1));
    } else {
      castNumber(text, target, (DType.Scalar) to);
    }
  }

  private static long count(String text, DType.Temporal type) {
    if (text.isEmpty()) {
      return DType.Temporal.NAT;
    }
    return type.isDelta()
        ? Elements.parseTime(type, text.strip())
        : TimeText.parseIsoCut(text, type.step());
  }

  private void castNumber(String text, long target, DType.Scalar type) {
    switch (type.kind()) {
      case FLOAT64 -> putDouble(text, target, type);
      case COMPLEX128 -> {
        String[] parts = NumberText.complexParts(text, type);
        putDouble(parts[0], target, type);
        putDouble(parts[1], target + Double.BYTES, type);
      }
      case LONGDOUBLE ->
          Carriers.putX87(other, target, type.order(), x87(NumberText.parse(text, type)));
      default -> Elements.set(other, target, type, text);
    }
  }

  private void putDouble(String text, long target, DType.Scalar type) {
    double value = NumberText.parse(text, type).doubleValue();
    other.putLong(target, type.order(), Double.doubleToRawLongBits(value));
  }

  private static X87 x87(Number value) {
    return value instanceof BigDecimal decimal
        ? X87.fromBigDecimal(decimal)
        : X87.fromDouble(value.doubleValue());
  }
}
