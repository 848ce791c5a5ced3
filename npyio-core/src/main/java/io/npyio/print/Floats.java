package io.npyio.print;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.memory.Memory;
import io.npyio.number.Float16;
import io.npyio.number.FloatText;
import io.npyio.number.X87;
import io.npyio.strided.Carriers;
import io.npyio.strided.NumberAccess;
import java.math.BigDecimal;

/**
 * Floating-point numbers with aligned points: positional, or all with an exponent if one of them is
 * very large or small or they differ widely.
 */
final class Floats implements Column {
  private final Memory memory;
  private final DType.Scalar type;
  private final int precision;
  private final boolean showsPlus;
  private final boolean isScientific;
  private final Widths widths;

  Floats(ShownElements sample, DType.Scalar type, int precision, boolean showsPlus) {
    this.memory = sample.memory();
    this.type = type;
    this.precision = precision;
    this.showsPlus = showsPlus;
    Magnitudes magnitudes = new Magnitudes();
    sample.forEach(position -> magnitudes.add(exact(position)));
    this.isScientific = magnitudes.needExponents(type.kind());
    this.widths = new Widths();
    sample.forEach(this::measure);
  }

  // ---- the numbers

  /** The exact value: a long double can hold the values of all types. */
  private X87 exact(long position) {
    return type.kind() == Kind.LONGDOUBLE
        ? Carriers.getX87(memory, position, type.order())
        : X87.fromDouble(NumberAccess.floating(memory, position, type.kind(), type.order()));
  }

  private FloatText shortest(long position, X87 exact) {
    return switch (type.kind()) {
      case FLOAT16 -> FloatText.shortestHalf(memory.getShort(position, type.order()));
      case FLOAT64 -> FloatText.shortest(exact.toDouble());
      case LONGDOUBLE -> FloatText.shortest(exact);
      default -> FloatText.shortest((float) exact.toDouble());
    };
  }

  private static boolean isFinite(X87 value) {
    return !value.isNaN() && !value.isInfinite();
  }

  private String sign(X87 value) {
    return value.isNegative() ? "-" : showsPlus ? "+" : "";
  }

  // ---- measuring

  /** The least and the greatest magnitude, not counting zeros. */
  private static final class Magnitudes {
    private static final double LARGE = 1e8;
    private static final double SMALL = 1e-4;
    private static final double RATIO = 1000;

    /** A long double quotient that exceeds the ratio by no more than this is rounded to it. */
    private static final double HALF_ULP_OF_RATIO = 0x1p-55;

    private X87 least = new X87(-1, 0x7FFE);
    private X87 greatest = new X87(0, 0);

    void add(X87 value) {
      if (!isFinite(value) || value.significand() == 0) {
        return;
      }
      if (compare(value, greatest) > 0) {
        greatest = value;
      }
      if (compare(value, least) < 0) {
        least = value;
      }
    }

    private static int compare(X87 a, X87 b) {
      int order = Integer.compare(a.power(), b.power());
      return order != 0 ? order : Long.compareUnsigned(a.significand(), b.significand());
    }

    /** NumPy compares and divides in the precision of the numbers. */
    boolean needExponents(Kind kind) {
      if (greatest.significand() == 0) {
        return false;
      }
      double most = Math.abs(greatest.toDouble());
      double low = Math.abs(least.toDouble());
      return switch (kind) {
        case FLOAT16 -> most >= 1e3 || low < half(SMALL) || half(most / low) > RATIO;
        case FLOAT32 -> most >= 1e6 || low < (float) SMALL || (float) (most / low) > RATIO;
        case FLOAT64 -> most >= LARGE || low < SMALL || most / low > RATIO;
        default -> longDoublesNeedExponents();
      };
    }

    private static float half(double value) {
      return Float16.toFloat(Float16.fromDouble(value));
    }

    private boolean longDoublesNeedExponents() {
      BigDecimal most = greatest.toBigDecimal().abs();
      BigDecimal low = least.toBigDecimal().abs();
      BigDecimal roundsToRatio = new BigDecimal(RATIO).add(new BigDecimal(HALF_ULP_OF_RATIO));
      return most.compareTo(new BigDecimal(LARGE)) >= 0
          || low.compareTo(new BigDecimal(SMALL)) < 0
          || most.compareTo(low.multiply(roundsToRatio)) > 0;
    }
  }

  /** The widths, in characters, of the parts of the numbers. */
  private static final class Widths {
    private int whole;
    private int fraction;
    private int exponent;

    /** The width of NaN and infinities. */
    private int word;
  }

  private void measure(long position) {
    X87 value = exact(position);
    if (!isFinite(value)) {
      boolean isSigned = showsPlus || value.isInfinite() && value.isNegative();
      widths.word = Math.max(widths.word, isSigned ? 4 : 3);
      return;
    }
    FloatText text = rounded(position, value);
    String whole = isScientific ? text.digits().substring(0, 1) : text.integerPart();
    String fraction = isScientific ? text.mantissaFraction() : text.fractionPart();
    widths.whole = Math.max(widths.whole, sign(value).length() + whole.length());
    widths.fraction = Math.max(widths.fraction, fraction.length());
    widths.exponent = Math.max(widths.exponent, text.exponentText().length() - 1);
  }

  /** The shortest digits or, if they are too many, the exact value rounded. */
  private FloatText rounded(long position, X87 value) {
    FloatText text = shortest(position, value);
    if (isScientific) {
      return text.mantissaFraction().length() <= precision
          ? text
          : toMantissa(text, value, precision);
    }
    if (text.fractionPart().length() <= precision) {
      return text;
    }
    int kept = text.exponent() + 1 + precision;
    return text.canBeRounded(kept) ? text.rounded(kept) : FloatText.toFraction(value, precision);
  }

  private static FloatText toMantissa(FloatText shortest, X87 value, int fractionDigits) {
    return shortest.canBeRounded(fractionDigits + 1)
        ? shortest.rounded(fractionDigits + 1)
        : FloatText.toMantissa(value, fractionDigits);
  }

  // ---- printing

  @Override
  public String text(long position) {
    X87 value = exact(position);
    if (!isFinite(value)) {
      return word(value);
    }
    return isScientific
        ? scientific(value, toMantissa(shortest(position, value), value, widths.fraction))
        : positional(value, rounded(position, value));
  }

  private String word(X87 value) {
    int exponent = isScientific ? 2 + widths.exponent : 0;
    int width = Math.max(widths.whole + 1 + widths.fraction + exponent, widths.word);
    String plus = showsPlus ? "+" : "";
    return Column.right(value.isNaN() ? plus + "nan" : sign(value) + "inf", width);
  }

  private String positional(X87 value, FloatText text) {
    String fraction = text.fractionPart();
    int left = Math.max(widths.whole, widths.word - 1 - widths.fraction);
    return Column.right(sign(value) + text.integerPart(), left)
        + "."
        + fraction
        + " ".repeat(widths.fraction - fraction.length());
  }

  /** All numbers have the same number of digits, even where fewer would identify the number. */
  private String scientific(X87 value, FloatText text) {
    String fraction = text.mantissaFraction();
    String exponent = text.exponentText();
    int left = Math.max(widths.whole, widths.word - 3 - widths.fraction - widths.exponent);
    return Column.right(sign(value) + text.digits().charAt(0), left)
        + "."
        + fraction
        + "0".repeat(widths.fraction - fraction.length())
        + "e"
        + exponent.charAt(0)
        + "0".repeat(widths.exponent + 1 - exponent.length())
        + exponent.substring(1);
  }
}
