package io.npyio.view.server;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.TimeStep;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedArray;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code api/files}: what the files hold, by their headers. */
final class FilesEndpoint implements Endpoint {
  private final OpenFiles files;
  private final ViewOptions options;

  FilesEndpoint(OpenFiles files, ViewOptions options) {
    this.files = files;
    this.options = options;
  }

  @Override
  public Reply answer(Request request) {
    List<Object> described = new ArrayList<>();
    for (int number = 0; number < files.count(); number++) {
      described.add(described(number, files.file(number)));
    }
    return Reply.json(
        Json.object(
            "version", options.version(), "edit", options.isEditable(), "files", described));
  }

  /** A file that cannot be read is listed with the reason, so that the others can be shown. */
  private static Map<String, @Nullable Object> described(int number, ViewedFile file) {
    Map<String, @Nullable Object> object =
        Json.object("file", number, "name", file.name(), "format", file.format());
    try {
      object.put("bytes", file.bytes());
      object.put("stamp", file.stamp().text());
      object.put("arrays", file.arrays().stream().map(FilesEndpoint::described).toList());
      object.put("error", null);
    } catch (IOException | IllegalArgumentException fault) {
      object.putIfAbsent("bytes", null);
      object.putIfAbsent("stamp", null);
      object.put("arrays", List.of());
      object.put("error", Faults.problem(fault).getMessage());
    }
    return object;
  }

  private static Map<String, @Nullable Object> described(ViewedArray array) {
    Map<String, @Nullable Object> object = Json.object("member", array.member());
    ArrayLayout layout = array.layout();
    if (layout != null) {
      DType dtype = layout.dtype();
      object.put("descr", descr(dtype));
      object.putAll(type(dtype));
      object.put("shape", layout.shape().lengths());
      object.put("order", layout.order().name());
      object.put("bytes", layout.nbytes());
      object.put("fields", Fields.leaves(dtype).stream().map(FilesEndpoint::described).toList());
    }
    object.put("error", array.problem());
    return object;
  }

  private static Map<String, @Nullable Object> described(Fields.Leaf leaf) {
    Map<String, @Nullable Object> object = Json.object("name", leaf.path());
    boolean isArray = leaf.dtype() instanceof DType.SubArray;
    object.putAll(type(isArray ? ((DType.SubArray) leaf.dtype()).base() : leaf.dtype()));
    object.put("shape", isArray ? ((DType.SubArray) leaf.dtype()).shape().lengths() : new long[0]);
    return object;
  }

  private static Map<String, @Nullable Object> type(DType dtype) {
    String unit = dtype instanceof DType.Temporal time ? unit(time.step()) : null;
    return Json.object("dtype", dtype.name(), "kind", kind(dtype), "unit", unit);
  }

  /** A step as in a dtype, but without brackets. */
  private static String unit(TimeStep step) {
    return step.toString().replaceAll("[\\[\\]]", "");
  }

  /**
   * The text of a dtype as a header has it; a struct that no header can express has a name only.
   */
  private static String descr(DType dtype) {
    try {
      String text = dtype.descr();
      return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    } catch (IllegalArgumentException overlapping) {
      return dtype.name();
    }
  }

  private static String kind(DType dtype) {
    return switch (dtype.category()) {
      case NUMBER -> kind(((DType.Scalar) dtype).kind());
      case COMPLEX -> "complex";
      case DATETIME -> "datetime";
      case TIMEDELTA -> "timedelta";
      case BYTES -> "bytes";
      case UNICODE -> "text";
      case VOID -> "void";
      case STRUCT -> "struct";
      case SUB_ARRAY -> kind(((DType.SubArray) dtype).base());
      case OBJECT -> "object";
    };
  }

  private static String kind(Kind kind) {
    if (kind == Kind.BOOL) {
      return "bool";
    }
    if (kind.isFloating()) {
      return "float";
    }
    return kind.numpyName().startsWith("u") ? "uint" : "int";
  }
}
