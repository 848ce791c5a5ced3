package io.npyio.view.server;

import io.npyio.view.Editor;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.util.Map;

/** {@code PUT api/cell}: sets one element, if it still has the text that the user saw. */
final class EditEndpoint implements Endpoint {
  /** A header that no page of another site can send without being asked first. */
  private static final String GUARD = "X-Npyio-Edit";

  private static final int MAX_BODY = 1 << 16;

  private final OpenFiles files;
  private final boolean isEditable;

  EditEndpoint(OpenFiles files, boolean isEditable) {
    this.files = files;
    this.isEditable = isEditable;
  }

  @Override
  public Reply answer(Request request) throws IOException, HttpProblem {
    if (!isEditable) {
      throw HttpProblem.forbidden(
          "the viewer was started without --edit, so that it changes no file");
    }
    if (!"1".equals(request.headers().getFirst(GUARD))) {
      throw HttpProblem.forbidden("an edit needs the header " + GUARD + ": 1");
    }
    int number = Selection.file(request.query(), files.count());
    Editor editor = editor(files.file(number), request.query().text("m").orElse(""));
    Editor.Change change = set(editor, CellEdit.parse(body(request)));
    return Reply.json(
        Json.object(
            "text", change.text(),
            "undo", change.undo(),
            "stamp", files.file(number).stamp().text()));
  }

  private static byte[] body(Request request) throws IOException, HttpProblem {
    byte[] body = request.body().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw HttpProblem.tooLarge("an edit has at most " + MAX_BODY + " bytes");
    }
    return body;
  }

  private static Editor editor(ViewedFile file, String member) throws HttpProblem {
    return file.editor(member)
        .orElseThrow(
            () ->
                HttpProblem.badRequest(
                    "elements of %s cannot be set in place; npyio convert makes an .npy file of it"
                        .formatted(file.name())));
  }

  private static Editor.Change set(Editor editor, CellEdit edit) throws IOException, HttpProblem {
    try {
      return editor.set(edit.index(), edit.field(), edit.old(), edit.value());
    } catch (Editor.Conflict conflict) {
      throw HttpProblem.conflict(
          String.valueOf(conflict.getMessage()), Map.of("text", conflict.text()));
    }
  }
}
