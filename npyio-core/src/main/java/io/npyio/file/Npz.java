package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import io.npyio.zip.ZipDirectory;
import io.npyio.zip.ZipMember;
import io.npyio.zip.ZipProblem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
 * its member anew. A member is found by its name with or without the {@code .npy} that the archive
 * appends to the name of every array; of several members of one name the last one counts. Names are
 * only names, whatever {@code /} and {@code ..} they contain.
 *
 * <p>A member is never longer than the directory says, and its CRC-32 is checked when it is loaded
 * or read to its end. Offsets in messages about a member's content count from its start, those in
 * messages about the archive from the start of the file. Encrypted members and methods other than
 * stored and deflated are refused when they are read.
 *
 * <p>Several threads may read at the same time; interrupting one does not disturb the others.
 * {@link NpzWriter} writes archives piece by piece, {@link NpzEditor} changes them.
 *
 * @since 0.1.0
 */
public final class Npz implements AutoCloseable {
  static final String SUFFIX = ".npy";

  private static final int MAX_SHOWN_NAMES = 5;
  private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  /**
   * How the bytes of a member are kept in the archive.
   *
   * @since 0.1.0
   */
  public enum Compression {
    /** As they are; NumPy's {@code savez}. */
    STORED,
    /** Deflated; NumPy's {@code savez_compressed}. */
    DEFLATED,
    /** By bzip2, which is read if there is a {@link io.npyio.source.Decompressor} for it. */
    BZIP2,
    /** By LZMA, which is read if there is a {@link io.npyio.source.Decompressor} for it. */
    LZMA,
    /** In another way. */
    OTHER;

    int method() {
      return switch (this) {
        case STORED -> ZipMember.STORED;
        case DEFLATED -> ZipMember.DEFLATED;
        case BZIP2, LZMA, OTHER ->
            throw new IllegalArgumentException("members are written STORED or DEFLATED only");
      };
    }

    static Compression of(int method) {
      return switch (method) {
        case ZipMember.STORED -> STORED;
        case ZipMember.DEFLATED -> DEFLATED;
        case ZipMember.BZIP2 -> BZIP2;
        case ZipMember.LZMA -> LZMA;
        default -> OTHER;
      };
    }
  }

  /**
   * A member as listed in the directory; the data have not been verified.
   *
   * @param memberName the full name in the archive, with {@code .npy}
   * @param compression of its bytes
   * @param compressedSize the number of bytes it takes in the archive
   * @param size the number of bytes of its content
   * @since 0.1.0
   */
  public record Member(String memberName, Compression compression, long compressedSize, long size) {

    private static Member of(ZipMember member) {
      return new Member(
          member.name(), Compression.of(member.method()), member.compressedSize(), member.size());
    }

    /** {@return the name without {@code .npy}, as {@link Npz#names} has it} */
    public String name() {
      return Npz.name(memberName);
    }
  }

  private final ByteSource source;
  private final String shown;
  private final ReadOptions options;
  private final List<ZipMember> members;
  private final Map<String, ZipMember> byName = new HashMap<>();
  private volatile boolean isClosed;

  private Npz(ByteSource source, String shown, ReadOptions options) throws IOException {
    this(source, shown, options, directory(source));
  }

  private Npz(ByteSource source, String shown, ReadOptions options, List<ZipMember> members) {
    this.source = source;
    this.shown = shown;
    this.options = options;
    this.members = List.copyOf(members);
    for (ZipMember member : members) {
      byName.put(member.name(), member);
    }
  }

  private static List<ZipMember> directory(ByteSource source) throws IOException {
    try {
      return ZipDirectory.read(source);
    } catch (ZipProblem problem) {
      boolean isNpy = problem.position() == 0 && isNpy(source);
      throw isNpy
          ? new NpyFormatException(
              problem.source(), 0, problem.problem(), "this is a .npy file, which Npy reads")
          : MemberInput.format(problem);
    }
  }

  private static boolean isNpy(ByteSource source) throws IOException {
    byte[] start = new byte[NpyHeader.MAGIC.length];
    try {
      source.readFully(0, ByteBuffer.wrap(start));
      return NpyHeader.hasMagic(start, start.length);
    } catch (EOFException tooShort) {
      return false;
    }
  }

  // ---- opening -------------------------------------------------------------------------------

  /**
   * Opens an archive and reads its directory.
   *
   * @throws NpyFormatException if it is not a zip archive, is empty, or its directory is damaged
   */
  public static Npz open(Path path) throws IOException {
    return open(path, ReadOptions.DEFAULT);
  }

  /** Opens an archive whose arrays are read with other options. */
  public static Npz open(Path path, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return open(ByteSource.of(requireNonNull(path, "path")), path.toString(), options);
  }

  /**
   * Opens an archive in a source, which is closed with the archive. Reads its last 64 KiB, and more
   * only for a longer directory; a member costs one read for its start, and {@link #stored} one
   * more for a row.
   *
   * @throws NpyFormatException as {@link #open(Path)}; the source is closed
   */
  public static Npz open(ByteSource source) throws IOException {
    return open(source, ReadOptions.DEFAULT);
  }

  /** Opens an archive in a source, its arrays read with other options. */
  public static Npz open(ByteSource source, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return open(requireNonNull(source, "source"), source.name(), options);
  }

  /**
   * Opens the archive that an array of bytes is; the array is not copied.
   *
   * @throws NpyFormatException as {@link #open(Path)}
   */
  public static Npz open(byte[] bytes) throws IOException {
    return open(bytes, ReadOptions.DEFAULT);
  }

  /** Opens the archive that an array of bytes is, its arrays read with other options. */
  public static Npz open(byte[] bytes, ReadOptions options) throws IOException {
    return open(ByteSource.of(requireNonNull(bytes, "bytes")), options);
  }

  /**
   * Reads the rest of a stream, at most 2 GiB, and opens the archive that it is. The directory of
   * an archive is its last part, and only there a member's place and length can be trusted, so
   * nothing can be opened before the end has arrived.
   *
   * @throws NpyFormatException as {@link #open(Path)}
   */
  public static Npz read(InputStream stream) throws IOException {
    return read(stream, ReadOptions.DEFAULT);
  }

  /**
   * Reads the rest of a stream with other options. The archive itself may have no more than {@link
   * ReadOptions#maxBytes} bytes either; reading stops there.
   */
  public static Npz read(InputStream stream, ReadOptions options) throws IOException {
    requireNonNull(stream, "stream");
    int max = (int) Math.min(requireNonNull(options, "options").maxBytes(), MAX_ARRAY_LENGTH - 1);
    byte[] bytes = stream.readNBytes(max + 1);
    if (bytes.length > max) {
      throw new NpyFormatException(
          "stream",
          max,
          "expected an archive of at most %d bytes but found more".formatted(max),
          max == options.maxBytes()
              ? "if you trust the source, allow more with maxBytes"
              : "save it as a file and open that");
    }
    return open(ByteSource.of(bytes).named("stream"), options);
  }

  private static Npz open(ByteSource source, String shown, ReadOptions options) throws IOException {
    try {
      return new Npz(source, shown, options);
    } catch (IOException | RuntimeException | Error failure) {
      source.close();
      throw failure;
    }
  }

  // ---- members -------------------------------------------------------------------------------

  /** {@return what messages call the archive: the file's name, or the source's own} */
  public String name() {
    return source.name();
  }

  /** {@return whether it is a local file, of which stored members can be mapped} */
  public boolean isLocal() {
    return source instanceof FileSource;
  }

  /** {@return the names of all members in the order of the directory; NumPy's {@code files}} */
  public List<String> names() {
    return members.stream().map(member -> name(member.name())).toList();
  }

  /** {@return what the directory says of each member, in its order} */
  public List<Member> members() {
    return members.stream().map(Member::of).toList();
  }

  /**
   * {@return what the directory says of a member}
   *
   * @throws IllegalArgumentException if there is no such member
   */
  public Member member(String name) {
    return Member.of(required(name));
  }

  /**
   * {@return this archive as if it had one member alone} Of several members of one name the methods
   * read the last, as NumPy does; this is the way to the others. Both share one source, and closing
   * either closes it.
   *
   * @param index of the member in {@link #members}
   * @throws IndexOutOfBoundsException if there is no such member
   */
  public Npz only(int index) {
    requireOpen();
    return new Npz(source, shown, options, List.of(members.get(index)));
  }

  /** {@return whether there is a member of that name, with or without {@code .npy}} */
  public boolean contains(String name) {
    return find(name) != null;
  }

  static String name(String memberName) {
    return memberName.endsWith(SUFFIX)
        ? memberName.substring(0, memberName.length() - SUFFIX.length())
        : memberName;
  }

  /** The member's full name that a name stands for: itself if there is one, or with .npy. */
  static String memberName(String name, Predicate<String> exists) {
    return exists.test(requireNonNull(name, "name")) ? name : name + SUFFIX;
  }

  private @Nullable ZipMember find(String name) {
    return byName.get(memberName(name, byName::containsKey));
  }

  private ZipMember required(String name) {
    ZipMember member = find(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "no member '%s' in %s: %s".formatted(name, name(), shownNames()));
    }
    return member;
  }

  private String shownNames() {
    return names().stream().limit(MAX_SHOWN_NAMES).collect(Collectors.joining(", "))
        + (members.size() > MAX_SHOWN_NAMES ? "..." : "");
  }

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return whether a member is an array: it begins as a {@code .npy} file does, whatever its
   * name}
   */
  public boolean isArray(String name) throws IOException {
    try (MemberInput input = input(name)) {
      ByteBuffer start = ByteBuffer.allocate(NpyHeader.MAGIC.length);
      while (start.hasRemaining() && input.read(start) >= 0) {}
      return NpyHeader.hasMagic(start.array(), start.position());
    }
  }

  /**
   * {@return the header of an array} Reads no data, whatever the size. Its data offset counts from
   * the start of the member.
   *
   * @throws NpyFormatException if the member is not an array
   * @throws IllegalArgumentException if there is no such member
   */
  public NpyHeader header(String name) throws IOException {
    try (MemberInput input = input(name)) {
      return NpyHeader.read(input, options);
    }
  }

  /**
   * {@return an array, copied onto the heap}
   *
   * @throws NpyFormatException if the member is not a whole array, or is damaged
   * @throws IllegalArgumentException if there is no such member
   */
  public NdArray load(String name) throws IOException {
    return load(name, options);
  }

  private NdArray load(String name, ReadOptions limits) throws IOException {
    try (MemberInput input = input(name)) {
      NpyHeader header = DataReader.header(input, limits);
      return DataReader.named(input.name(), header, () -> load(input, header));
    }
  }

  /**
   * {@return the elements of an array as a Java array} As {@link NdArray#toArray} of the loaded
   * array, but without the copy in between. A flat array of several MiB is read, inflated and
   * checked by a second thread, which ends with the call, while this one converts.
   *
   * @throws ArithmeticException if a value does not fit
   */
  public <T> T load(String name, Class<T> type) throws IOException {
    requireNonNull(type, "type");
    try (MemberInput input = input(name)) {
      NpyHeader header = DataReader.header(input, options);
      return DataReader.named(input.name(), header, () -> load(name, input, header, type));
    }
  }

  private <T> T load(String name, MemberInput input, NpyHeader header, Class<T> type)
      throws IOException {
    if (!input.isPlausible()) {
      return load(input, header).toArray(type);
    }
    try {
      T array = DataReader.readArray(input, header, type);
      input.readToEnd();
      return array;
    } catch (ArithmeticException misfit) {
      // a block does not know the index of its elements, which the message names
      try (MemberInput again = input(name)) {
        return load(again, DataReader.header(again, options)).toArray(type);
      }
    }
  }

  /**
   * {@return an array that is stored as it is, to read parts of} Reads the start of its member
   * only. The archive must stay open while parts are read; the CRC is not checked.
   *
   * @throws NpyFormatException if the member is not a whole array
   * @throws IllegalArgumentException if there is no such member, or it is compressed
   */
  public StoredArray stored(String name) throws IOException {
    try (MemberInput input = input(name)) {
      if (!input.isStored()) {
        throw new IllegalArgumentException(
            input.name() + " is compressed and only stored members are read in parts; load it");
      }
      return StoredArray.open(source, input, options);
    }
  }

  /** If the declared size is implausible, memory grows with the data actually read. */
  private static NdArray load(MemberInput input, NpyHeader header) throws IOException {
    NdArray array =
        input.isPlausible()
            ? DataReader.read(input, header)
            : DataReader.readArriving(input, header);
    input.readToEnd();
    return array;
  }

  /**
   * {@return all arrays by name, in the order of the directory, copied onto the heap} Members that
   * are not arrays are left out; {@link #bytes} reads them. {@link ReadOptions#maxBytes} limits the
   * sum of the arrays.
   *
   * @throws NpyFormatException if an array is damaged, or has Python objects, which {@link
   *     #loadObjects} reads
   */
  public Map<String, NdArray> loadAll() throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    long left = options.maxBytes();
    for (String name : names()) {
      if (!arrays.containsKey(name) && isArray(name)) {
        NdArray array = load(name, options.withMaxBytes(left));
        arrays.put(name, array);
        left -= left == Long.MAX_VALUE ? 0 : array.nbytes();
      }
    }
    return arrays;
  }

  /**
   * {@return an array whose elements are Python objects, as plain Java values}
   *
   * @throws NpyFormatException as {@link Npy#loadObjects(Path)}
   * @throws IllegalArgumentException if there is no such member
   */
  public ObjectArray loadObjects(String name) throws IOException {
    try (MemberInput input = input(name)) {
      ObjectArray array = ObjectCodec.load(input, options);
      input.readToEnd();
      return array;
    }
  }

  /**
   * {@return the content of any member, array or not}
   *
   * @throws NpyFormatException if it is damaged, or exceeds {@link ReadOptions#maxBytes}
   * @throws IllegalArgumentException if there is no such member, or it is larger than a {@code
   *     byte[]}
   */
  public byte[] bytes(String name) throws IOException {
    try (MemberInput input = input(name)) {
      requireAllowed(input);
      InputStream stream = Channels.newInputStream(input);
      return stream.readAllBytes();
    }
  }

  private void requireAllowed(MemberInput input) throws NpyFormatException {
    long size = input.remaining();
    if (size > options.maxBytes()) {
      throw new NpyFormatException(
          input.name(),
          0,
          "expected at most %d bytes but found %d".formatted(options.maxBytes(), size),
          "if you trust the source, allow more with maxBytes");
    }
    if (size > MAX_ARRAY_LENGTH) {
      throw new IllegalArgumentException(
          input.name() + " has " + size + " bytes, too many for a byte[]");
    }
  }

  /**
   * {@return the content of any member, array or not, however large, to be read once} Faults are
   * reported as they are reached. The archive must stay open until then.
   *
   * @throws IllegalArgumentException if there is no such member
   */
  public InputStream stream(String name) throws IOException {
    return Channels.newInputStream(input(name));
  }

  private MemberInput input(String name) throws IOException {
    requireOpen();
    ZipMember member = required(name);
    return MemberInput.open(source, name() + "!" + name(member.name()), member);
  }

  // ---- mapping -------------------------------------------------------------------------------

  /**
   * Maps an array that is stored as it is, read-only.
   *
   * @throws NpyFormatException if the member is not a whole array
   * @throws IllegalArgumentException if there is no such member, it is deflated, or the archive is
   *     not a local file
   */
  public Memmap map(String name) throws IOException {
    return map(name, MapMode.READ_ONLY);
  }

  /**
   * Maps an array that is stored as it is. The mapping outlives the archive's closing; the CRC is
   * not checked.
   *
   * @param mode {@link MapMode#READ_ONLY} or {@link MapMode#COPY_ON_WRITE}
   * @throws NpyFormatException if the member is not a whole array
   * @throws IllegalArgumentException if there is no such member, it is deflated, or the archive is
   *     not a local file
   */
  public Memmap map(String name, MapMode mode) throws IOException {
    requireNonNull(mode, "mode");
    if (mode != MapMode.READ_ONLY && mode != MapMode.COPY_ON_WRITE) {
      throw new IllegalArgumentException(
          "members are mapped READ_ONLY or COPY_ON_WRITE, not %s; NpzEditor changes an archive"
              .formatted(mode));
    }
    try (MemberInput input = input(name)) {
      FileSource file = mappable(input);
      NpyHeader header = DataReader.header(input, options);
      return Memmap.map(file, mode, header.layout(), input.dataOffset() + header.dataOffset());
    }
  }

  private FileSource mappable(MemberInput input) {
    if (!input.isStored()) {
      throw new IllegalArgumentException(
          input.name() + " is deflated and only stored members can be mapped; load it");
    }
    if (source instanceof FileSource file) {
      return file;
    }
    throw new IllegalArgumentException(
        input.name() + " is not in a local file and cannot be mapped; load it");
  }

  // ---- for the editor ------------------------------------------------------------------------

  List<ZipMember> zipMembers() {
    return members;
  }

  ByteSource source() {
    return source;
  }

  void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException(shown + " has been closed");
    }
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * Writes arrays to an archive, stored as they are, in the order of the map; NumPy's {@code
   * savez}. The file name is taken as it is. The archive appears, or replaces the one before it,
   * when it is whole.
   *
   * @param arrays each an {@link NdArray}, or a Java array or value as {@link NdArray#of(Object)}
   *     takes it
   * @throws IllegalArgumentException if an array or a name cannot be written; the file is not
   *     touched
   */
  public static void save(Path path, Map<String, ?> arrays) throws IOException {
    save(path, arrays, WriteOptions.DEFAULT);
  }

  /** As {@link #save(Path, Map)}, with other options. */
  public static void save(Path path, Map<String, ?> arrays, WriteOptions options)
      throws IOException {
    save(path, Compression.STORED, 1, arrays, options);
  }

  /**
   * Writes arrays to an archive, deflated; NumPy's {@code savez_compressed}.
   *
   * @throws IllegalArgumentException as {@link #save}
   */
  public static void saveCompressed(Path path, Map<String, ?> arrays) throws IOException {
    saveCompressed(path, arrays, WriteOptions.DEFAULT);
  }

  /** As {@link #saveCompressed(Path, Map)}, with other options. */
  public static void saveCompressed(Path path, Map<String, ?> arrays, WriteOptions options)
      throws IOException {
    save(path, Compression.DEFLATED, 1, arrays, options);
  }

  /**
   * Writes arrays to an archive, deflated by several threads; see {@link NpzWriter#create(Path,
   * Compression, int)}.
   *
   * @throws IllegalArgumentException as {@link #save}
   */
  public static void saveCompressed(Path path, Map<String, ?> arrays, int threads)
      throws IOException {
    save(path, Compression.DEFLATED, threads, arrays, WriteOptions.DEFAULT);
  }

  private static void save(
      Path path, Compression compression, int threads, Map<String, ?> arrays, WriteOptions options)
      throws IOException {
    requireNonNull(arrays, "arrays");
    try (NpzWriter writer = NpzWriter.create(path, compression, threads, options)) {
      for (Map.Entry<String, ?> array : arrays.entrySet()) {
        writer.add(array.getKey(), array.getValue());
      }
      writer.commit();
    }
  }

  // ---- the rest ------------------------------------------------------------------------------

  /** Closes the source; arrays that were loaded or mapped stay. Closing twice is allowed. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    source.close();
  }

  /** {@return what NumPy's {@code repr} prints: the file and the first five names} */
  @Override
  public String toString() {
    return "NpzFile '" + shown + "' with keys: " + shownNames();
  }
}
