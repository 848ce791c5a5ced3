package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Java values as text, as {@link PythonObjects} writes the same Python values. */
final class ObjectText {
  private ObjectText() {}

  static String of(Object value) {
    if (value == null) {
      return "None";
    } else if (value instanceof Boolean bool) {
      return bool ? "True" : "False";
    } else if (value instanceof Double || value instanceof Float) {
      double real = ((Number) value).doubleValue();
      String bits = "%016x".formatted(Double.doubleToRawLongBits(real));
      return "f" + (Double.isNaN(real) ? "nan" : bits);
    } else if (value instanceof BigDecimal decimal) {
      return "d" + decimal;
    } else if (value instanceof Number integer) {
      return integer.toString();
    } else if (value instanceof ObjectArray.Complex complex) {
      return "c(" + of(complex.re()) + "," + of(complex.im()) + ")";
    } else if (value instanceof String text) {
      return "s" + hex(PickleText.encode(text));
    } else if (value instanceof byte[] bytes) {
      return "b" + hex(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return "b" + hex(bytes);
    }
    return value instanceof Collection || value instanceof Map ? container(value) : other(value);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String container(Object value) {
    if (value instanceof ObjectArray.Tuple tuple) {
      return "(" + joined(tuple) + ")";
    } else if (value instanceof List<?> list) {
      return "[" + joined(list) + "]";
    } else if (value instanceof Set<?> set) {
      String name = set instanceof FrozenSet ? "frozenset" : "set";
      return name
          + set.stream().map(ObjectText::of).sorted().collect(Collectors.joining(","))
          + ".";
    }
    return ((Map<?, ?>) value)
        .entrySet().stream()
            .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String joined(Collection<?> items) {
    return items.stream().map(ObjectText::of).collect(Collectors.joining(","));
  }

  private static String other(Object value) {
    if (value instanceof LocalDate date) {
      return "D%04d-%02d-%02d"
          .formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    } else if (value instanceof LocalDateTime time) {
      LocalDate day = time.toLocalDate();
      return "datetime%d.%d.%d.%s"
          .formatted(
              day.getYear(), day.getMonthValue(), day.getDayOfMonth(), clock(time.toLocalTime()));
    } else if (value instanceof OffsetDateTime time) {
      return of(time.toLocalDateTime()) + of(time.getOffset());
    } else if (value instanceof LocalTime time) {
      return "time" + clock(time);
    } else if (value instanceof OffsetTime time) {
      return of(time.toLocalTime()) + of(time.getOffset());
    } else if (value instanceof ZoneOffset zone) {
      return "Z" + zone.getTotalSeconds() * 1_000_000L;
    } else if (value instanceof Duration duration) {
      return "P" + (duration.getSeconds() * 1_000_000 + duration.getNano() / 1000);
    } else if (value instanceof DType dtype) {
      return "t" + descr(dtype);
    } else if (value instanceof ObjectArray array) {
      String start = "a" + descr(array.dtype()) + array.shape();
      return start + "[" + joined(array.elements()) + "]";
    }
    return value instanceof NdArray array ? numbers(array) : "i" + ObjectArray.repr(value);
  }

  /** Structs with overlapping fields have no such text. */
  private static String descr(DType dtype) {
    try {
      return dtype.descr();
    } catch (IllegalArgumentException overlap) {
      return dtype.toString();
    }
  }

  private static String numbers(NdArray stored) {
    Order order = stored.layout().order();
    NdArray array =
        stored.dtype() instanceof DType.Struct
            ? stored
            : stored.astype(stored.dtype().withByteOrder(ByteOrder.LITTLE_ENDIAN));
    var bytes = new ByteArrayOutputStream();
    try {
      array.writeTo(Channels.newChannel(bytes), Order.C);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    String start = "a" + descr(array.dtype()) + array.shape();
    return start + order + hex(bytes.toByteArray());
  }

  private static String clock(LocalTime time) {
    return "%d.%d.%d.%d"
        .formatted(time.getHour(), time.getMinute(), time.getSecond(), time.getNano() / 1000);
  }
}
