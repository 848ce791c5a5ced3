package io.npyio.dtype;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The step in which datetime64 and timedelta64 values count, such as 25 seconds. Prints as in a
 * dtype: {@code [25s]}.
 *
 * @param count of units in one step; 1 for {@link DateTimeUnit#GENERIC}
 * @param unit of the count
 * @since 0.1.0
 */
public record TimeStep(int count, DateTimeUnit unit) {
  private static final Pattern BODY =
      Pattern.compile("(?:[ \\t-\\r]*([+-]?\\d+))?([A-Za-zμ]+)(?:/[ \\t-\\r]*([+-]?\\d+))?");

  /**
   * The sizes of each unit in finer units, in NumPy's order: it takes the first one that a divisor
   * divides evenly.
   */
  private static final Map<DateTimeUnit, int[]> DIVISIBLE = new EnumMap<>(DateTimeUnit.class);

  static {
    DIVISIBLE.put(DateTimeUnit.YEAR, new int[] {12, 52, 365});
    DIVISIBLE.put(DateTimeUnit.MONTH, new int[] {4, 30, 720});
    DIVISIBLE.put(DateTimeUnit.WEEK, new int[] {7, 168, 10_080});
    DIVISIBLE.put(DateTimeUnit.DAY, new int[] {24, 1_440, 86_400});
    DIVISIBLE.put(DateTimeUnit.HOUR, new int[] {60, 3_600});
    DIVISIBLE.put(DateTimeUnit.MINUTE, new int[] {60, 60_000});
    DIVISIBLE.put(DateTimeUnit.FEMTOSECOND, new int[] {1_000});
    DIVISIBLE.put(DateTimeUnit.ATTOSECOND, new int[] {});
    DIVISIBLE.put(DateTimeUnit.GENERIC, new int[] {});
  }

  /** Checks that the count is not negative. */
  public TimeStep {
    if (count < 0) {
      throw new IllegalArgumentException("a count of units cannot be negative: " + count);
    }
    count = unit == DateTimeUnit.GENERIC ? 1 : count;
  }

  /** The step written between the brackets of a dtype: {@code 25s}, or {@code D/24} for hours. */
  static TimeStep parse(String body) {
    Matcher matcher = BODY.matcher(body);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + body
              + "' is not a datetime unit; expected a unit, perhaps with a count before"
              + " it or a divisor after it: s, 25s, D/24");
    }
    long count = matcher.group(1) == null ? 1 : number(body, matcher.group(1), 0);
    DateTimeUnit unit = unit(body, matcher.group(2));
    long divisor = matcher.group(3) == null ? 1 : number(body, matcher.group(3), 1);
    return divisor == 1 ? new TimeStep((int) count, unit) : divided(body, count, unit, divisor);
  }

  private static long number(String body, String digits, int least) {
    BigInteger value = new BigInteger(digits);
    if (value.bitLength() > 31 || value.intValue() < least) {
      throw new IllegalArgumentException(
          "'" + body + "': expected a number from " + least + " to 2147483647 but found " + value);
    }
    return value.intValue();
  }

  private static DateTimeUnit unit(String body, String symbol) {
    for (DateTimeUnit unit : DateTimeUnit.values()) {
      if (unit.symbol().equals(symbol)) {
        return unit;
      }
    }
    if (symbol.equals("μs")) { // Greek mu; the micro sign is refused by NumPy too
      return DateTimeUnit.MICROSECOND;
    }
    throw new IllegalArgumentException(
        "'"
            + body
            + "': no unit '"
            + symbol
            + "' in Y, M, W, D, h, m, s, ms, us, ns, ps, fs, as, generic");
  }

  @SuppressWarnings("EnumOrdinal") // the units are declared from coarse to fine
  private static TimeStep divided(String body, long count, DateTimeUnit unit, long divisor) {
    int[] factors = DIVISIBLE.getOrDefault(unit, new int[] {1_000, 1_000_000});
    Iterator<DateTimeUnit> finer = EnumSet.range(unit, DateTimeUnit.GENERIC).iterator();
    finer.next();
    for (int factor : factors) {
      DateTimeUnit finerUnit = finer.next();
      if (factor % divisor == 0) {
        long finerCount = count * (factor / divisor);
        return new TimeStep((int) number(body, Long.toString(finerCount), 0), finerUnit);
      }
    }
    throw new IllegalArgumentException(
        "'" + body + "': " + divisor + " divides no finer unit of " + unit.symbol() + " evenly");
  }

  /** {@return the step as in a dtype, brackets included; empty without a unit} */
  @Override
  public String toString() {
    if (unit == DateTimeUnit.GENERIC) {
      return "";
    }
    return "[" + (count == 1 ? "" : count) + unit.symbol() + "]";
  }
}
