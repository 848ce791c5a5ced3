package io.npyio.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as the text that render.py prints for the same elements. */
final class Rendered {
  private Rendered() {}

  /** A file that NumPy wrote, and its rows. */
  record Array(String file, List<String> rows) {
    /** The number of the dtype, with which the name begins. */
    String dtype() {
      return file.replaceFirst("\\D.*", "");
    }
  }

  /** Reads the rows of a file. */
  interface Reader {
    List<Row> read(Array array) throws Exception;
  }

  /** Lets NumPy write arrays of every dtype, order and shape into a folder. */
  static List<Array> arrays(Path folder, long seed) throws Exception {
    Path script = Path.of(Rendered.class.getResource("/render.py").toURI());
    String run = "import sys\nsys.argv.append('%d')\n".formatted(seed) + Files.readString(script);
    List<Array> arrays = new ArrayList<>();
    for (String line : LiveNumPy.run(folder, run).lines().toList()) {
      List<String> parts = List.of(line.split("\\|"));
      arrays.add(new Array(parts.get(0) + ".npy", parts.subList(1, parts.size())));
    }
    return arrays;
  }

  static void assertRows(List<Array> arrays, Reader reader, long seed) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Array array : arrays) {
      List<String> found = rows(reader.read(array));
      if (!found.equals(array.rows())) {
        wrong.add(array + " but found " + found);
      }
    }
    assertEquals(List.of(), wrong, "seed " + seed);
  }

  static List<String> rows(List<Row> rows) {
    return rows.stream().map(Rendered::row).toList();
  }

  static String row(Row row) {
    return IntStream.range(0, row.length())
        .mapToObj(i -> text(row.get(i)))
        .collect(Collectors.joining(" ", "{", "}"));
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Row row) {
      return row(row);
    } else if (value instanceof scala.collection.Seq<?> seq) {
      return CollectionConverters.asJava(seq).stream()
          .map(Rendered::text)
          .collect(Collectors.joining(" ", "[", "]"));
    } else if (value instanceof Float number) {
      return Integer.toHexString(Float.floatToIntBits(number));
    } else if (value instanceof Double number) {
      return Long.toHexString(Double.doubleToLongBits(number));
    } else if (value instanceof byte[] bytes) {
      return "x" + HexFormat.of().formatHex(bytes);
    } else if (value instanceof String string) {
      return "x" + HexFormat.of().formatHex(string.getBytes(UTF_8));
    } else {
      return time(value);
    }
  }

  private static String time(Object value) {
    if (value instanceof LocalDate day) {
      return Long.toString(day.toEpochDay());
    } else if (value instanceof LocalDateTime time) {
      return Long.toString(
          ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time));
    } else if (value instanceof Duration span) {
      return Long.toString(span.toSeconds() * 1_000_000 + span.toNanosPart() / 1000);
    } else if (value instanceof Period span) {
      return Long.toString(span.toTotalMonths());
    } else {
      return value.toString();
    }
  }
}
