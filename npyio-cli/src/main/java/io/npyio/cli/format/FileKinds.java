package io.npyio.cli.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** All kinds of files, and which of them a file is: by what it begins with, then by its ending. */
public final class FileKinds {
  private static final FileKind NPY = new NpyKind();
  private static final NpzKind NPZ = new NpzKind();
  private static final FileKind RAW = new RawKind();
  private static final List<FileKind> ALL =
      List.of(NPY, NPZ, RAW, new TableKind("csv", ','), new TableKind("tsv", '\t'), new JsonKind());
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private FileKinds() {}

  /** {@return the words for all kinds, with commas between} */
  public static String words() {
    return ALL.stream().map(FileKind::word).collect(Collectors.joining(", "));
  }

  /** {@return the kind of that word} */
  public static FileKind named(String word) {
    return ALL.stream()
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + word + "' is no kind of file: " + words()));
  }

  /**
   * {@return where an existing array is}
   *
   * @param file a path, or {@code archive.npz:member}
   * @param named the kind as which it is to be read; null for what it is
   */
  public static Place source(String file, RawSpec raw, @Nullable FileKind named)
      throws IOException {
    if (named == null || named == NPZ) {
      Address address = Address.ofSource(file);
      if (address.member() != null) {
        return new Place(address.path(), NPZ.ofMember(address.member()));
      }
    }
    Path path = Path.of(file);
    return new Place(path, named == null ? ofSource(path, raw) : named);
  }

  /**
   * {@return where an array is to be}
   *
   * @param file a path, or {@code archive.npz:member}
   * @param named the kind that it becomes; null for the one that its ending tells
   */
  public static Place target(String file, @Nullable FileKind named) throws IOException {
    if (named == null || named == NPZ) {
      Address address = Address.of(file);
      if (address.member() != null) {
        return new Place(address.path(), NPZ.ofMember(address.member()));
      }
    }
    Path path = Path.of(file);
    FileKind byEnding = byEnding(ending(path));
    FileKind unnamed = byEnding == null ? RAW : byEnding;
    return new Place(path, named == null ? unnamed : named);
  }

  /** {@return the path of an archive that is to be} */
  public static Path archive(String file) throws IOException {
    Address address = Address.of(file);
    if (address.member() != null) {
      throw new IOException(
          "is a member of an archive; expected the name of the archive, " + address.path());
    }
    return address.path();
  }

  /** What an existing file is. */
  private static FileKind ofSource(Path path, RawSpec raw) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("is a folder");
    }
    byte[] start = start(path);
    if (Arrays.equals(start, MAGIC)) {
      return NPY;
    }
    if (isArchive(start)) {
      return NPZ;
    }
    FileKind byEnding = byEnding(ending(path));
    boolean isMeantToBeNumPys = byEnding == NPY || byEnding == NPZ;
    if (isMeantToBeNumPys && raw.dtype() != null) {
      return RAW;
    }
    return byEnding == null ? RAW : byEnding;
  }

  /** {@return the kind that holds nothing but a header and the elements} */
  public static FileKind npy() {
    return NPY;
  }

  /** Writes an array as nested JSON lists and a line's end. */
  public static void writeNested(Outgoing array, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      JsonKind.writeData(array, json);
      json.writeRaw('\n');
    }
  }

  /** What a file begins with; nothing of what can be read only once. */
  private static byte[] start(Path path) throws IOException {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAGIC.length);
    }
  }

  /** Whether it is the first member of a zip archive, or its end where it has none. */
  private static boolean isArchive(byte[] start) {
    return start.length >= 4
        && start[0] == 'P'
        && start[1] == 'K'
        && (start[2] == 3 && start[3] == 4 || start[2] == 5 && start[3] == 6);
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static @Nullable FileKind byEnding(String ending) {
    return ALL.stream()
        .filter(kind -> kind != RAW && kind.word().equals(ending))
        .findFirst()
        .orElse(null);
  }
}
