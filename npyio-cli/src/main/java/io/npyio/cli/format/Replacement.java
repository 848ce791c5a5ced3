package io.npyio.cli.format;

import io.npyio.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Files that appear when they are whole, and of which nothing stays when the process is ended. */
public final class Replacement {
  private Replacement() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes them. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes a file, in place of one that may be there. */
  public static void of(Path path, Content content) throws IOException {
    of(path, content, () -> {});
  }

  /** The same, and something that belongs to it: the process does not end between the two. */
  static void of(Path path, Content content, Cleanup.Step then) throws IOException {
    AtomicFile file = Cleanup.open(() -> AtomicFile.replacing(path));
    try (file) {
      content.writeTo(file.channel());
      Cleanup.unbroken(
          () -> {
            file.commit();
            then.run();
          });
    } finally {
      Cleanup.forget(file);
    }
  }
}
