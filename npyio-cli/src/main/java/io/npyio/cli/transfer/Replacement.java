package io.npyio.cli.transfer;

import io.npyio.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files that appear once they are whole; an interrupted process leaves no part of them. */
public final class Replacement {
  private Replacement() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface ContentWriter {
    /** Writes them to the new file. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** {@return whether a path is written directly, rather than replaced} */
  public static boolean isPipeOrDevice(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /**
   * Opens what is written to a path. The process does not exit meanwhile, except for a pipe, which
   * may wait for its reader for ever and leaves nothing behind.
   */
  static <T extends AutoCloseable> T open(Path path, Cleanup.Opening<T> opening)
      throws IOException {
    return isPipeOrDevice(path) ? opening.open() : Cleanup.open(opening);
  }

  /** Writes a file, replacing the one of that name if there is one. */
  public static void of(Path path, ContentWriter writer) throws IOException {
    of(path, writer, Cleanup.Step::run);
  }

  /** The steps by which a file that is whole takes its place. */
  @FunctionalInterface
  public interface Placing {
    /** Runs the step that puts the file in its place, and what has to happen before and after. */
    void run(Cleanup.Step step) throws IOException;
  }

  /** As {@link #of(Path, ContentWriter)}, but placed with steps that an exiting process ends. */
  public static void of(Path path, ContentWriter writer, Placing placing) throws IOException {
    AtomicFile file = open(path, () -> AtomicFile.replacing(path));
    try (file) {
      writer.writeTo(file.channel());
      Cleanup.unbroken(() -> placing.run(file::commit));
    } finally {
      Cleanup.forget(file);
    }
  }
}
