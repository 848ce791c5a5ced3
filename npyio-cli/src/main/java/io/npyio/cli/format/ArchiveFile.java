package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.Packing;
import io.npyio.cli.transfer.Replacement;
import io.npyio.cli.transfer.TemporaryFile;
import io.npyio.dtype.DType;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import io.npyio.file.ReadOptions;
import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An array in a {@code .npz} archive: the member that is named, else the only array.
 *
 * @param shown the name of the archive in messages
 * @param member that is read or written; null for the whole archive
 * @param newName of the array in a new archive, unless a member is named
 * @param packing of a member that is written
 * @param limits for reading it
 * @param web the archive if it is on a web server; null if the path leads to it
 */
public record ArchiveFile(
    Path path,
    String shown,
    @Nullable String member,
    String newName,
    Packing packing,
    ReadOptions limits,
    @Nullable WebFile web)
    implements ArrayFile {
  /** NumPy's own name for an array without one. */
  public static final String UNNAMED = "arr_0";

  static ArchiveFile whole(Path path, ReadOptions limits) {
    return member(path, null, limits);
  }

  /** {@return a member of an archive, or the whole archive if it is null} */
  public static ArchiveFile member(Path path, @Nullable String name, ReadOptions limits) {
    String shown = String.valueOf(path.getFileName());
    return new ArchiveFile(path, shown, name, UNNAMED, Packing.USUAL, limits, null);
  }

  /** An archive on a web server, or a member of it if the address names one. */
  static ArchiveFile onWeb(WebFile file, ReadOptions limits) {
    WebAddress address = file.address();
    return new ArchiveFile(
        address.fileName(), file.name(), address.member(), UNNAMED, Packing.USUAL, limits, file);
  }

  /** {@return whether no member is named} */
  public boolean isWhole() {
    return member == null;
  }

  /** {@return this file, but messages call the archive by this name} */
  public ArchiveFile called(String name) {
    return new ArchiveFile(path, name, member, newName, packing, limits, web);
  }

  /** {@return this file, but another member, or the whole archive if it is null} */
  public ArchiveFile choosing(@Nullable String name) {
    return new ArchiveFile(path, shown, name, newName, packing, limits, web);
  }

  /** {@return this file, but a new archive gives its array this name} */
  public ArchiveFile naming(String name) {
    return new ArchiveFile(path, shown, member, name, packing, limits, web);
  }

  /** {@return this file, but a member that is written is packed in this way} */
  public ArchiveFile packed(Packing chosen) {
    return new ArchiveFile(path, shown, member, newName, chosen, limits, web);
  }

  @Override
  public FileKind kind() {
    return FileKind.NPZ;
  }

  /** {@return the open archive} */
  public Npz archive() throws IOException {
    return Npz.open(source(), limits);
  }

  @Override
  public ByteSource source() throws IOException {
    return web == null ? FileSource.shared(path, shown) : web;
  }

  // ---- reading -----------------------------------------------------------------------------

  @Override
  public FileInfo info() throws IOException {
    try (Npz archive = archive()) {
      return member == null ? ArchiveInfo.of(archive) : chosen(archive).info();
    }
  }

  /** The member to be read: the named one, or the only array. */
  private ArchiveMember chosen(Npz archive) throws IOException {
    return new ArchiveMember(archive, member == null ? onlyArray(archive) : member);
  }

  /** {@return whether it stands for several arrays: an archive of them, none of which is named} */
  public boolean hasSeveralArrays() throws IOException {
    if (!isWhole()) {
      return false;
    }
    try (Npz archive = archive()) {
      return arrays(archive).size() > 1;
    }
  }

  private static List<String> arrays(Npz archive) {
    return archive.members().stream()
        .map(Npz.Member::memberName)
        .filter(MemberNames::isArrayName)
        .distinct()
        .toList();
  }

  private static String onlyArray(Npz archive) throws IOException {
    List<String> arrays = arrays(archive);
    if (arrays.size() != 1) {
      String file = archive.name();
      throw new IOException(
          arrays.isEmpty()
              ? "holds no array"
              : "holds %d arrays; name one, as in %s:%s"
                  .formatted(arrays.size(), file, MemberNames.key(arrays.get(0))));
    }
    return arrays.get(0);
  }

  /** {@return the number of earlier members that have the name of the one that is read} */
  public long shadowed() throws IOException {
    try (Npz archive = archive()) {
      String read = archive.member(chosen(archive).name()).memberName();
      return archive.members().stream().filter(each -> each.memberName().equals(read)).count() - 1;
    }
  }

  @Override
  public String arrayName() throws IOException {
    try (Npz archive = archive()) {
      return MemberNames.key(chosen(archive).name());
    }
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return open(null, wanted, progress);
  }

  @Override
  public OpenArray open(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    try (Npz archive = archive()) {
      ArchiveMember read = chosen(archive);
      return web == null
          ? read.open(index, wanted, progress)
          : web.reporting(progress, () -> read.open(index, wanted, bytes -> {}));
    }
  }

  @Override
  public @Nullable NdArray corners() throws IOException {
    try (Npz archive = archive()) {
      return chosen(archive).corners();
    }
  }

  @Override
  public @Nullable RangedArray ranged() throws IOException {
    Npz archive = archive();
    try {
      ArchiveMember read = chosen(archive);
      if (read.readsParts()) {
        return new RangedArray(archive.stored(read.name()), archive::close);
      }
    } catch (IOException | RuntimeException problem) {
      archive.close();
      throw problem;
    }
    archive.close();
    return null;
  }

  @Override
  public long openingBytes(@Nullable String index) throws IOException {
    try (Npz archive = archive()) {
      ArchiveMember read = chosen(archive);
      return web == null ? read.openingBytes(index) : read.requestedBytes(index);
    }
  }

  @Override
  public @Nullable DType objectType() throws IOException {
    try (Npz archive = archive()) {
      return chosen(archive).objectType();
    }
  }

  @Override
  public ObjectArray objects() throws IOException {
    try (Npz archive = archive()) {
      return chosen(archive).objects();
    }
  }

  @Override
  public InputStream bytes() throws IOException {
    Npz archive = archive();
    try {
      return new FilterInputStream(chosen(archive).bytes()) {
        @Override
        public void close() throws IOException {
          super.close();
          archive.close();
        }
      };
    } catch (IOException | RuntimeException problem) {
      archive.close();
      throw problem;
    }
  }

  // ---- writing -----------------------------------------------------------------------------

  /** Changes a copy, which replaces the array. */
  @Override
  public void change(Change change, LongConsumer progress) throws IOException {
    try (OpenArray open = open(null, bytes -> {});
        OpenArray copy = OpenArray.scratch(open.array().layout())) {
      copy.array().copyFrom(open.array());
      change.make(copy.array());
      put(arrayName(), ArrayWrite.of(copy), progress);
    }
  }

  /** All members are copied. */
  @Override
  public long changingBytes() throws IOException {
    return Files.size(path);
  }

  @Override
  public GrowingFile grow() throws IOException {
    throw new IOException(
        "an array in an archive cannot be lengthened in place; 'npyio convert' extracts it to a"
            + " .npy file, and puts it back");
  }

  @Override
  public void create(GeneratedArray array, LongConsumer progress) throws IOException {
    throw new IOException(
        "an archive cannot be created this way; make a .npy file and 'npyio convert' it");
  }

  /** Writes to a temporary file first: the directory of an archive needs seeking. */
  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    try (TemporaryFile file = TemporaryFile.create()) {
      whole(file.path(), limits).naming(nameToWrite()).packed(packing).writeNew(array, progress);
      try (InputStream written = Files.newInputStream(file.path())) {
        written.transferTo(Channels.newOutputStream(channel));
      }
    }
  }

  @Override
  public void save(ArrayWrite array, LongConsumer progress) throws IOException {
    if (isAddedToOthers()) {
      put(nameToWrite(), array, progress);
    } else {
      writeNew(array, progress);
    }
  }

  /** Adding to an existing archive copies its other members. */
  @Override
  public long savingBytes(ArrayWrite array) throws IOException {
    long size = array.layout().nbytes();
    if (!isAddedToOthers()) {
      return size;
    }
    try (Npz archive = archive()) {
      String name = nameToWrite();
      long replaced = archive.contains(name) ? archive.member(name).compressedSize() : 0;
      return size + Files.size(path) - replaced;
    }
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    try (NpzWriter archive =
        NpzWriter.to(
            Channels.newOutputStream(channel), packing.compressionOrStored(), packing.options())) {
      archive.add(nameToWrite(), array);
      archive.commit();
    }
  }

  @Override
  public void saveObjects(ObjectArray array) throws IOException {
    if (!isAddedToOthers()) {
      Replacement.of(path, channel -> writeObjects(array, channel));
      return;
    }
    ArchiveEdit.run(
        path,
        editor -> editor.put(nameToWrite(), array, packing.compressionOrStored()),
        bytes -> {});
  }

  private boolean isAddedToOthers() {
    return member != null && Files.isRegularFile(path);
  }

  private String nameToWrite() {
    return member == null ? newName : MemberNames.key(member);
  }

  private void writeNew(ArrayWrite array, LongConsumer progress) throws IOException {
    try (NewArchive archive = NewArchive.create(path, packing)) {
      archive.add(nameToWrite(), array, progress);
      archive.commit();
    }
  }

  private void put(String name, ArrayWrite array, LongConsumer progress) throws IOException {
    Compression compression = packing.compression();
    NpzWriter.Content content = channel -> array.writeData(channel, progress);
    ArchiveEdit.run(
        path,
        packing.options(),
        editor -> {
          if (compression == null) {
            editor.put(name, array.layout(), content);
          } else {
            editor.put(name, array.layout(), content, compression);
          }
        },
        progress);
  }
}
