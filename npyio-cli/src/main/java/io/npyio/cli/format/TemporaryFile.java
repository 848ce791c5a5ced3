package io.npyio.cli.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file for as long as it is needed. */
public final class TemporaryFile implements Closeable {
  private final Path path;

  private TemporaryFile(Path path) {
    this.path = path;
  }

  /** {@return a new empty file} */
  static TemporaryFile create() throws IOException {
    return Cleanup.open(() -> new TemporaryFile(Files.createTempFile("npyio", ".tmp")));
  }

  /** {@return a file of everything that a stream holds} */
  public static TemporaryFile of(InputStream stream) throws IOException {
    TemporaryFile file = create();
    try {
      // not made anew: it stays one that nobody else may read
      try (OutputStream out = Files.newOutputStream(file.path, StandardOpenOption.WRITE)) {
        stream.transferTo(out);
      }
      return file;
    } catch (IOException problem) {
      file.close();
      throw problem;
    }
  }

  /** {@return where it is} */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(this);
    try {
      Files.deleteIfExists(path);
    } catch (IOException stillMapped) {
      path.toFile().deleteOnExit();
    }
  }
}
