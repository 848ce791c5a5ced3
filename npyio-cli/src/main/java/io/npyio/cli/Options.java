package io.npyio.cli;

import io.npyio.array.Order;
import io.npyio.file.NpyVersion;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The words of options as values. */
final class Options {
  private Options() {}

  static Order order(String text) {
    return switch (text) {
      case "C" -> Order.C;
      case "F" -> Order.F;
      default -> throw new IllegalArgumentException("'" + text + "' is no order: C or F");
    };
  }

  static ByteOrder endian(String text) {
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new IllegalArgumentException("'" + text + "' is no byte order: little or big");
    };
  }

  static NpyVersion version(String text) {
    return Arrays.stream(NpyVersion.values())
        .filter(version -> version.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no version: %s"
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
      throw new IllegalArgumentException("'" + text + "' is no axis", notNumber);
    }
  }

  static Long offset(String text) {
    try {
      long offset = Long.parseLong(text);
      if (offset >= 0) {
        return offset;
      }
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException("'" + text + "' is no number of bytes", notNumber);
    }
    throw new IllegalArgumentException("'" + text + "' is no number of bytes");
  }
}
