package io.npyio.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a local file, which can be mapped too.
 *
 * <p>The JDK closes a channel for every thread when one that reads from it is interrupted. A {@link
 * #shared} source opens the file again for the other threads.
 *
 * @since 0.1.0
 */
public final class FileSource implements ByteSource {
  private final Path path;
  private final String name;
  private final @Nullable Object identity;
  private final Object uses = new Object();
  private volatile FileChannel channel;
  private volatile boolean isClosed;

  private FileSource(Path path, String name, FileChannel channel, @Nullable Object identity) {
    this.path = path;
    this.name = name;
    this.channel = channel;
    this.identity = identity;
  }

  /**
   * {@return whether a path leads to a pipe, a socket or a device other than a disk} Their bytes
   * have no positions and no known number; a stream reads them once.
   */
  public static boolean isStream(Path path) {
    requireNonNull(path, "path");
    try {
      return isStream(path, Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean isStream(Path path, BasicFileAttributes file) throws IOException {
    try {
      return file.isOther() && !isDisk((int) Files.getAttribute(path, "unix:mode"));
    } catch (UnsupportedOperationException | IllegalArgumentException unknown) {
      return false;
    }
  }

  /** Whether the bits of a file's mode say that it is a device of blocks. */
  private static boolean isDisk(int mode) {
    return (mode & 0170000) == 0060000;
  }

  /**
   * Refuses what has no positions; opening a pipe would wait for a program that writes to it.
   *
   * @throws FileSystemException if {@link #isStream} is true of the path
   */
  public static void requirePositions(Path path) throws FileSystemException {
    if (isStream(path)) {
      throw isStreamOnly(path);
    }
  }

  private static FileSystemException isStreamOnly(Path path) {
    return new FileSystemException(
        path.toString(), null, "is a pipe or a device, which is read as a stream only");
  }

  /**
   * {@return a file to be read by the calling thread alone} An interrupt closes it for good.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.FileSystemException if it is a folder, or cannot be read
   */
  public static FileSource open(Path path) throws IOException {
    return new FileSource(path, name(path), channel(path), null);
  }

  /**
   * {@return a file that several threads read} Unlike {@link #open} it asks the file system which
   * file it is, to recognise it when it is opened again.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.FileSystemException if it is a folder, or cannot be read
   */
  public static FileSource shared(Path path) throws IOException {
    return shared(path, name(path));
  }

  /**
   * {@return as {@link #shared(Path)}, but under another name} Unlike a source of {@link
   * ByteSource#named} it can be mapped.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.FileSystemException if it is a folder, or cannot be read
   */
  public static FileSource shared(Path path, String name) throws IOException {
    requireNonNull(name, "name");
    Object identity = identity(requireNonNull(path, "path"));
    return new FileSource(path, name, channel(path), identity);
  }

  private static FileChannel channel(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException failure) {
      requireNoFolder(path); // which Windows cannot open at all
      throw failure;
    }
  }

  static void requireNoFolder(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new AccessDeniedException(path.toString(), null, "is a folder");
    }
  }

  /** Distinguishes a file with positions from another one that takes its place under its path. */
  private static Object identity(Path path) throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    if (file.isDirectory()) {
      requireNoFolder(path);
    }
    if (isStream(path, file)) {
      throw isStreamOnly(path);
    }
    Object key = file.fileKey();
    return key == null ? List.of(file.creationTime(), file.lastModifiedTime(), file.size()) : key;
  }

  /** {@return the name of a file without its folder, by which messages call it} */
  public static String name(Path path) {
    Path last = requireNonNull(path, "path").getFileName();
    return last == null ? path.toString() : last.toString();
  }

  /** {@return the file's name without its folder, or the one that it was given} */
  @Override
  public String name() {
    return name;
  }

  /** {@return the file, as it was given} */
  public Path path() {
    return path;
  }

  /**
   * A use of the open file.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface ChannelUse<T> {
    /** {@return the result of the use} The channel must stay open. */
    T apply(FileChannel channel) throws IOException;
  }

  /**
   * {@return the result of using the open file, such as a mapping} The use is repeated if another
   * thread's interrupt closes the file meanwhile.
   *
   * @throws IOException if the source has been closed, or another file has taken its place
   */
  public <T> T withChannel(ChannelUse<T> use) throws IOException {
    requireNonNull(use, "use");
    while (true) {
      FileChannel open = open();
      try {
        return alone(use, open);
      } catch (ClosedChannelException closed) {
        requireReopening(open, closed);
      }
    }
  }

  /**
   * Uses the channel while no other use but reading goes on. A thread that is interrupted when it
   * asks for the size closes the channel under a lock of the JDK, and waits for all threads within
   * the channel; those that are about to map would wait for that lock.
   */
  private <T> T alone(ChannelUse<T> use, FileChannel open) throws IOException {
    synchronized (uses) {
      return use.apply(open);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    return open.isOpen() ? open : reopened(open);
  }

  @Override
  public long size() throws IOException {
    long size = withChannel(FileChannel::size);
    if (size == 0) {
      requireNoFolder(path); // which some file systems say is empty
    }
    return size;
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    Reading.requireRange(position, target);
    int start = target.position();
    while (target.hasRemaining()) {
      FileChannel open = open();
      try {
        read(open, position - start, target);
      } catch (ClosedChannelException closed) {
        requireReopening(open, closed);
      }
    }
  }

  /** Reads on; {@code origin} is where byte 0 of the target would lie. */
  private void read(FileChannel open, long origin, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      int count;
      try {
        count = Reading.chunk(target, chunk -> open.read(chunk, origin + chunk.position()));
      } catch (ClosedChannelException closed) {
        throw closed;
      } catch (IOException failure) {
        requireNoFolder(path); // which Linux opens, but does not read
        throw failure;
      }
      if (count < 0) {
        throw Reading.tooShort(name(), target);
      }
    }
  }

  /** Returns if another thread's interrupt closed the channel, and not this thread's own. */
  private void requireReopening(FileChannel closed, ClosedChannelException cause)
      throws IOException {
    if (cause instanceof ClosedByInterruptException interrupt) {
      throw Reading.interrupted(name(), interrupt);
    }
    reopened(closed);
  }

  private synchronized FileChannel reopened(FileChannel closed) throws IOException {
    if (isClosed || identity == null) {
      throw Reading.closed(name());
    }
    if (channel == closed) {
      FileChannel again = channel(path);
      if (!identity(path).equals(identity)) {
        again.close();
        throw new IOException(name() + ": another file has taken its place while it was read");
      }
      channel = again;
    }
    return channel;
  }

  /** Closes the file; what was mapped stays. Closing twice is allowed. */
  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    channel.close();
  }
}
