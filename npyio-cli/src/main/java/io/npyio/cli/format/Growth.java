package io.npyio.cli.format;

import io.npyio.file.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells by how much a file gets longer that someone else writes beside its target, as {@link
 * AtomicFile} does, and does not tell.
 */
final class Growth {
  private static final String UNFINISHED = ".npyio-*.part";
  private static final long PAUSE = 100;

  private final Path folder;
  private final Set<Path> others;
  private final LongConsumer progress;
  private final Thread watch = new Thread(this::watch, "growth");

  private Growth(Path folder, LongConsumer progress) throws IOException {
    this.folder = folder;
    this.others = unfinished(folder);
    this.progress = progress;
  }

  /** Work that writes a file. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Does work that writes the file which is to replace one that is there. */
  static void during(Work work, Path target, LongConsumer progress) throws IOException {
    Growth growth = new Growth(target.toRealPath().resolveSibling(""), progress);
    growth.watch.setDaemon(true);
    growth.watch.start();
    try {
      work.run();
    } finally {
      growth.watch.interrupt();
    }
  }

  private static Set<Path> unfinished(Path folder) throws IOException {
    Set<Path> files = new HashSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, UNFINISHED)) {
      found.forEach(files::add);
    }
    return files;
  }

  private void watch() {
    long told = 0;
    @Nullable Path file = null;
    try {
      while (true) {
        Thread.sleep(PAUSE);
        file = file == null ? begun() : file;
        long size = file == null ? 0 : Files.size(file);
        progress.accept(size - told);
        told = size;
      }
    } catch (InterruptedException | IOException isOver) {
      // and it is in its place, or gone
    }
  }

  private @Nullable Path begun() throws IOException {
    return unfinished(folder).stream()
        .filter(file -> !others.contains(file))
        .findFirst()
        .orElse(null);
  }
}
