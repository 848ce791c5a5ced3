package io.npyio.view.server;

import io.npyio.view.reduce.Part;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subject of a scan in the background, as text: an array, the part of it, the real numbers. */
final class ScanKey {
  /** No parameter has it. */
  private static final String SEPARATOR = "\n";

  private ScanKey() {}

  static String of(OpenArray array, Part part) {
    Selection selection = array.selection();
    return prefix(array.key())
        + String.join(
            SEPARATOR,
            selection.slice(),
            selection.field(),
            Boolean.toString(selection.isTransposed()),
            part.toString());
  }

  /** Whether a scan is of an array. */
  static boolean isOf(OpenFiles.Key array, String key) {
    return key.startsWith(prefix(array));
  }

  private static String prefix(OpenFiles.Key array) {
    return String.join(
            SEPARATOR, Integer.toString(array.file()), array.member(), array.stamp().text())
        + SEPARATOR;
  }

  /** A scan for the page. */
  static Map<String, @Nullable Object> described(
      String key, double done, @Nullable String problem) {
    List<String> items = List.of(key.split(SEPARATOR, -1));
    return Json.object(
        "file", Integer.valueOf(items.get(0)),
        "member", items.get(1),
        "slice", items.get(3),
        "done", done,
        "error", problem);
  }
}
