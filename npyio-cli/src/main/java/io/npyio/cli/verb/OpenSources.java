package io.npyio.cli.verb;

import io.npyio.cli.console.Failure;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several files that are open at the same time. */
final class OpenSources implements Closeable {
  private final List<OpenArray> arrays = new ArrayList<>();

  /** Opens files, text in the wanted dtype; if one cannot be opened, all are closed. */
  static OpenSources of(List<String> files, SourceOptions options, @Nullable DType wanted)
      throws Exception {
    var sources = new OpenSources();
    try {
      for (String file : files) {
        sources.arrays.add(Failure.in(file, () -> options.openOneOfMany(file, wanted)));
      }
      return sources;
    } catch (Failure problem) {
      sources.close();
      throw problem;
    }
  }

  List<OpenArray> arrays() {
    return arrays;
  }

  @Override
  public void close() throws IOException {
    for (OpenArray array : arrays) {
      array.close();
    }
  }
}
