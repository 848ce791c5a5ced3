package io.npyio.cli.format;

import io.npyio.dtype.DType;
import io.npyio.array.ObjectArray;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzEditor;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's archives: one member of them if it is named, else the only array that they hold.
 *
 * @param member that is read or written; null where none is named
 * @param newName of the array in an archive that is written, where no member is named
 * @param compression of what is written; null for stored, or as the member was that is replaced
 */
record NpzKind(@Nullable String member, String newName, @Nullable Compression compression)
    implements FileKind {
  /** NumPy's own name for an array without one. */
  private static final String UNNAMED = "arr_0";

  private static final long ON_HEAP = 1 << 20;

  NpzKind() {
    this(null, UNNAMED, null);
  }

  NpzKind ofMember(String name) {
    return new NpzKind(name, newName, compression);
  }

  NpzKind calling(String name) {
    return new NpzKind(member, name, compression);
  }

  NpzKind deflating() {
    return new NpzKind(member, newName, Compression.DEFLATED);
  }

  @Override
  public String word() {
    return "npz";
  }

  @Override
  public FileInfo info(Path path, RawSpec raw) throws IOException {
    raw.requireNothing(this);
    try (Npz archive = Npz.open(path)) {
      return member == null ? members(archive) : array(archive.header(member));
    }
  }

  private ArchiveInfo members(Npz archive) throws IOException {
    List<ArchiveInfo.Member> members = new ArrayList<>();
    for (Npz.Member entry : archive.members()) {
      boolean isArray =
          entry.compression() != Compression.OTHER && archive.isArray(entry.memberName());
      members.add(
          isArray
              ? new ArchiveInfo.Member(
                  entry.name(), entry, array(archive.header(entry.memberName())))
              : new ArchiveInfo.Member(entry.memberName(), entry, null));
    }
    return new ArchiveInfo(this, members);
  }

  private static ArrayInfo array(NpyHeader header) {
    return new ArrayInfo(FileKinds.npy(), header.version(), header.layout(), header.dataOffset());
  }

  /** The member that is meant: named, or the only array. */
  private String meant(Npz archive) throws IOException {
    if (member != null) {
      return member;
    }
    List<String> arrays =
        archive.members().stream()
            .map(Npz.Member::memberName)
            .filter(name -> name.endsWith(".npy"))
            .distinct()
            .toList();
    if (arrays.size() != 1) {
      String file = archive.name();
      throw new IOException(
          arrays.isEmpty()
              ? "holds no array"
              : "holds %d arrays; name one, as in %s:%s"
                  .formatted(arrays.size(), file, key(arrays.get(0))));
    }
    return arrays.get(0);
  }

  @Override
  public String name(Path path) throws IOException {
    try (Npz archive = Npz.open(path)) {
      String name = meant(archive);
      return key(name);
    }
  }

  @Override
  public OpenArray open(Path path, RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    raw.requireNothing(this);
    try (Npz archive = Npz.open(path)) {
      String name = meant(archive);
      NpyHeader header = archive.header(name);
      if (isStored(archive, name)) {
        Memmap map = archive.map(name);
        return OpenArray.of(map, map.layout().order());
      }
      return header.layout().nbytes() <= ON_HEAP
          ? new OpenArray(archive.load(name), header.layout().order(), () -> {})
          : spooled(archive, name, progress);
    }
  }

  /** What is deflated is read to a file, unless it is small. */
  @Override
  public long reads(Path path) throws IOException {
    try (Npz archive = Npz.open(path)) {
      Npz.Member entry = entry(archive, meant(archive));
      return entry == null || entry.compression() == Compression.STORED ? 0 : entry.size();
    }
  }

  @Override
  public @Nullable ObjectArray objects(Path path) throws IOException {
    try (Npz archive = Npz.open(path)) {
      String name = meant(archive);
      if (!archive.header(name).layout().dtype().hasObjects()) {
        return null;
      }
      try (InputStream content = new BufferedInputStream(archive.stream(name))) {
        return Npy.loadObjects(content);
      }
    }
  }

  @Override
  public InputStream bytes(Path path) throws IOException {
    Npz archive = Npz.open(path);
    try {
      return new FilterInputStream(archive.stream(meant(archive))) {
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

  private static boolean isStored(Npz archive, String name) {
    Npz.Member entry = entry(archive, name);
    return entry != null && entry.compression() == Compression.STORED;
  }

  /** The member of that name, or of that name with its ending; null if there is none. */
  private static Npz.@Nullable Member entry(Npz archive, String name) {
    List<Npz.Member> members = archive.members();
    boolean isExact = members.stream().anyMatch(entry -> entry.memberName().equals(name));
    String exact = isExact ? name : name + ".npy";
    return members.stream()
        .filter(entry -> entry.memberName().equals(exact))
        .reduce((before, last) -> last)
        .orElse(null);
  }

  private static OpenArray spooled(Npz archive, String name, LongConsumer progress)
      throws IOException {
    try (InputStream content = Counted.of(archive.stream(name), progress)) {
      TemporaryFile file = TemporaryFile.of(content);
      try {
        Memmap map = Npy.map(file.path(), MapMode.READ_ONLY);
        return OpenArray.of(map, map.layout().order(), file);
      } catch (IOException | RuntimeException problem) {
        file.close();
        throw problem;
      }
    }
  }

  @Override
  public OpenArray update(Path path, RawSpec raw) throws IOException {
    raw.requireNothing(this);
    throw new IOException(
        "an array in an archive cannot be changed in place; 'npyio convert' takes it out to a .npy"
            + " file, and puts it back");
  }

  @Override
  public GrowingFile grow(Path path, RawSpec raw) throws IOException {
    throw new IOException(
        "an array in an archive cannot be lengthened in place; 'npyio convert' takes it out to a"
            + " .npy file, and puts it back");
  }

  @Override
  public void create(Path path, NewArray array, boolean describe) throws IOException {
    throw new IOException(
        "an archive cannot be created so; make a .npy file and 'npyio convert' it");
  }

  @Override
  public void write(Outgoing array, WritableByteChannel channel) throws IOException {
    try (TemporaryFile file = TemporaryFile.create()) {
      save(file.path(), array, false);
      try (FileChannel written = FileChannel.open(file.path())) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (written.read(buffer) >= 0) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          buffer.clear();
        }
      }
    }
  }

  @Override
  public void save(Path path, Outgoing array, boolean describe) throws IOException {
    if (member != null && Files.isRegularFile(path)) {
      put(path, member, array);
      return;
    }
    try (NewArchive archive = NewArchive.create(path, compression == Compression.DEFLATED)) {
      archive.add(member == null ? newName : key(member), array);
      archive.commit();
    }
  }

  /** Into an archive that is there: its other members are written too. */
  @Override
  public long writes(Path path, Outgoing array) throws IOException {
    long size = array.layout().nbytes();
    if (member == null || !Files.isRegularFile(path)) {
      return size;
    }
    try (Npz archive = Npz.open(path)) {
      Npz.Member before = entry(archive, key(member));
      return size + Files.size(path) - (before == null ? 0 : before.compressedSize());
    }
  }

  private void put(Path path, String member, Outgoing array) throws IOException {
    String name = key(member);
    NpzEditor editor = Cleanup.open(() -> NpzEditor.open(path));
    try (editor) {
      if (compression == null) {
        editor.put(name, array.layout(), array::writeData);
      } else {
        editor.put(name, array.layout(), array::writeData, compression);
      }
      editor.commit(array.progress());
    } finally {
      Cleanup.forget(editor);
    }
  }

  private static String key(String name) {
    return name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
  }
}
