package io.npyio.cli.verb;

import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.WebFile;
import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.TemporaryFile;
import io.npyio.source.FileSource;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Inputs that are read once, from front to back: standard input, pipes and devices, what gzip has
 * compressed, and files on web servers that are not read by ranges. Each is copied to a temporary
 * file, which is deleted when the verb ends.
 */
final class StreamedInputs implements Closeable {
  private static final String GZIP_ENDING = ".gz";
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  private final Verb verb;
  private final Map<String, Path> copies = new HashMap<>();
  private final List<TemporaryFile> files = new ArrayList<>();

  StreamedInputs(Verb verb) {
    this.verb = verb;
  }

  /**
   * Whether a name is that of a pipe or a device, or of a file that is compressed by gzip.
   *
   * @param spec of the bytes if they are raw; raw bytes are not decompressed
   */
  static boolean contain(String name, RawSpec spec) throws IOException {
    try {
      Path path = Path.of(name);
      return FileSource.isStream(path) || (spec.dtype() == null && ArrayFiles.isGzip(path));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** An archive or {@code .npy} file, or the copy of one that is streamed. */
  Path file(String name) throws IOException {
    if (name.equals(StreamAddress.STANDARD_INPUT)) {
      return copyOfStandardInput(RawSpec.NOTHING);
    }
    return contain(name, RawSpec.NOTHING) ? copy(name, RawSpec.NOTHING) : ArrayFiles.archive(name);
  }

  /** The name of a compressed file without its ending. */
  static Path uncompressed(String name) {
    boolean isCompressed = name.toLowerCase(Locale.ROOT).endsWith(GZIP_ENDING);
    return Path.of(isCompressed ? name.substring(0, name.length() - GZIP_ENDING.length()) : name);
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
        copy = copied(name, spec.dtype() == null ? plain(in) : in, spec.end());
      }
      copies.put(name, copy);
    }
    return copy;
  }

  /** The copy of a file on a web server. */
  Path copy(String name, WebFile file, RawSpec spec) throws IOException {
    Path copy = copies.get(name);
    if (copy == null) {
      InputStream in = file.stream();
      copy = copied(name, spec.dtype() == null ? plain(in) : in, spec.end());
      copies.put(name, copy);
    }
    return copy;
  }

  /** A copy of what is left of standard input; once it has been read, the same copy. */
  Path copyOfStandardInput(RawSpec spec) throws IOException {
    Path copy = copies.get(StreamAddress.STANDARD_INPUT);
    if (copy == null) {
      InputStream in = verb.console().in();
      copy =
          copied(
              StreamAddress.STANDARD_INPUT, spec.dtype() == null ? plain(in) : in, Long.MAX_VALUE);
      copies.put(StreamAddress.STANDARD_INPUT, copy);
    }
    return copy;
  }

  /** The bytes of a stream, decompressed if it is a gzip file. */
  private static InputStream plain(InputStream in) throws IOException {
    // 0, so that bytes that have arrived are not kept waiting for more
    var buffered = new BufferedInputStream(new OfUnknownLength(in, 0));
    buffered.mark(GZIP_MAGIC.length);
    byte[] start = buffered.readNBytes(GZIP_MAGIC.length);
    buffered.reset();
    // 1, so that a gzip file may have several parts
    return Arrays.equals(start, GZIP_MAGIC)
        ? new GZIPInputStream(new OfUnknownLength(buffered, 1))
        : buffered;
  }

  /** A pipe, which the JDK cannot ask how much there is: it seeks, and fails. */
  private static final class OfUnknownLength extends FilterInputStream {
    private final int guess;

    OfUnknownLength(InputStream in, int guess) {
      super(in);
      this.guess = guess;
    }

    @Override
    public int available() {
      return guess;
    }
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
