package io.npyio.cli.format;

import io.npyio.cli.transfer.FileSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes array files from names; the kind follows from the first bytes, then from the ending. */
public final class ArrayFiles {
  private ArrayFiles() {}

  /**
   * {@return the file of an existing array}
   *
   * @param file a path, or {@code archive.npz:member}
   * @param spec of the bytes if the file is raw
   * @param kind to read it as; null to find out
   */
  public static ArrayFile source(String file, RawSpec spec, @Nullable FileKind kind)
      throws IOException {
    if (kind == null || kind == FileKind.NPZ) {
      FileName name = FileName.ofSource(file);
      if (name.member() != null) {
        return ArchiveFile.member(name.path(), name.member());
      }
    }
    Path path = Path.of(file);
    return source(path, spec, kind == null ? detectedKind(path, spec) : kind);
  }

  /**
   * {@return the file of an array that has been copied from a pipe or a device}
   *
   * @param copy of its bytes
   * @param original whose name and sidecar count
   * @param spec of the bytes if they are raw
   * @param kind to read it as; null to find out
   */
  public static ArrayFile copied(Path copy, Path original, RawSpec spec, @Nullable FileKind kind)
      throws IOException {
    FileKind found = kind == null ? kind(FileSignature.of(start(copy)), original, spec) : kind;
    boolean isRaw = found == FileKind.RAW;
    return of(copy, found, isRaw ? RawFile.described(original, spec) : spec, Sidecar.OMITTED);
  }

  /** {@return a file of an existing array, of this kind} */
  public static ArrayFile source(Path path, RawSpec spec, FileKind kind) {
    return of(path, kind, spec, Sidecar.OMITTED);
  }

  /**
   * {@return the file of an array to be written}
   *
   * @param file a path, or {@code archive.npz:member}
   * @param kind of the new file; null to go by the ending
   * @param sidecar beside the new file if it is raw
   */
  public static ArrayFile target(String file, @Nullable FileKind kind, Sidecar sidecar)
      throws IOException {
    if (kind == null || kind == FileKind.NPZ) {
      FileName name = FileName.of(file);
      if (name.member() != null) {
        return ArchiveFile.member(name.path(), name.member());
      }
    }
    Path path = Path.of(file);
    return of(path, kind == null ? kindByEnding(path) : kind, RawSpec.NOTHING, sidecar);
  }

  /** {@return the path of an archive to be written} */
  public static Path archive(String file) throws IOException {
    FileName name = FileName.of(file);
    if (name.member() != null) {
      throw new IOException(
          "is a member of an archive; expected the name of the archive, " + name.path());
    }
    return name.path();
  }

  private static ArrayFile of(Path path, FileKind kind, RawSpec spec, Sidecar sidecar) {
    return switch (kind) {
      case NPY -> new NpyFile(path);
      case NPZ -> ArchiveFile.whole(path);
      case RAW -> new RawFile(path, spec, sidecar);
      case CSV -> TableFile.csv(path);
      case TSV -> TableFile.tsv(path);
      case JSON -> new JsonFile(path);
    };
  }

  private static FileKind detectedKind(Path path, RawSpec spec) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("is a folder");
    }
    return kind(FileSignature.of(start(path)), path, spec);
  }

  private static FileKind kind(FileSignature signature, Path path, RawSpec spec) {
    FileKind byEnding = kindByEnding(path);
    boolean hasNumPyEnding = byEnding == FileKind.NPY || byEnding == FileKind.NPZ;
    return switch (signature) {
      case NPY -> FileKind.NPY;
      case ZIP -> FileKind.NPZ;
      case NONE -> hasNumPyEnding && spec.dtype() != null ? FileKind.RAW : byEnding;
    };
  }

  /** The first bytes of a regular file; none of a pipe, which can be read only once. */
  private static byte[] start(Path path) throws IOException {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(FileSignature.LENGTH);
    }
  }

  private static FileKind kindByEnding(Path path) {
    String name = String.valueOf(path.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    FileKind kind = FileKind.ofEnding(ending);
    return kind == null ? FileKind.RAW : kind;
  }
}
