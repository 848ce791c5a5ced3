package io.npyio.cli.verb;

import io.npyio.cli.console.Failure;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.look.BrowserView;
import io.npyio.cli.look.FileTools;
import io.npyio.cli.look.ShownFile;
import io.npyio.cli.terminal.TerminalView;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedArray;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A call of {@link ViewVerb}, apart from it so that no other verb opens the jar of the viewer. */
final class ViewCall {
  private final ViewVerb verb;
  private final SourceOptions source;
  private final List<ViewedFile> files = new ArrayList<>();
  private int worst = ExitStatus.DONE;

  ViewCall(ViewVerb verb, SourceOptions source) {
    this.verb = verb;
    this.source = source;
  }

  /** Shows the files that can be read until the user ends it; returns the exit status. */
  int show(List<String> named, Folders folders) throws IOException {
    boolean areMany = named.size() > 1 || folders.isFolder(named.get(0));
    for (String name : named) {
      try {
        for (String file : Failure.in(name, () -> folders.files(name))) {
          add(file, areMany);
        }
      } catch (Failure failure) {
        report(failure);
      }
    }
    if (!files.isEmpty()) {
      show();
    }
    return worst;
  }

  private void add(String name, boolean isOneOfMany) {
    try {
      files.add(Failure.in(name, () -> shown(name, isOneOfMany)));
    } catch (Failure failure) {
      report(failure);
    }
  }

  private void report(Failure failure) {
    worst = Math.max(worst, verb.report(failure));
  }

  /** A file whose header can be read. */
  private ViewedFile shown(String name, boolean isOneOfMany) throws IOException {
    ArrayFile file = isOneOfMany ? source.oneOfMany(name) : source.file(name);
    boolean isEditable =
        verb.isEditable()
            && (file.kind() == FileKind.NPY || file.kind() == FileKind.RAW)
            && source.isInPlace(name);
    RawSpec raw = isEditable ? source.spec().raw() : null;
    var shown = new ShownFile(name, file, source.view(), raw);
    List<ViewedArray> arrays = shown.arrays();
    if (arrays.isEmpty()) {
      throw new IOException("holds no array");
    }
    String problem = arrays.get(0).problem();
    if (arrays.size() == 1 && problem != null) {
      throw new IOException(problem);
    }
    return shown;
  }

  private void show() throws IOException {
    if (verb.isOnTerminal()) {
      TerminalView.show(files);
      return;
    }
    var options =
        new ViewOptions(Command.version(), verb.port(), verb.isEditable(), verb.idleExit());
    try (var tools = new FileTools()) {
      BrowserView.show(verb.console(), files, tools, options, verb.opensBrowser());
    }
  }
}
