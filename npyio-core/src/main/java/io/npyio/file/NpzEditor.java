package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.Npz.Compression;
import io.npyio.zip.ZipMember;
import io.npyio.zip.ZipOutput;
import io.npyio.zip.ZipProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes an existing {@code .npz} archive: adds, replaces, removes and renames members.
 *
 * <pre>{@code
 * try (NpzEditor run = NpzEditor.open(Path.of("run.npz"))) {
 *   run.put("weights", weights);
 *   run.remove("scratch");
 *   run.commit();
 * }
 * }</pre>
 *
 * <p>Nothing is written before {@link #commit()}, which replaces the archive by the changed one in
 * one step. Unchanged members are copied without being decompressed. Readers that have the old
 * archive open or mapped keep it.
 *
 * @since 0.1.0
 */
public final class NpzEditor implements AutoCloseable {

  /**
   * A member of the changed archive.
   *
   * @param name of the member
   * @param compression of the member
   * @param old the member to copy, or null for a new one
   * @param fresh the array to write, or null for a copied member
   */
  private record Entry(
      String name, Compression compression, @Nullable ZipMember old, @Nullable Fresh fresh) {}

  /** Writes a new member. */
  private interface Fresh {
    void write(ZipOutput output, String member, Compression compression) throws IOException;
  }

  private final Path path;
  private final WriteOptions options;
  private final Npz archive;
  private final List<Object> state;
  private final List<Entry> entries = new ArrayList<>();
  private boolean isCommitted;

  /** The file that {@link #commit()} is writing, for another thread that closes. */
  private @Nullable AtomicFile unfinished;

  private NpzEditor(Path path, WriteOptions options, Npz archive, List<Object> state) {
    this.path = path;
    this.options = options;
    this.archive = archive;
    this.state = state;
    for (ZipMember member : archive.zipMembers()) {
      entries.add(new Entry(member.name(), Compression.of(member.method()), member, null));
    }
  }

  /**
   * Opens an archive to change it.
   *
   * @throws NpyFormatException if it is not a zip archive, or its directory is damaged
   */
  public static NpzEditor open(Path path) throws IOException {
    return open(path, WriteOptions.DEFAULT);
  }

  /** Opens an archive to change it, written with other options. */
  public static NpzEditor open(Path path, WriteOptions options) throws IOException {
    requireNonNull(options, "options");
    List<Object> state = state(requireNonNull(path, "path"));
    return new NpzEditor(path, options, Npz.open(path), state);
  }

  private static List<Object> state(Path path) throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    return List.of(file.size(), file.lastModifiedTime(), String.valueOf(file.fileKey()));
  }

  /** {@return the names of the members as they will be} */
  public List<String> names() {
    return entries.stream().map(entry -> Npz.name(entry.name())).toList();
  }

  /**
   * Adds an array, stored, or replaces the member of that name in its place and compression.
   *
   * @param array read by {@link #commit()}, not before
   * @throws IllegalArgumentException if its dtype cannot be written
   */
  public void put(String name, NdArray array) {
    requireNonNull(array, "array");
    put(name, array.layout(), contentOf(array));
  }

  /**
   * Adds an array, or replaces the member of that name in its place.
   *
   * @param array read by {@link #commit()}, not before
   * @throws IllegalArgumentException if its dtype cannot be written
   */
  public void put(String name, NdArray array, Compression compression) {
    requireNonNull(array, "array");
    put(name, array.layout(), contentOf(array), compression);
  }

  private static NpzWriter.Content contentOf(NdArray array) {
    Order order = array.layout().order();
    return channel -> array.writeTo(channel, order);
  }

  /**
   * As {@link #put(String, NdArray)}, but for an array that need not be in memory.
   *
   * @param content writes the elements; called by {@link #commit()}, not before
   * @throws IllegalArgumentException if its dtype cannot be written
   */
  public void put(String name, ArrayLayout layout, NpzWriter.Content content) {
    int at = indexOf(name);
    Compression before = at < 0 ? Compression.STORED : entries.get(at).compression();
    put(name, layout, content, before == Compression.STORED ? before : Compression.DEFLATED);
  }

  /**
   * As {@link #put(String, NdArray, Compression)}, but for an array that need not be in memory.
   *
   * @param content writes the elements; called by {@link #commit()}, not before
   * @throws IllegalArgumentException if its dtype cannot be written
   */
  public void put(
      String name, ArrayLayout layout, NpzWriter.Content content, Compression compression) {
    requireNonNull(content, "content");
    requireNonNull(compression, "compression");
    Npy.requireNoObjects(requireNonNull(layout, "layout").dtype());
    int at = indexOf(name);
    String member = at < 0 ? name + Npz.SUFFIX : entries.get(at).name();
    byte[] unused = NpyHeader.encode(layout); // refuses before anything is changed
    put(
        at,
        member,
        compression,
        (output, written, method) -> NpzWriter.write(output, written, method, layout, content));
  }

  /**
   * Adds an array of Python objects, or replaces the member of that name in its place.
   *
   * @throws IllegalArgumentException as {@link Npy#saveObjects}
   */
  public void put(String name, ObjectArray array, Compression compression) throws IOException {
    byte[] bytes = ObjectCodec.toBytes(requireNonNull(array, "array"));
    int at = indexOf(name);
    String member = at < 0 ? name + Npz.SUFFIX : entries.get(at).name();
    put(
        at,
        member,
        requireNonNull(compression, "compression"),
        (output, written, method) -> NpzWriter.write(output, written, method, bytes));
  }

  private void put(int at, String member, Compression compression, Fresh fresh) {
    replace(at, new Entry(requireName(member), requireWritten(compression), null, fresh));
  }

  private static Compression requireWritten(Compression compression) {
    int unused = compression.method();
    return compression;
  }

  private static String requireName(String name) {
    byte[] unused = ZipMember.encode(name);
    return name;
  }

  /**
   * Removes a member.
   *
   * @throws IllegalArgumentException if there is no such member
   */
  public void remove(String name) {
    String member = entries.get(required(name)).name();
    entries.removeIf(entry -> entry.name().equals(member));
  }

  /**
   * Renames a member, which keeps its place.
   *
   * @param newName without {@code .npy}, which is appended if the old name had it
   * @throws IllegalArgumentException if there is no member of the old name, or one of the new name
   */
  public void rename(String name, String newName) {
    requireNonNull(newName, "newName");
    int at = required(name);
    Entry old = entries.get(at);
    String member = old.name().endsWith(Npz.SUFFIX) ? newName + Npz.SUFFIX : newName;
    if (entries.stream().anyMatch(entry -> entry.name().equals(member))) {
      throw new IllegalArgumentException(
          "%s has a member %s already; remove it first".formatted(archive.name(), member));
    }
    replace(at, new Entry(requireName(member), old.compression(), old.old(), old.fresh()));
  }

  /** Puts an entry in the place of all of that name, or behind the last one. */
  private void replace(int at, Entry entry) {
    if (at < 0) {
      entries.add(entry);
      return;
    }
    String before = entries.get(at).name();
    entries.set(at, entry);
    for (int i = at - 1; i >= 0; i--) { // only the last one of a name counts
      if (entries.get(i).name().equals(before)) {
        entries.remove(i);
      }
    }
  }

  private int required(String name) {
    int at = indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "no member '%s' in %s: %s".formatted(name, archive.name(), String.join(", ", names())));
    }
    return at;
  }

  /** The last entry of the member that a name stands for; -1 if there is none. */
  private int indexOf(String name) {
    Predicate<String> exists = member -> lastIndexOf(member) >= 0;
    return lastIndexOf(Npz.memberName(name, exists));
  }

  private int lastIndexOf(String member) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).name().equals(member)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Writes the changed archive and puts it in the place of the old one. Ends editing.
   *
   * @throws IOException also if another program has changed the archive since it was opened
   */
  public void commit() throws IOException {
    commit(bytes -> {});
  }

  /**
   * As {@link #commit()}, reporting progress.
   *
   * @param copied is given the number of bytes of each copied piece of the unchanged members
   */
  public void commit(LongConsumer copied) throws IOException {
    requireNonNull(copied, "copied");
    if (isCommitted) {
      throw new IllegalStateException(path + " has been committed");
    }
    try (AtomicFile file = begin();
        ZipOutput output = new ZipOutput(file.channel(), 1, options.level())) {
      for (Entry entry : entries) {
        write(entry, output, copied);
      }
      output.finish();
      if (!state(path).equals(state)) {
        throw new IOException(path + " was changed by another program in the meantime");
      }
      archive.close();
      file.commit();
      isCommitted = true;
    }
  }

  private synchronized AtomicFile begin() throws IOException {
    archive.requireOpen();
    unfinished = AtomicFile.replacing(path, options);
    return unfinished;
  }

  private void write(Entry entry, ZipOutput output, LongConsumer copied) throws IOException {
    ZipMember old = entry.old();
    if (old == null) {
      requireNonNull(entry.fresh()).write(output, entry.name(), entry.compression());
      return;
    }
    if (old.isFlagged(ZipMember.ENCRYPTED) && old.isFlagged(ZipMember.DESCRIPTOR)) {
      throw new NpyFormatException(
          archive.name(),
          old.offset(),
          "expected members that can be copied but found %s, encrypted with its time for its CRC"
              .formatted(entry.name()),
          "remove it");
    }
    ZipMember copy = entry.name().equals(old.name()) ? old : old.renamed(entry.name());
    output.copy(archive.source(), dataOffset(old), copy.withoutDescriptor(), copied);
  }

  private long dataOffset(ZipMember member) throws IOException {
    try {
      return member.dataOffset(archive.source());
    } catch (ZipProblem problem) {
      throw MemberInput.format(problem);
    }
  }

  /**
   * Closes the archive; changes that were not committed are dropped. Another thread may close it
   * during {@link #commit()}, which then fails and leaves nothing behind.
   */
  @Override
  public synchronized void close() throws IOException {
    archive.close();
    if (unfinished != null) {
      unfinished.close();
    }
  }
}
