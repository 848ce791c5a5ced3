package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.Npz.Compression;
import io.npyio.zip.ZipMember;
import io.npyio.zip.ZipOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes an {@code .npz} archive member by member. The archive appears, or replaces the one before
 * it, with {@link #commit()}; closing the writer without it leaves nothing behind.
 *
 * <pre>{@code
 * try (NpzWriter run = NpzWriter.create(Path.of("run.npz"))) {
 *   run.add("weights", weights);
 *   run.add("rows", ArrayLayout.of(DType.FLOAT32, 1_000_000, 128), channel -> { … });
 *   run.commit();
 * }
 * }</pre>
 *
 * <p>Arrays may be larger than memory: mapped arrays are written from their files, others piece by
 * piece. The data of stored arrays begin at a multiple of 64 bytes of the file, so that {@link
 * Npz#map} is as fast as mapping a {@code .npy} file. Archives are reproducible: their bytes depend
 * on the arrays alone. A pipe, a device or a stream is written directly, from front to back.
 *
 * @since 0.1.0
 */
public final class NpzWriter implements AutoCloseable {
  /**
   * Writes the elements of an array.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the bytes of all elements, in the order and byte order of the layout, in pieces of any
     * size.
     */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private final Destination destination;
  private final ZipOutput output;
  private final Compression compression;
  private final Set<String> names = new HashSet<>();
  private boolean isWhole = true;

  private NpzWriter(
      WritableByteChannel channel,
      Compression compression,
      int threads,
      WriteOptions options,
      Destination destination) {
    this.destination = destination;
    this.output = new ZipOutput(channel, threads, options.level());
    this.compression = compression;
  }

  /** The target of the archive. */
  private interface Destination {
    /** Finishes an archive that has been written in full. */
    void commit() throws IOException;

    /** Releases the target, committed or not. */
    default void close() throws IOException {}
  }

  /** Starts an archive whose members are stored as they are. */
  public static NpzWriter create(Path path) throws IOException {
    return create(path, Compression.STORED);
  }

  /** Starts an archive whose members are stored or deflated. */
  public static NpzWriter create(Path path, Compression compression) throws IOException {
    return create(path, compression, 1);
  }

  /**
   * Starts an archive whose members are deflated by several threads, in blocks of 1 MiB. They are
   * slightly longer than those that one thread deflates, and do not depend on the number of
   * threads.
   *
   * <p>The work is done in the {@link java.util.concurrent.ForkJoinPool} that the caller runs in,
   * otherwise in the common one.
   *
   * @param threads the most that work at a time
   */
  public static NpzWriter create(Path path, Compression compression, int threads)
      throws IOException {
    return create(path, compression, threads, WriteOptions.DEFAULT);
  }

  /** As {@link #create(Path, Compression, int)}, with other options. */
  public static NpzWriter create(
      Path path, Compression compression, int threads, WriteOptions options) throws IOException {
    int unused =
        requireNonNull(compression, "compression").method(); // refuses before a file is begun
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    AtomicFile file = AtomicFile.replacing(path, options);
    return new NpzWriter(
        file.channel(),
        compression,
        threads,
        options,
        new Destination() {
          @Override
          public void commit() throws IOException {
            file.commit();
          }

          @Override
          public void close() throws IOException {
            file.close();
          }
        });
  }

  /** Starts an archive in a stream, whose members are stored as they are. */
  public static NpzWriter to(OutputStream stream) {
    return to(stream, Compression.STORED);
  }

  /**
   * Starts an archive in a stream, from where it is, whose members are stored or deflated. {@link
   * #commit()} flushes the stream, which stays open. Without it the stream keeps the members so
   * far.
   */
  public static NpzWriter to(OutputStream stream, Compression compression) {
    return to(stream, compression, WriteOptions.DEFAULT);
  }

  /** As {@link #to(OutputStream, Compression)}, with other options; nothing is forced to disk. */
  public static NpzWriter to(OutputStream stream, Compression compression, WriteOptions options) {
    requireNonNull(stream, "stream");
    int unused =
        requireNonNull(compression, "compression").method(); // refuses before a byte is written
    return new NpzWriter(
        Channels.newChannel(stream),
        compression,
        1,
        requireNonNull(options, "options"),
        stream::flush);
  }

  /**
   * Writes an array.
   *
   * @param name any, without {@code .npy}, which is appended
   * @throws IllegalArgumentException if its dtype cannot be written, or the name is taken
   */
  public void add(String name, NdArray array) throws IOException {
    Npy.requireNoObjects(requireNonNull(array, "array").dtype());
    ArrayLayout layout = array.layout();
    add(name, layout, channel -> array.writeTo(channel, layout.order()));
  }

  /**
   * Writes a Java array, flat or nested, or a single value, as {@code add(name, NdArray.of(array))}
   * does.
   *
   * @param name any, without {@code .npy}, which is appended
   * @throws IllegalArgumentException as {@link NdArray#of(Object)}, or if the name is taken
   */
  public void add(String name, Object array) throws IOException {
    if (requireNonNull(array, "array") instanceof ObjectArray objects) {
      add(name, objects);
      return;
    }
    Npy.requireOneArray(array);
    if (array instanceof NdArray values) {
      add(name, values);
      return;
    }
    ArrayLayout layout = NdArray.layoutOf(array);
    if (JavaArrayWriter.canStream(array, layout)) {
      add(name, layout, channel -> JavaArrayWriter.write(array, layout, channel));
    } else {
      add(name, NdArray.of(array));
    }
  }

  /**
   * Writes an array of Python objects, which NumPy loads with {@code allow_pickle=True}.
   *
   * @param name any, without {@code .npy}, which is appended
   * @throws IllegalArgumentException as {@link Npy#saveObjects}, or if the name is taken
   */
  public void add(String name, ObjectArray array) throws IOException {
    addBytes(requireNonNull(name, "name") + Npz.SUFFIX, ObjectCodec.toBytes(array));
  }

  /**
   * Writes an array whose elements are produced piece by piece.
   *
   * @param name any, without {@code .npy}, which is appended
   * @throws IllegalArgumentException if the dtype cannot be written, the name is taken, or other
   *     bytes are written than the layout has; after that the archive cannot be committed
   */
  public void add(String name, ArrayLayout layout, Content content) throws IOException {
    requireNonNull(content, "content");
    Npy.requireNoObjects(requireNonNull(layout, "layout").dtype());
    byte[] unused = NpyHeader.encode(layout); // refuses before a byte is written
    begin(requireNonNull(name, "name") + Npz.SUFFIX);
    write(output, name + Npz.SUFFIX, compression, layout, content);
    isWhole = true;
  }

  /**
   * Writes a member that is not an array.
   *
   * @param memberName taken as it is
   * @throws IllegalArgumentException if the name is taken
   */
  public void addBytes(String memberName, byte[] bytes) throws IOException {
    requireNonNull(bytes, "bytes");
    begin(memberName);
    write(output, memberName, compression, bytes);
    isWhole = true;
  }

  /**
   * Writes a member of any content, which is produced piece by piece.
   *
   * @param memberName taken as it is
   * @param size of the content in bytes
   * @throws IllegalArgumentException if the name is taken, or if another number of bytes is
   *     written; after that the archive cannot be committed
   */
  public void addBytes(String memberName, long size, Content content) throws IOException {
    requireNonNull(content, "content");
    if (size < 0) {
      throw new IllegalArgumentException("a member has 0 bytes or more, not " + size);
    }
    begin(memberName);
    try (ZipOutput.Member channel = output.begin(memberName, compression.method(), size)) {
      content.writeTo(channel);
      channel.end();
    }
    isWhole = true;
  }

  /** Writes all bytes of a member. */
  static void write(ZipOutput output, String member, Compression compression, byte[] bytes)
      throws IOException {
    try (ZipOutput.Member channel = output.begin(member, compression.method(), bytes.length)) {
      channel.write(ByteBuffer.wrap(bytes));
      channel.end();
    }
  }

  private void begin(String member) {
    requireWhole();
    byte[] unused =
        ZipMember.encode(requireNonNull(member, "memberName")); // refuses before a byte is written
    if (!names.add(member)) {
      throw new IllegalArgumentException("the archive has a member " + member + " already");
    }
    isWhole = false;
  }

  /** Writes an array as a member: a header and the elements. */
  static void write(
      ZipOutput output, String member, Compression compression, ArrayLayout layout, Content content)
      throws IOException {
    byte[] header = NpyHeader.encode(layout);
    long size = Math.addExact(header.length, layout.nbytes());
    try (ZipOutput.Member channel = output.begin(member, compression.method(), size)) {
      channel.write(ByteBuffer.wrap(header));
      content.writeTo(channel);
      channel.end();
    }
  }

  private void requireWhole() {
    if (!isWhole) {
      throw new IllegalStateException("a member was not written in full, or the writer is closed");
    }
  }

  /** Writes the directory and puts the archive in its place; nothing can be added afterwards. */
  public void commit() throws IOException {
    requireWhole();
    isWhole = false;
    output.finish();
    destination.commit();
  }

  /** Ends writing; an archive that was not committed is dropped. */
  @Override
  public void close() throws IOException {
    isWhole = false;
    output.close();
    destination.close();
  }
}
