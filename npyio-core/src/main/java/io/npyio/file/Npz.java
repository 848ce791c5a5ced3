package io.npyio.file;

import io.npyio.array.NdArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An open {@code .npz} archive: arrays under names, as NumPy's {@code savez} puts them into a zip
 * file.
 *
 * <pre>{@code
 * Npz.save(Path.of("run.npz"), Map.of("weights", weights, "labels", labels));
 * try (Npz run = Npz.open(Path.of("run.npz"))) {
 *   NdArray weights = run.load("weights");
 *   try (Memmap labels = run.map("labels", MapMode.READ_ONLY)) { … }
 * }
 * }</pre>
 *
 * <p>Opening reads the directory of the archive and none of its members; each {@code load} reads
 * its member anew. A member is named with or without the {@code .npy} that the archive has behind
 * the name of every array; of members of the same name the last one counts. Names are names only,
 * whatever {@code /} and {@code ..} they hold.
 *
 * <p>A member is never more than the directory says, and its CRC-32 is checked when it is read to
 * its end. Offsets in complaints about a member's content count from its start, those in complaints
 * about the archive from the start of the file. Encrypted members and methods other than stored and
 * deflated are refused when they are read.
 *
 * <p>Several threads may read at the same time, but interrupting one closes the archive for all.
 * {@link NpzWriter} writes archives piece by piece, {@link NpzEditor} changes them.
 */
public final class Npz implements AutoCloseable {
  static final String SUFFIX = ".npy";

  private static final int SHOWN = 5;

  /** How the bytes of a member lie in the archive. */
  public enum Compression {
    /** As they are; NumPy's {@code savez}. */
    STORED,
    /** Deflated; NumPy's {@code savez_compressed}. */
    DEFLATED,
    /** In a way that is not read or written here. */
    OTHER;

    int method() {
      return switch (this) {
        case STORED -> ZipMember.STORED;
        case DEFLATED -> ZipMember.DEFLATED;
        case OTHER ->
            throw new IllegalArgumentException("members are written STORED or DEFLATED only");
      };
    }

    static Compression of(int method) {
      return switch (method) {
        case ZipMember.STORED -> STORED;
        case ZipMember.DEFLATED -> DEFLATED;
        default -> OTHER;
      };
    }
  }

  /**
   * A member as the directory describes it; nobody has looked whether that is true.
   *
   * @param name in the archive, with {@code .npy}
   * @param compression of its bytes
   * @param compressedSize the bytes that it takes in the archive
   * @param size the bytes of its content
   */
  public record Member(String name, Compression compression, long compressedSize, long size) {

    /** {@return the name without {@code .npy}} */
    public String key() {
      return Npz.key(name);
    }
  }

  private final Path path;
  private final String source;
  private final FileChannel channel;
  private final List<ZipMember> members;
  private final Map<String, ZipMember> byName = new HashMap<>();
  private final int maxHeaderSize;

  private Npz(Path path, FileChannel channel, int maxHeaderSize) throws IOException {
    this.path = path;
    this.source = Memmap.name(path);
    this.channel = channel;
    this.members = List.copyOf(ZipDirectory.read(source, channel));
    this.maxHeaderSize = maxHeaderSize;
    for (ZipMember member : members) {
      byName.put(member.name(), member);
    }
  }

  // ---- opening -------------------------------------------------------------------------------

  /**
   * Opens an archive and reads its directory.
   *
   * @throws NpyFormatException if it is no zip archive, or its directory is damaged
   */
  public static Npz open(Path path) throws IOException {
    return open(path, NpyHeader.MAX_HEADER_SIZE);
  }

  /**
   * Opens an archive whose arrays may have longer headers than usual.
   *
   * @param maxHeaderSize the most characters of a header that are read; raise it for sources that
   *     you trust
   */
  public static Npz open(Path path, int maxHeaderSize) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new Npz(path, channel, maxHeaderSize);
    } catch (IOException | RuntimeException | Error failure) {
      channel.close();
      throw failure;
    }
  }

  /** {@return the file, as it was given} */
  public Path path() {
    return path;
  }

  /** {@return the names of all members in the order of the directory; NumPy's {@code files}} */
  public List<String> names() {
    return members.stream().map(member -> key(member.name())).toList();
  }

  /** {@return what the directory says of each member, in its order} */
  public List<Member> members() {
    return members.stream()
        .map(
            member ->
                new Member(
                    member.name(),
                    Compression.of(member.method()),
                    member.compressedSize(),
                    member.size()))
        .toList();
  }

  /** {@return whether there is a member of that name, with or without {@code .npy}} */
  public boolean contains(String name) {
    return find(name) != null;
  }

  static String key(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return whether a member is an array: it begins as a {@code .npy} file does, whatever its
   * name}
   */
  public boolean isArray(String name) throws IOException {
    try (ZipContent content = content(name)) {
      byte[] start = new byte[NpyHeader.MAGIC.length];
      return content.read(start) == start.length && Arrays.equals(start, NpyHeader.MAGIC);
    }
  }

  /**
   * {@return the header of an array} Reads no data, whatever the size. Its data offset counts from
   * the start of the member.
   *
   * @throws NpyFormatException if the member is no array
   * @throws IllegalArgumentException if there is no such member
   */
  public NpyHeader header(String name) throws IOException {
    try (ZipContent content = content(name)) {
      return header(name, content);
    }
  }

  /**
   * {@return an array, copied onto the heap}
   *
   * @throws NpyFormatException if the member is no whole array, or is damaged
   * @throws IllegalArgumentException if there is no such member
   */
  public NdArray load(String name) throws IOException {
    try (ZipContent content = content(name)) {
      return load(content, dataHeader(name, content));
    }
  }

  /**
   * {@return the elements of an array as a Java array} As {@link NdArray#toArray} of the loaded
   * one, without the copy between.
   *
   * @throws ArithmeticException if a value does not fit
   */
  public <T> T load(String name, Class<T> type) throws IOException {
    try (ZipContent content = content(name)) {
      NpyHeader header = dataHeader(name, content);
      return content.isPlausible()
          ? FileData.readArray(content.name(), content, header, type)
          : load(content, header).toArray(type);
    } catch (ArithmeticException misfit) {
      // what is read in blocks does not know the index of an element, which the complaint names
      return load(name).toArray(type);
    }
  }

  /** Where it is hard to believe what the data come to, they are taken as they come. */
  private static NdArray load(ZipContent content, NpyHeader header) throws IOException {
    return content.isPlausible()
        ? FileData.read(content.name(), content, header)
        : FileData.loadStream(content.name(), content, header);
  }

  /**
   * {@return the content of any member, array or not}
   *
   * @throws IllegalArgumentException if there is no such member, or it is larger than a {@code
   *     byte[]}
   */
  public byte[] bytes(String name) throws IOException {
    try (ZipContent content = content(name)) {
      if (content.remaining() > Integer.MAX_VALUE - Long.BYTES) {
        throw new IllegalArgumentException(
            content.name() + " has " + content.remaining() + " bytes, too many for a byte[]");
      }
      InputStream stream = Channels.newInputStream(content);
      return stream.readAllBytes();
    }
  }

  /**
   * {@return the content of any member, array or not, however large, to be read once} What is wrong
   * with it is said as it is read; the archive stays open until then.
   *
   * @throws IllegalArgumentException if there is no such member
   */
  public InputStream stream(String name) throws IOException {
    return Channels.newInputStream(content(name));
  }

  /**
   * Maps an array that is stored as it is, read-only.
   *
   * @throws NpyFormatException if the member is no whole array
   * @throws IllegalArgumentException if there is no such member, or it is deflated
   */
  public Memmap map(String name) throws IOException {
    return map(name, MapMode.READ_ONLY);
  }

  /**
   * Maps an array that is stored as it is. The mapping outlives the archive's closing; the CRC is
   * not checked.
   *
   * @param mode {@link MapMode#READ_ONLY} or {@link MapMode#COPY_ON_WRITE}
   * @throws NpyFormatException if the member is no whole array
   * @throws IllegalArgumentException if there is no such member, or it is deflated
   */
  public Memmap map(String name, MapMode mode) throws IOException {
    if (mode != MapMode.READ_ONLY && mode != MapMode.COPY_ON_WRITE) {
      throw new IllegalArgumentException(
          "members are mapped READ_ONLY or COPY_ON_WRITE, not %s; NpzEditor changes an archive"
              .formatted(mode));
    }
    try (ZipContent content = content(name)) {
      if (!content.isStored()) {
        throw new IllegalArgumentException(
            content.name() + " is deflated and only stored members can be mapped; load it");
      }
      NpyHeader header = dataHeader(name, content);
      long offset = content.dataOffset() + header.dataOffset();
      return Memmap.map(path, channel, mode, header.layout(), offset);
    }
  }

  private NpyHeader dataHeader(String name, ZipContent content) throws IOException {
    NpyHeader header = header(name, content);
    Npy.requireNoObjects(content.name(), header);
    Memmap.requireLength(
        content.name(), header.dataOffset() + content.remaining(), header.layout(), end(header));
    return header;
  }

  private static long end(NpyHeader header) {
    long end = header.dataOffset() + header.layout().nbytes();
    return end < 0 ? Long.MAX_VALUE : end;
  }

  private NpyHeader header(String name, ZipContent content) throws IOException {
    return NpyHeader.read(new ArraySource(name, content), maxHeaderSize);
  }

  /** The start of a member, which other members than arrays do not have. */
  private record ArraySource(String member, ZipContent content) implements NpyHeader.Source {

    @Override
    public String name() {
      return content.name();
    }

    @Override
    public int read(byte[] bytes) throws IOException {
      boolean isStart = content.position() == 0;
      int count = content.read(bytes);
      int magic = NpyHeader.MAGIC.length;
      if (isStart
          && (count < magic || !Arrays.equals(bytes, 0, magic, NpyHeader.MAGIC, 0, magic))) {
        throw new NpyFormatException(
            name(),
            0,
            "expected an array but found " + (count == 0 ? "no data" : "other data"),
            "bytes(name) reads any member");
      }
      return count;
    }

    @Override
    public long remaining() {
      return content.remaining();
    }
  }

  private ZipContent content(String name) throws IOException {
    return new ZipContent(source, source + "!" + key(name), channel(), member(name));
  }

  // ---- for the editor ------------------------------------------------------------------------

  List<ZipMember> zipMembers() {
    return members;
  }

  FileChannel channel() {
    if (!channel.isOpen()) {
      throw new IllegalStateException(path + " has been closed");
    }
    return channel;
  }

  String source() {
    return source;
  }

  ZipMember member(String name) {
    ZipMember member = find(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "no member '%s' in %s: %s".formatted(name, source, list()));
    }
    return member;
  }

  private @Nullable ZipMember find(String name) {
    ZipMember exact = byName.get(name);
    return exact == null ? byName.get(name + SUFFIX) : exact;
  }

  private String list() {
    return names().stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (members.size() > SHOWN ? "..." : "");
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * Writes arrays to an archive, stored as they are, in the order of the map; NumPy's {@code
   * savez}. The file name is taken as it is. The archive appears, or replaces the one before it,
   * when it is whole.
   *
   * @throws IllegalArgumentException if a dtype or a name cannot be written; the file is not
   *     touched
   */
  public static void save(Path path, Map<String, NdArray> arrays) throws IOException {
    save(path, Compression.STORED, 1, arrays);
  }

  /**
   * Writes arrays to an archive, deflated; NumPy's {@code savez_compressed}.
   *
   * @throws IllegalArgumentException as {@link #save}
   */
  public static void saveCompressed(Path path, Map<String, NdArray> arrays) throws IOException {
    save(path, Compression.DEFLATED, 1, arrays);
  }

  /**
   * Writes arrays to an archive, deflated by several threads; see {@link NpzWriter#create(Path,
   * Compression, int)}.
   *
   * @throws IllegalArgumentException as {@link #save}
   */
  public static void saveCompressed(Path path, Map<String, NdArray> arrays, int threads)
      throws IOException {
    save(path, Compression.DEFLATED, threads, arrays);
  }

  private static void save(
      Path path, Compression compression, int threads, Map<String, NdArray> arrays)
      throws IOException {
    try (NpzWriter writer = NpzWriter.create(path, compression, threads)) {
      for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
        writer.add(array.getKey(), array.getValue());
      }
      writer.commit();
    }
  }

  // ---- the rest ------------------------------------------------------------------------------

  /** Closes the file; arrays that were loaded or mapped stay. Closing twice is allowed. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** {@return what NumPy's {@code repr} prints: the file and the first five names} */
  @Override
  public String toString() {
    return "NpzFile '" + path + "' with keys: " + list();
  }
}
