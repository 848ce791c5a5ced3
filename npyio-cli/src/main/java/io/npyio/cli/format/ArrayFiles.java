package io.npyio.cli.format;

import static java.util.Objects.requireNonNull;

import io.npyio.cli.transfer.FileSignature;
import io.npyio.cli.transfer.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes array files from names; the kind follows from the first bytes, then from the ending. */
public final class ArrayFiles {
  private static final Set<String> RAW_ENDINGS = Set.of("dat", "bin", "raw", "mmap", "memmap");

  private ArrayFiles() {}

  /**
   * {@return the file of an existing array}
   *
   * @param file a path, or {@code archive.npz:member}
   */
  public static ArrayFile source(String file, SourceSpec spec) throws IOException {
    FileKind kind = spec.kind();
    if (kind == null || kind == FileKind.NPZ) {
      FileName name = FileName.ofSource(file);
      if (name.member() != null) {
        return ArchiveFile.member(name.path(), name.member(), spec.limits());
      }
    }
    Path path = Path.of(file);
    return source(path, spec.as(kind == null ? detectedKind(path, spec.raw()) : kind));
  }

  /**
   * {@return the shards that a name stands for, or null if it is that of one file}
   *
   * @param name a pattern, a folder, or a manifest
   */
  public static @Nullable ShardsFile shards(String name, SourceSpec spec) throws IOException {
    return spec.kind() == null && spec.raw().dtype() == null
        ? spec.shards().named(name, spec.limits())
        : null;
  }

  /**
   * {@return the file of an array that has been copied from a pipe or a device}
   *
   * @param copy of its bytes
   * @param original whose name and sidecar count
   */
  public static ArrayFile copied(Path copy, Path original, SourceSpec spec) throws IOException {
    FileKind named = spec.kind();
    FileKind kind = named == null ? kind(start(copy), original, spec.raw()) : named;
    return source(
        copy,
        kind == FileKind.RAW
            ? spec.as(kind).describedBy(RawFile.described(original, spec.raw()))
            : spec.as(kind));
  }

  /**
   * {@return the file of an array on a web server; null if its kind has to be copied to be read}
   * Names that end in .npz are believed, so that the end of an archive is the first request.
   */
  public static @Nullable ArrayFile onWeb(WebFile file, SourceSpec spec) throws IOException {
    FileKind kind = spec.kind() == null ? kind(file, spec.raw()) : spec.kind();
    return switch (kind) {
      case NPY -> new WebNpyFile(file, spec.limits());
      case NPZ -> ArchiveFile.onWeb(file, spec.limits());
      default -> null;
    };
  }

  private static FileKind kind(WebFile file, RawSpec spec) throws IOException {
    Path name = file.address().fileName();
    if (file.address().member() != null || kindByEnding(name) == FileKind.NPZ) {
      return FileKind.NPZ;
    }
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(ForeignFile.LENGTH, file.size()));
    file.readFully(0, start);
    byte[] bytes = start.array();
    return ForeignFile.isGzip(bytes) ? FileKind.RAW : kind(bytes, name, spec);
  }

  /** {@return the file of an existing array, whose kind is known} */
  static ArrayFile source(Path path, SourceSpec spec) {
    return of(path, requireNonNull(spec.kind()), spec, Sidecar.OMITTED);
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
        return ArchiveFile.member(name.path(), name.member(), SourceSpec.DEFAULT.limits());
      }
    }
    Path path = Path.of(file);
    return of(path, kind == null ? targetKind(path) : kind, SourceSpec.DEFAULT, sidecar);
  }

  /** The kind that the ending of a new file stands for; raw bytes have endings of their own. */
  private static FileKind targetKind(Path path) throws IOException {
    FileKind kind = kindByEnding(path);
    if (kind == FileKind.RAW
        && !RAW_ENDINGS.contains(ending(path))
        && !Replacement.isPipeOrDevice(path)) {
      throw new IOException(
          "has no ending of a kind of file that is written: npy, npz, csv, tsv, txt, json, jsonl, or"
              + " for raw bytes dat, bin, raw, mmap, memmap; 'npyio convert --to KIND' writes any"
              + " name");
    }
    return kind;
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

  private static ArrayFile of(Path path, FileKind kind, SourceSpec spec, Sidecar sidecar) {
    return switch (kind) {
      case NPY -> new NpyFile(path, spec.limits());
      case NPZ -> ArchiveFile.whole(path, spec.limits());
      case RAW -> new RawFile(path, spec.raw(), sidecar);
      case CSV -> TableFile.csv(path, spec.table());
      case TSV -> TableFile.tsv(path, spec.table());
      case TXT -> new TxtFile(path, spec.table());
      case JSON -> new JsonFile(path);
      case JSONL -> new JsonLinesFile(path);
    };
  }

  private static FileKind detectedKind(Path path, RawSpec spec) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("is a folder; --shards reads the .npy files in it as one array");
    }
    return kind(start(path), path, spec);
  }

  private static FileKind kind(byte[] start, Path path, RawSpec spec) throws IOException {
    FileKind byEnding = kindByEnding(path);
    boolean hasNumPyEnding = byEnding == FileKind.NPY || byEnding == FileKind.NPZ;
    return switch (FileSignature.of(start)) {
      case NPY -> FileKind.NPY;
      case ZIP -> FileKind.NPZ;
      case NONE -> {
        if (hasNumPyEnding && spec.dtype() != null) {
          yield FileKind.RAW;
        }
        requireNotForeign(start, path, byEnding, spec);
        yield byEnding;
      }
    };
  }

  /** Names files of other programs, unless the caller says that they are raw bytes. */
  private static void requireNotForeign(byte[] start, Path path, FileKind kind, RawSpec spec)
      throws IOException {
    boolean isDescribed =
        kind == FileKind.RAW && (spec.dtype() != null || Files.exists(SidecarFile.of(path)));
    String complaint = isDescribed ? null : ForeignFile.complaint(start);
    if (complaint != null) {
      throw new IOException(complaint);
    }
  }

  /** The first bytes of a regular file; none of a pipe, which can be read only once. */
  private static byte[] start(Path path) throws IOException {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(ForeignFile.LENGTH);
    }
  }

  /** {@return whether a file has this whole name} */
  public static boolean exists(String file) {
    return FileName.exists(file);
  }

  /** {@return whether a file is an archive by its first bytes} */
  public static boolean isArchive(Path path) throws IOException {
    return FileSignature.of(start(path)) == FileSignature.ZIP;
  }

  /** {@return whether a file is compressed by gzip, and can be read through} */
  public static boolean isGzip(Path path) throws IOException {
    return Files.isRegularFile(path) && ForeignFile.isGzip(start(path));
  }

  static FileKind kindByEnding(Path path) {
    FileKind kind = FileKind.ofEnding(ending(path));
    return kind == null ? FileKind.RAW : kind;
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
