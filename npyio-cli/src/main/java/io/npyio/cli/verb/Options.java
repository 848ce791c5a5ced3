package io.npyio.cli.verb;

import io.npyio.cli.format.Sidecar;
import io.npyio.cli.scan.Workers;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.NpyVersion;
import io.npyio.shards.ShardOrder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;

/** The values of options from their words, and options that several verbs declare. */
final class Options {
  private static final int MAX_THREADS = 1024;

  private static final List<String> DTYPES =
      List.of(
          "bool",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "float16",
          "float32",
          "float64",
          "longdouble",
          "complex64",
          "complex128",
          "clongdouble",
          "str",
          "bytes",
          "object",
          "datetime64[D]",
          "datetime64[s]",
          "datetime64[ms]",
          "datetime64[us]",
          "datetime64[ns]",
          "timedelta64[s]",
          "timedelta64[ms]",
          "timedelta64[us]",
          "timedelta64[ns]",
          "bfloat16",
          "float8_e4m3fn",
          "float8_e5m2",
          "float8_e4m3fnuz",
          "float8_e5m2fnuz",
          "float8_e4m3b11fnuz",
          "float8_e8m0fnu",
          "int4",
          "uint4");

  private Options() {}

  /** The words for an option that a shell can complete; none if they cannot be listed. */
  static <T> List<String> candidates(Class<T> type, ITypeConverter<T> converter) {
    if (type == ByteOrder.class) {
      return List.of("little", "big");
    }
    if (type == DType.class) {
      return DTYPES.stream().filter(word -> isWord(word, converter)).toList();
    }
    T[] constants = type.getEnumConstants();
    return constants == null
        ? List.of()
        : Arrays.stream(constants)
            .map(Object::toString)
            .flatMap(word -> Stream.of(word, word.toLowerCase(Locale.ROOT)).distinct())
            .filter(word -> isWord(word, converter))
            .toList();
  }

  private static boolean isWord(String word, ITypeConverter<?> converter) {
    try {
      return converter.convert(word) != null;
    } catch (Exception notAWord) {
      return false;
    }
  }

  static Order order(String text) {
    return switch (text) {
      case "C" -> Order.C;
      case "F" -> Order.F;
      default -> throw new IllegalArgumentException("'" + text + "' is not an order: C or F");
    };
  }

  static ShardOrder shardOrder(String text) {
    return switch (text) {
      case "natural" -> ShardOrder.NATURAL;
      case "name" -> ShardOrder.NAME;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not an order of shards: natural or name");
    };
  }

  static ByteOrder endian(String text) {
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new IllegalArgumentException("'" + text + "' is not a byte order: little or big");
    };
  }

  static NpyVersion version(String text) {
    return Arrays.stream(NpyVersion.values())
        .filter(version -> version.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not a version: %s"
                        .formatted(
                            text,
                            Arrays.stream(NpyVersion.values())
                                .map(NpyVersion::toString)
                                .collect(Collectors.joining(", ")))));
  }

  static Integer axis(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException("'" + text + "' is not an axis", notNumber);
    }
  }

  /** An axis counted from the first. */
  static int axis(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis %d is out of bounds for an array of %d axes".formatted(axis, rank));
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** Declares the number of threads. */
  static OptionSpec threads(Verb verb) {
    return verb.option(
        "--threads",
        "N",
        "Number of threads. Default: one for each processor.",
        Integer.class,
        Options::threads);
  }

  /** The option that keeps a raw file from getting a sidecar. */
  static OptionSpec noSidecar(Verb verb) {
    return verb.flag("--no-sidecar", "Write no DST.json beside a raw file.");
  }

  /** The choice of that option. */
  static Sidecar sidecar(OptionSpec noSidecar) {
    return Verb.isSet(noSidecar) ? Sidecar.OMITTED : Sidecar.WRITTEN;
  }

  /** Starts as many threads as an option asks for. */
  static Workers workers(OptionSpec threads) {
    Integer chosen = threads.getValue();
    return new Workers(chosen == null ? Runtime.getRuntime().availableProcessors() : chosen);
  }

  private static Integer threads(String text) {
    return (int) number(text, 1, MAX_THREADS, "number of threads");
  }

  static Integer level(String text) {
    if (!text.matches("[0-9]")) {
      throw new IllegalArgumentException("'" + text + "' is not a level of compression: 0 to 9");
    }
    return Integer.valueOf(text);
  }

  static Double tolerance(String text) {
    try {
      double tolerance = Double.parseDouble(text);
      if (tolerance >= 0) {
        return tolerance;
      }
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException("'" + text + "' is not a tolerance", notNumber);
    }
    throw new IllegalArgumentException("'" + text + "' is not a tolerance");
  }

  /** A number that is not negative. */
  static Integer count(String text, String what) {
    return (int) number(text, 0, Integer.MAX_VALUE, what);
  }

  /** A number of rows of which there is at least one. */
  static Long rows(String text) {
    try {
      long rows = Long.parseLong(text);
      if (rows > 0) {
        return rows;
      }
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException("'" + text + "' is not a number of rows", notNumber);
    }
    throw new IllegalArgumentException("'" + text + "' is not a number of rows");
  }

  static Long offset(String text) {
    return number(text, 0, Long.MAX_VALUE, "number of bytes");
  }

  /** A whole number from {@code least} to {@code most}; {@code what} names it in the complaint. */
  static long number(String text, long least, long most, String what) {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(notA(text, what), notNumber);
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException(notA(text, what));
    }
    return number;
  }

  private static String notA(String text, String what) {
    return "'" + text + "' is not a " + what;
  }
}
