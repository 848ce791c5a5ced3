package io.npyio.cli.format;

import io.npyio.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that a killed process left in a folder.
 *
 * @param origin how it came about, and what will become of it
 */
public record Leftover(Path path, String origin) {
  private static final String PART =
      "a process that was killed left it, and the next one that writes its file removes it";

  private static final String SIDECAR =
      "a process that was killed while it replaced a raw file left it; it is the old sidecar";

  /** {@return those of a folder, sorted by their paths} */
  public static List<Leftover> in(Path folder, ArrayFolder.Depth depth) throws IOException {
    List<Leftover> found = new ArrayList<>();
    for (Path each : ArrayFolder.folders(folder, depth)) {
      for (Path part : AtomicFile.leftIn(each)) {
        found.add(new Leftover(each.resolve(part.getFileName()), PART));
      }
      for (Path sidecar : sidecars(each)) {
        found.add(new Leftover(sidecar, SIDECAR));
      }
    }
    found.sort(Comparator.comparing(Leftover::path));
    return found;
  }

  private static List<Path> sidecars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SidecarFile::isSetAside).toList();
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    }
  }
}
