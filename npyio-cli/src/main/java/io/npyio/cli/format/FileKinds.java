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
  private static final FileKind RAW = new RawKind();
  private static final List<FileKind> ALL =
      List.of(NPY, RAW, new TableKind("csv", ','), new TableKind("tsv", '\t'), new JsonKind());
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

  /** {@return what an existing file is} */
  public static FileKind ofSource(Path path, RawSpec raw) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("is a folder");
    }
    if (beginsWithMagic(path)) {
      return NPY;
    }
    String ending = ending(path);
    FileKind byEnding = byEnding(ending);
    boolean isMeantToBeNumPys = byEnding == NPY || ending.equals("npz");
    if (isMeantToBeNumPys) {
      return raw.dtype() == null ? NPY : RAW;
    }
    return byEnding == null ? RAW : byEnding;
  }

  /** {@return what a file of that name should become} */
  public static FileKind ofTarget(Path path) throws IOException {
    String ending = ending(path);
    if (ending.equals("npz")) {
      throw new IOException(".npz archives cannot be written; --to names another kind: " + words());
    }
    FileKind byEnding = byEnding(ending);
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

  private static boolean beginsWithMagic(Path path) throws IOException {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
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
