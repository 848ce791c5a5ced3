package io.npyio.view.server;

import java.util.Optional;

/** Gives endpoints the arrays that requests name, open and of the state that the page knows. */
final class ArrayRequests {
  /** A reply for one stamp of a file is right for ever, so browsers need not ask again. */
  private static final String KEPT = "private, max-age=31536000, immutable";

  private final OpenFiles files;

  ArrayRequests(OpenFiles files) {
    this.files = files;
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
