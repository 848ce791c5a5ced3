package io.npyio.view.server;

import io.npyio.view.ViewedFile;
import io.npyio.view.reduce.Reductions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code api/state}: whether the files are as they were, and how far scans of them are. */
final class StateEndpoint implements Endpoint {
  private final OpenFiles files;
  private final Reductions reductions;

  StateEndpoint(OpenFiles files, Reductions reductions) {
    this.files = files;
    this.reductions = reductions;
  }

  @Override
  public Reply answer(Request request) {
    List<Map<String, @Nullable Object>> states =
        IntStream.range(0, files.count()).mapToObj(this::state).toList();
    List<Map<String, @Nullable Object>> scans =
        reductions.scans().stream()
            .map(scan -> ScanKey.described(scan.key(), scan.done(), scan.problem()))
            .toList();
    return Reply.json(Json.object("files", states, "scans", scans));
  }

  private Map<String, @Nullable Object> state(int number) {
    ViewedFile file = files.file(number);
    @Nullable String stamp = null;
    @Nullable String error = null;
    boolean isGone = false;
    try {
      stamp = file.stamp().text();
    } catch (NoSuchFileException gone) {
      isGone = true;
    } catch (IOException unreadable) {
      error = Faults.problem(unreadable).getMessage();
    }
    return Json.object("file", number, "stamp", stamp, "gone", isGone, "error", error);
  }
}
