package io.npyio.cli.transfer;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that closing it deletes. */
public final class TemporaryFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;

  private TemporaryFile(Path path) {
    this.path = path;
  }

  /** {@return a new empty file} */
  public static TemporaryFile create() throws IOException {
    try {
      return Cleanup.open(() -> new TemporaryFile(Files.createTempFile("npyio", ".tmp")));
    } catch (IOException problem) {
      throw failure(Path.of(System.getProperty("java.io.tmpdir", ".")), problem);
    }
  }

  /** {@return a new file with all bytes of a stream} */
  public static TemporaryFile of(InputStream stream) throws IOException {
    return of(stream, Long.MAX_VALUE);
  }

  /**
   * {@return a new file with the first bytes of a stream, as many as there are up to that number}
   */
  public static TemporaryFile of(InputStream stream, long most) throws IOException {
    TemporaryFile file = create();
    try {
      try (OutputStream out = file.output()) {
        copy(stream, out, most);
      }
      return file;
    } catch (IOException problem) {
      file.close();
      throw problem;
    }
  }

  private OutputStream output() throws IOException {
    // WRITE alone keeps the permissions of the file: only its owner may read it
    OutputStream file = Files.newOutputStream(path, StandardOpenOption.WRITE);
    return new FilterOutputStream(file) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          file.write(bytes, offset, length);
        } catch (IOException problem) {
          throw failure(problem);
        }
      }
    };
  }

  /** A failure to write this file, which concerns its folder and not the file that is copied. */
  WriteFailure failure(IOException problem) {
    return failure(path.toAbsolutePath().normalize().getParent(), problem);
  }

  private static WriteFailure failure(@Nullable Path folder, IOException problem) {
    return new WriteFailure("the temporary folder " + folder, problem);
  }

  private static void copy(InputStream from, OutputStream to, long most) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = most; left > 0; ) {
      int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        return;
      }
      to.write(buffer, 0, count);
      left -= count;
    }
  }

  /** {@return its path} */
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
