package io.npyio.shards;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several resources. */
final class Closing {
  private Closing() {}

  /** Closes all, even if some cannot be closed. */
  static void all(List<? extends Closeable> resources) throws IOException {
    @Nullable IOException first = null;
    for (Closeable resource : resources) {
      try {
        resource.close();
      } catch (IOException problem) {
        if (first == null) {
          first = problem;
        } else {
          first.addSuppressed(problem);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
