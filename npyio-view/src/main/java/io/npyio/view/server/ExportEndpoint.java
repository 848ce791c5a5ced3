package io.npyio.view.server;

import io.npyio.view.ArrayTools;
import io.npyio.view.OpenView;
import java.io.IOException;
import java.util.List;

/** {@code api/export}: a part of an array as a file to download. */
final class ExportEndpoint implements Endpoint {
  private final OpenFiles files;
  private final ArrayTools tools;

  ExportEndpoint(OpenFiles files, ArrayTools tools) {
    this.files = files;
    this.tools = tools;
  }

  @Override
  public Reply answer(Request request) throws IOException, HttpProblem {
    Selection selection = Selection.of(request.query(), files.count());
    String word = request.query().oneOf("to", List.of("npy", "csv"));
    ExportFormat format =
        word.equals("npy") ? new ExportFormat.AsNpy() : new ExportFormat.AsCsv(tools);
    return files.use(
        selection.file(),
        selection.member(),
        request.query().text("v").orElse(null),
        (key, view) ->
            Reply.download(
                format.type(),
                fileName(key) + "." + word,
                new Reply.Streamed(
                    format.length(part(key, view, selection)), content(format, key, selection))));
  }

  /** Opens the array again, since it is written only after the answer has begun. */
  private Reply.Writer content(ExportFormat format, OpenFiles.Key key, Selection selection) {
    return out ->
        files.use(
            key.file(),
            key.member(),
            key.stamp().text(),
            (same, view) -> {
              OpenView part = part(same, view, selection);
              if (part instanceof OpenView.Values values) {
                view.fetcher().fetch(values.array());
              }
              format.write(part, out);
              return same;
            });
  }

  private static OpenView part(OpenFiles.Key key, OpenView view, Selection selection) {
    return view instanceof OpenView.Objects objects
        ? new OpenView.Objects(ObjectPart.of(objects.array(), selection))
        : OpenView.Values.inMemory(new OpenArray(key, view, selection).part());
  }

  /** The name of the array in letters that every file system takes. */
  private String fileName(OpenFiles.Key key) {
    String file = files.file(key.file()).name().replaceAll("^.*[/\\\\]", "");
    String stem = file.replaceAll("(?<=.)\\.[A-Za-z0-9]+$", "");
    String name = key.member().isEmpty() ? stem : stem + "-" + key.member();
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^\\.+", "");
    return plain.isEmpty() ? "array" : plain.substring(0, Math.min(plain.length(), 100));
  }
}
