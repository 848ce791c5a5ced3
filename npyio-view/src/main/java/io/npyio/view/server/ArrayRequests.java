package io.npyio.view.server;

import io.npyio.view.reduce.ScanGate;
import java.util.Optional;

/** Gives endpoints the arrays that requests name, open and of the state that the page knows. */
final class ArrayRequests {
  /** A reply for one stamp of a file is right for ever, so browsers need not ask again. */
  private static final String KEPT = "private, max-age=31536000, immutable";

  private final OpenFiles files;
  private final ScanGate scans;

  ArrayRequests(OpenFiles files, ScanGate scans) {
    this.files = files;
    this.scans = scans;
  }

  /** As {@link #endpoint}, for which scans in the background wait. */
  Endpoint urgent(ArrayEndpoint endpoint) {
    return endpoint(
        (array, query) -> {
          ScanGate.Request open = scans.enter();
          try {
            return endpoint.answer(array, query);
          } finally {
            open.close();
          }
        });
  }

  /** An endpoint of arrays as one of requests. */
  Endpoint endpoint(ArrayEndpoint endpoint) {
    return request -> {
      Query query = request.query();
      Selection selection = Selection.of(query, files.count());
      Optional<String> stamp = query.text("v");
      Reply reply =
          files.use(
              selection.file(),
              selection.member(),
              stamp.orElse(null),
              (key, view) -> endpoint.answer(new OpenArray(key, view, selection), query));
      return stamp.isPresent() && reply.isFinal() ? reply.with("Cache-Control", KEPT) : reply;
    };
  }
}
