package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Kind;
import java.nio.ByteOrder;

/**
 * Reads elements as real numbers: booleans as 0 and 1, a part of complex numbers, dates as
 * milliseconds since 1970, durations as counts of their unit, NaT as NaN.
 */
abstract class RealReader {
  private static final DType DAYS = DType.of("<M8[D]");
  private static final double DAY_MILLIS = 86_400_000;
  private static final double MILLI_IN_ATTOSECONDS = 1e15;

  /** For one thread: a reader keeps a buffer from one call to the next. */
  static RealReader of(DType dtype, Part part) {
    if (dtype instanceof DType.Scalar scalar) {
      return scalar.kind().isComplex() ? complex(scalar, part) : number(scalar, part);
    }
    if (dtype instanceof DType.Temporal temporal) {
      requireValue(dtype, part);
      return temporal.isDelta() || temporal.unit() == DateTimeUnit.GENERIC
          ? new Times(temporal, 1, 1)
          : date(temporal);
    }
    throw new IllegalArgumentException(
        "elements of %s are not numbers, so they have no picture; the grid shows them"
            .formatted(dtype.name()));
  }

  /** Whether every value is a whole number. */
  boolean isInteger() {
    return false;
  }

  /** Reads all elements in C order. */
  abstract void read(NdArray block, double[] to);

  private static RealReader number(DType.Scalar scalar, Part part) {
    requireValue(scalar, part);
    return switch (scalar.kind()) {
      case INT64 -> new Longs(scalar);
      case UINT64 -> new UnsignedLongs(scalar);
      case LONGDOUBLE -> new LongDoubles();
      default -> new Plain(scalar.kind());
    };
  }

  private static void requireValue(DType dtype, Part part) {
    if (part != Part.VALUE) {
      throw new IllegalArgumentException(
          "part %s is of complex numbers, but elements are %s; leave the part out"
              .formatted(part, dtype.name()));
    }
  }

  private static RealReader complex(DType.Scalar scalar, Part part) {
    RealReader reader = number(DType.Scalar.of(scalar.kind().part()), Part.VALUE);
    return switch (part) {
      case REAL -> new OnePart(reader, true);
      case IMAG -> new OnePart(reader, false);
      case PHASE -> new Phase(reader);
      case VALUE, ABS -> new Magnitude(reader);
    };
  }

  private static RealReader date(DType.Temporal dtype) {
    if (dtype.unit().isCalendar()) {
      return new CalendarDates();
    }
    double unit = dtype.unit().attoseconds().doubleValue();
    // one of the quotients is a whole number, and the other is not used
    return unit >= MILLI_IN_ATTOSECONDS
        ? new Times(dtype, dtype.count() * (unit / MILLI_IN_ATTOSECONDS), 1)
        : new Times(dtype, dtype.count(), MILLI_IN_ATTOSECONDS / unit);
  }

  /** Numbers that the array reads as float64 exactly. */
  private static final class Plain extends RealReader {
    private final Kind kind;

    Plain(Kind kind) {
      this.kind = kind;
    }

    @Override
    boolean isInteger() {
      return kind.isInteger() || kind == Kind.BOOL;
    }

    @Override
    void read(NdArray block, double[] to) {
      block.readInto(to);
    }
  }

  /** Integers of 64 bits, by way of {@code long}. */
  private static class Longs extends RealReader {
    private final DType signed;
    private long[] buffer = {};

    Longs(DType dtype) {
      signed = DType.INT64.withByteOrder(order(dtype));
    }

    private static ByteOrder order(DType dtype) {
      return dtype instanceof DType.Temporal temporal
          ? temporal.order()
          : ((DType.Scalar) dtype).order();
    }

    @Override
    boolean isInteger() {
      return true;
    }

    @Override
    final void read(NdArray block, double[] to) {
      int n = Math.toIntExact(block.size());
      if (buffer.length < n) {
        buffer = new long[n];
      }
      block.view(signed).readInto(buffer);
      convert(buffer, to, n);
    }

    void convert(long[] from, double[] to, int n) {
      for (int i = 0; i < n; i++) {
        to[i] = from[i];
      }
    }
  }

  /** Integers from 0 to 2^64. */
  private static final class UnsignedLongs extends Longs {
    UnsignedLongs(DType.Scalar dtype) {
      super(dtype);
    }

    @Override
    void convert(long[] from, double[] to, int n) {
      for (int i = 0; i < n; i++) {
        // the lowest bit is kept, so that halving does not round
        to[i] = from[i] >= 0 ? from[i] : ((from[i] >>> 1) | (from[i] & 1)) * 2.0;
      }
    }
  }

  /** Counts of time, scaled. */
  private static final class Times extends Longs {
    private final double factor;
    private final double divisor;

    Times(DType.Temporal dtype, double factor, double divisor) {
      super(dtype);
      this.factor = factor;
      this.divisor = divisor;
    }

    @Override
    boolean isInteger() {
      return divisor == 1;
    }

    @Override
    void convert(long[] from, double[] to, int n) {
      for (int i = 0; i < n; i++) {
        to[i] = from[i] == DType.Temporal.NAT ? Double.NaN : from[i] * factor / divisor;
      }
    }
  }

  /** Dates in months or years, whose length varies. */
  private static final class CalendarDates extends RealReader {
    private final RealReader days = new Times((DType.Temporal) DAYS, DAY_MILLIS, 1);

    @Override
    boolean isInteger() {
      return true;
    }

    @Override
    void read(NdArray block, double[] to) {
      days.read(block.astype(DAYS), to);
    }
  }

  /** Numbers of 80 bits, rounded. */
  private static final class LongDoubles extends RealReader {
    @Override
    void read(NdArray block, double[] to) {
      block.astype(DType.FLOAT64).readInto(to);
    }
  }

  /** The real or imaginary parts of complex numbers. */
  private static final class OnePart extends RealReader {
    private final RealReader reader;
    private final boolean isReal;

    OnePart(RealReader reader, boolean isReal) {
      this.reader = reader;
      this.isReal = isReal;
    }

    @Override
    void read(NdArray block, double[] to) {
      reader.read(isReal ? block.real() : block.imag(), to);
    }
  }

  /** A number made of both parts of a complex number. */
  private abstract static class BothParts extends RealReader {
    private final RealReader reader;
    private double[] imaginary = {};

    BothParts(RealReader reader) {
      this.reader = reader;
    }

    @Override
    final void read(NdArray block, double[] to) {
      int n = Math.toIntExact(block.size());
      if (imaginary.length < n) {
        imaginary = new double[n];
      }
      reader.read(block.real(), to);
      reader.read(block.imag(), imaginary);
      combine(to, imaginary, n);
    }

    abstract void combine(double[] real, double[] imag, int n);
  }

  /** Angles. */
  private static final class Phase extends BothParts {
    Phase(RealReader reader) {
      super(reader);
    }

    @Override
    void combine(double[] real, double[] imag, int n) {
      for (int i = 0; i < n; i++) {
        real[i] = Math.atan2(imag[i], real[i]);
      }
    }
  }

  /** Magnitudes. */
  private static final class Magnitude extends BothParts {
    private static final double MIN_EXACT_SQUARE = 0x1p-900;

    Magnitude(RealReader reader) {
      super(reader);
    }

    @Override
    void combine(double[] real, double[] imag, int n) {
      for (int i = 0; i < n; i++) {
        double square = real[i] * real[i] + imag[i] * imag[i];
        // hypot takes ten times as long, and is needed where squares leave the range of float64
        real[i] =
            square >= MIN_EXACT_SQUARE && square <= Double.MAX_VALUE
                ? Math.sqrt(square)
                : Math.hypot(real[i], imag[i]);
      }
    }
  }
}
