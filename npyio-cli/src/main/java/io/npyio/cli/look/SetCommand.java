package io.npyio.cli.look;

import io.npyio.array.NdArray;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.text.Cells;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.Printable;
import io.npyio.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of {@code npyio set} that give elements of a file the values that they have.
 *
 * @param file as the user typed it
 * @param raw how the user described its bytes
 */
record SetCommand(String file, RawSpec raw) {
  /**
   * {@return the call for a shell}
   *
   * @param element a single one
   * @throws IllegalArgumentException if no word of a command line gives the element its value
   */
  String of(long[] index, NdArray element) {
    String value = value(element);
    requireGives(value, element);
    List<String> words = new ArrayList<>(List.of("npyio", "set", named(file), text(index), value));
    words.addAll(options());
    return words.stream().map(SetCommand::quoted).collect(Collectors.joining(" "));
  }

  /** A name that is not taken for an option. */
  private static String named(String file) {
    return file.startsWith("-") ? "./" + file : file;
  }

  private static String text(long[] index) {
    return index.length == 0
        ? "..."
        : Arrays.stream(index).mapToObj(Long::toString).collect(Collectors.joining(", "));
  }

  private static String value(NdArray element) {
    return switch (element.dtype().category()) {
      case STRUCT, SUB_ARRAY -> Json.text(json -> Json.writeElements(json, element));
      default -> Cells.text(element);
    };
  }

  private static void requireGives(String value, NdArray element) {
    boolean isOption = value.startsWith("-") && isText(element.dtype());
    if (isOption || !Printable.of(value).equals(value) || !value.equals(assigned(value, element))) {
      throw new IllegalArgumentException(
          "the value that is there cannot be given to 'npyio set', which undoes a change: "
              + Printable.of(value));
    }
  }

  private static boolean isText(DType dtype) {
    return dtype instanceof DType.Flexible;
  }

  /** The value of a new element that is set to a value. */
  private static String assigned(String value, NdArray like) {
    NdArray single = NdArray.zeros(like.dtype());
    Cells.assign(single, value);
    return value(single);
  }

  /** The options by which the user described the file. */
  private List<String> options() {
    List<String> words = new ArrayList<>();
    add(words, "--dtype", raw.dtype());
    add(words, "--shape", raw.shape());
    add(words, "--order", raw.order());
    add(words, "--offset", raw.offset());
    return words;
  }

  private static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.add(option);
      words.add(value.toString());
    }
  }

  /** A word as a shell takes it. */
  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
