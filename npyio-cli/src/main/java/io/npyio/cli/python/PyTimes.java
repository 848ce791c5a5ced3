package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.python.core.Py;
import org.python.core.PyBaseString;
import org.python.core.PyObject;
import org.python.core.__builtin__;

/**
 * Times as NumPy's {@code item()} returns them: Python's types if these can hold them, else counts.
 */
final class PyTimes {
  /** Year, month, day, hour, minute, second, and the digits of the fraction. */
  private static final Pattern ISO =
      Pattern.compile(
          "-?\\d{4,}(-\\d\\d)?(-\\d\\d)?([T ]\\d\\d)?(:\\d\\d)?(:\\d\\d)?(?:\\.(\\d+))?");

  private static final List<DateTimeUnit> UNITS =
      List.of(
          DateTimeUnit.YEAR,
          DateTimeUnit.MONTH,
          DateTimeUnit.DAY,
          DateTimeUnit.HOUR,
          DateTimeUnit.MINUTE,
          DateTimeUnit.SECOND,
          DateTimeUnit.MILLISECOND,
          DateTimeUnit.MICROSECOND,
          DateTimeUnit.NANOSECOND,
          DateTimeUnit.PICOSECOND,
          DateTimeUnit.FEMTOSECOND,
          DateTimeUnit.ATTOSECOND);

  private PyTimes() {}

  /** A dtype without a unit gets the finest unit of the values. */
  static DType.Temporal withUnit(DType.Temporal dtype, List<PyObject> values) {
    if (dtype.isDelta() || dtype.unit() != DateTimeUnit.GENERIC) {
      return dtype;
    }
    DateTimeUnit finest = dtype.unit();
    for (PyObject value : values) {
      DateTimeUnit unit = unit(value);
      boolean isFiner =
          unit != DateTimeUnit.GENERIC
              && (finest == DateTimeUnit.GENERIC || UNITS.indexOf(unit) > UNITS.indexOf(finest));
      finest = isFiner ? unit : finest;
    }
    return new DType.Temporal(false, 1, finest, dtype.order());
  }

  /** The dtype in which times of two dtypes are compared: that of the finer unit. */
  static DType.Temporal common(DType.Temporal a, DType.Temporal b) {
    if (a.step().equals(b.step()) || b.unit() == DateTimeUnit.GENERIC) {
      return inOrder(a);
    }
    if (a.unit() == DateTimeUnit.GENERIC) {
      return inOrder(b);
    }
    if (a.isDelta() && isOfCalendar(a) != isOfCalendar(b)) {
      throw Py.TypeError(
          ("Cannot get a common metadata divisor for Numpy datetime metadata %s and %s because they"
                  + " have incompatible nonlinear base time units.")
              .formatted(a.step(), b.step()));
    }
    DateTimeUnit finer = a.unit().compareTo(b.unit()) > 0 ? a.unit() : b.unit();
    return new DType.Temporal(a.isDelta(), 1, finer, ByteOrder.LITTLE_ENDIAN);
  }

  private static DType.Temporal inOrder(DType.Temporal dtype) {
    return new DType.Temporal(
        dtype.isDelta(), dtype.count(), dtype.unit(), ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean isOfCalendar(DType.Temporal dtype) {
    return dtype.unit() == DateTimeUnit.YEAR || dtype.unit() == DateTimeUnit.MONTH;
  }

  /** Whether a value is a date, a datetime or a timedelta of Python. */
  static boolean isTime(PyObject value) {
    return isDate(value) || value.__findattr__("total_seconds") != null;
  }

  private static boolean isDate(PyObject value) {
    return value.__findattr__("toordinal") != null;
  }

  /** The array of a date, a datetime or a timedelta of Python. */
  static NdArray array(PyObject value) {
    boolean isDelta = !isDate(value);
    var dtype =
        new DType.Temporal(
            isDelta,
            1,
            isDelta ? DateTimeUnit.MICROSECOND : DateTimeUnit.GENERIC,
            ByteOrder.LITTLE_ENDIAN);
    if (!isDelta) {
      return PyArrays.of(value, dtype);
    }
    NdArray span = NdArray.zeros(dtype);
    span.setLong(
        (part(value, "days") * 86_400 + part(value, "seconds")) * 1_000_000
            + part(value, "microseconds"));
    return span;
  }

  private static long part(PyObject span, String name) {
    return Shapes.integer(span.__getattr__(name));
  }

  private static DateTimeUnit unit(PyObject value) {
    NdArray known = PyValues.array(value);
    if (known != null && known.dtype() instanceof DType.Temporal temporal) {
      return temporal.unit();
    }
    if (value.__findattr__("hour") != null) {
      return DateTimeUnit.MICROSECOND;
    }
    if (value.__findattr__("isoformat") != null) {
      return DateTimeUnit.DAY;
    }
    Matcher text = ISO.matcher(value.toString());
    if (!(value instanceof PyBaseString) || !text.matches()) {
      return DateTimeUnit.GENERIC;
    }
    String fraction = text.group(6);
    if (fraction != null) {
      return UNITS.get(6 + (fraction.length() - 1) / 3);
    }
    int parts = 0;
    while (parts < 5 && text.group(parts + 1) != null) {
      parts++;
    }
    return UNITS.get(parts);
  }

  static PyObject of(long count, DType.Temporal dtype) {
    if (count == DType.Temporal.NAT) {
      return Py.None;
    }
    NdArray one = NdArray.zeros(dtype);
    one.setLong(count);
    return switch (dtype.unit()) {
      case YEAR, MONTH -> dtype.isDelta() ? Shapes.integer(count) : date(one.getLocalDate());
      case WEEK, DAY -> dtype.isDelta() ? span(one.getDuration()) : date(one.getLocalDate());
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND ->
          dtype.isDelta() ? span(one.getDuration()) : time(one.getLocalDateTime());
      case GENERIC, NANOSECOND, PICOSECOND, FEMTOSECOND, ATTOSECOND -> Shapes.integer(count);
    };
  }

  private static PyObject type(String name) {
    return __builtin__.__import__("datetime").__getattr__(name);
  }

  private static PyObject call(String name, long... arguments) {
    PyObject[] values = new PyObject[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Shapes.integer(arguments[i]);
    }
    return type(name).__call__(values);
  }

  private static PyObject date(LocalDate date) {
    return call("date", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static PyObject time(LocalDateTime time) {
    return call(
        "datetime",
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        time.getNano() / 1000);
  }

  private static PyObject span(Duration span) {
    return call("timedelta", 0, span.getSeconds(), span.getNano() / 1000);
  }
}
