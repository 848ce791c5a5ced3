package io.npyio.source;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/**
 * Bytes of a known number, read by position.
 *
 * <p>A source keeps no position between calls, and any number of threads may read at the same time.
 * Interrupting one of them does not end the others' reading. An implementation for a network need
 * only provide the four methods without a body; it overrides {@link #readFully(List)} if several
 * requests cost less together, and {@link #readLast} if its size costs a request of its own.
 *
 * <pre>{@code
 * try (ByteSource source = ByteSource.of(Path.of("weights.npy"))) {
 *   NdArray weights = Npy.load(source);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ByteSource extends Closeable {

  /**
   * Some bytes of a source and where they go.
   *
   * @param position of the first byte
   * @param target filled from its position to its limit
   * @since 0.1.0
   */
  record Part(long position, ByteBuffer target) {}

  /** {@return the name of the source in messages, such as a file name} */
  String name();

  /** {@return the number of bytes, which does not change} */
  long size() throws IOException;

  /**
   * Reads the bytes from a position on until the target is full.
   *
   * @param target filled from its position to its limit
   * @throws EOFException if the source ends before; the target's position tells how many bytes were
   *     read, and the message how many are missing
   * @throws IllegalArgumentException if the position is negative
   */
  void readFully(long position, ByteBuffer target) throws IOException;

  /**
   * Reads several parts: one after the other, unless the source has a better way.
   *
   * @throws EOFException if the source ends before one of them does
   */
  default void readFully(List<Part> parts) throws IOException {
    for (Part part : requireNonNull(parts, "parts")) {
      readFully(part.position(), part.target());
    }
  }

  /**
   * {@return the last bytes, or all of them if there are fewer} A reader that starts at the end, as
   * that of archives does, asks for them first: a source that learns its size from the replies to
   * its requests overrides this, and saves one.
   *
   * @param count the most that is read
   * @throws IllegalArgumentException if the count is negative
   */
  default ByteBuffer readLast(int count) throws IOException {
    long size = size();
    ByteBuffer last = ByteBuffer.allocate((int) Math.min(count, size));
    readFully(size - last.capacity(), last);
    return last.flip();
  }

  /** {@return the same bytes under another name; closing it closes this source} */
  default ByteSource named(String name) {
    return new NamedSource(this, requireNonNull(name, "name"));
  }

  /**
   * {@return a source of the bytes of a file} An interrupted thread gets an {@link
   * java.io.InterruptedIOException}; the file is opened anew for the others, unless another file
   * has taken its place meanwhile.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.FileSystemException if it is a folder, or cannot be read
   */
  static ByteSource of(Path path) throws IOException {
    return requireNonNull(path, "path").getFileSystem() == FileSystems.getDefault()
        ? FileSource.shared(path)
        : ChannelSource.of(path);
  }

  /** {@return a source of the bytes of an array, which it shares} */
  static ByteSource of(byte[] bytes) {
    return new BufferSource("byte[]", ByteBuffer.wrap(requireNonNull(bytes, "bytes")));
  }

  /** {@return a source of the bytes between a buffer's position and limit, which it shares} */
  static ByteSource of(ByteBuffer bytes) {
    return new BufferSource("buffer", requireNonNull(bytes, "bytes"));
  }

  /**
   * {@return a source of all bytes of a channel, from its start} The source moves the channel's
   * position, reads by one thread at a time, and closes the channel when it is closed. A channel
   * that an interrupt closes, as that of a file does, stays closed: prefer {@link #of(Path)}.
   */
  static ByteSource of(SeekableByteChannel channel) {
    return new ChannelSource("channel", requireNonNull(channel, "channel"));
  }
}
