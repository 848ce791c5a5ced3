import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Expands the templates of Java sources. The build runs this file from source as {@code java
 * ExpandTemplates.java TEMPLATES FOLDER}: each {@code X.java.template} below TEMPLATES becomes
 * {@code X.java} at its place below FOLDER.
 *
 * <p>Lines that begin with {@code //#} are directions, all others are Java:
 *
 * <pre>
 *   //# table type: name size        a table with its columns, and below it
 *   //#   int  4                     its rows; the last column takes the rest of the line
 *   //#   long 8
 *   //# each type                    repeats the lines up to its end for each row; may be nested
 *   void put(${type.name} value) ..
 *   //# end
 * </pre>
 */
final class ExpandTemplates {
  private static final String SUFFIX = ".template";
  private static final String DIRECTION = "//#";

  private final Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
  private final List<String> lines;
  private final StringBuilder expanded = new StringBuilder();

  private ExpandTemplates(List<String> lines) {
    this.lines = lines;
  }

  public static void main(String[] arguments) throws IOException {
    Path templates = Path.of(arguments[0]);
    try (Stream<Path> files = Files.walk(templates)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        String name = templates.relativize(file).toString();
        Path target = Path.of(arguments[1], name.substring(0, name.length() - SUFFIX.length()));
        write(target, new ExpandTemplates(Files.readAllLines(file)).expand());
      }
    }
  }

  /** Leaves a file alone that would not change, so that nothing is compiled again for it. */
  private static void write(Path target, String text) throws IOException {
    if (!Files.exists(target) || !Files.readString(target).equals(text)) {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
    }
  }

  private String expand() {
    expand(0, lines.size(), Map.of());
    return expanded.toString();
  }

  private void expand(int from, int to, Map<String, String> values) {
    for (int at = from; at < to; at++) {
      String line = lines.get(at).strip();
      if (!line.startsWith(DIRECTION)) {
        expanded.append(substitute(lines.get(at), values)).append('\n');
      } else if (isDirection(line, "table")) {
        at = table(at, to);
      } else if (isDirection(line, "each")) {
        int end = end(at);
        for (Map<String, String> row : rows(at)) {
          Map<String, String> inner = new LinkedHashMap<>(values);
          inner.putAll(row);
          expand(at + 1, end, inner);
        }
        at = end;
      } else {
        throw problem(at, "neither a table nor each");
      }
    }
  }

  private static boolean isDirection(String line, String word) {
    return line.startsWith(DIRECTION + " " + word);
  }

  /** Reads the table at a line; returns the last line of it. */
  private int table(int at, int to) {
    String[] head = lines.get(at).strip().split("[\\s:]+", 4);
    String[] columns = head[3].split("\\s+");
    List<Map<String, String>> rows = new ArrayList<>();
    int next = at + 1;
    for (; next < to && lines.get(next).strip().startsWith(DIRECTION + "  "); next++) {
      String row = lines.get(next).strip().substring(DIRECTION.length()).strip();
      String[] cells = row.split("\\s+", columns.length);
      if (cells.length < columns.length) {
        throw problem(next, "fewer cells than columns");
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        values.put("${" + head[2] + "." + columns[i] + "}", cells[i]);
      }
      rows.add(values);
    }
    tables.put(head[2], rows);
    return next - 1;
  }

  private List<Map<String, String>> rows(int at) {
    List<Map<String, String>> rows = tables.get(lines.get(at).strip().split("\\s+")[2]);
    if (rows == null) {
      throw problem(at, "no such table");
    }
    return rows;
  }

  private int end(int each) {
    int depth = 0;
    for (int at = each; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      depth += isDirection(line, "each") ? 1 : isDirection(line, "end") ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw problem(each, "no end");
  }

  private static String substitute(String line, Map<String, String> values) {
    String text = line;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text;
  }

  private IllegalArgumentException problem(int at, String text) {
    return new IllegalArgumentException("line %d: %s: %s".formatted(at + 1, text, lines.get(at)));
  }
}
