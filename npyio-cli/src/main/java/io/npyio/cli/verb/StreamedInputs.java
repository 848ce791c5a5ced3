package io.npyio.cli.verb;

import io.npyio.cli.console.Progress;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.TemporaryFile;
import io.npyio.source.FileSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs that are read once, from front to back: standard input, pipes and devices. Each is copied
 * to a temporary file, which is deleted when the verb ends.
 */
final class StreamedInputs implements Closeable {
  private final Verb verb;
  private final Map<String, Path> copies = new HashMap<>();
  private final List<TemporaryFile> files = new ArrayList<>();

  StreamedInputs(Verb verb) {
    this.verb = verb;
  }

  /** Whether a name is that of a pipe or a device. */
  static boolean contain(String name) {
    try {
      return FileSource.isStream(Path.of(name));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /**
   * The copy of a pipe or a device; a name that occurs twice is read once.
   *
   * @param spec of the bytes if they are raw; no more are read than it needs
   */
  Path copy(String name, RawSpec spec) throws IOException {
    Path copy = copies.get(name);
    if (copy == null) {
      Path path = Path.of(name);
      if (spec.end() == Long.MAX_VALUE && isDevice(path)) {
        throw new IOException(
            "is a device, which may never end; --dtype and --shape say how much of it to read");
      }
      try (InputStream in = Files.newInputStream(path)) {
        copy = copied(name, in, spec.end());
      }
      copies.put(name, copy);
    }
    return copy;
  }

  /** A copy of what is left of standard input. */
  Path copyOfStandardInput() throws IOException {
    return copied(SourceOptions.STANDARD_INPUT, verb.console().in(), Long.MAX_VALUE);
  }

  private Path copied(String name, InputStream in, long end) throws IOException {
    try (Progress progress = new Progress(verb.console(), name, Progress.UNKNOWN)) {
      TemporaryFile file = TemporaryFile.of(CountingStreams.of(in, progress), end);
      files.add(file);
      return file.path();
    }
  }

  private static boolean isDevice(Path path) throws IOException {
    return ((int) Files.getAttribute(path, "unix:mode") & 0170000) == 0020000;
  }

  @Override
  public void close() throws IOException {
    for (TemporaryFile file : files) {
      file.close();
    }
  }
}
