package io.npyio.file;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import io.npyio.source.FileSource;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that one writer appends to, and what the writer left in it. A second one is kept away, and
 * before each write {@link #requireUnchanged()} finds out whether another program has written to it
 * all the same.
 *
 * <p>The operating system's lock keeps other processes away, but on POSIX systems it is gone as
 * soon as this process closes any other channel of the file, as a reader does. So it is taken anew
 * before each write, in halves: while one half is taken, the other keeps others away. Within the
 * process a list of the files that have a writer counts, because {@link FileChannel#tryLock()} lets
 * two in while channels are closed at the same time, and forgets locks that are not referenced. A
 * writer that is never closed keeps the file until the garbage collector finds it.
 *
 * <p>Not for use by several threads, but another one may close it.
 *
 * @since 0.1.0
 */
public final class SoleWriter implements Closeable {

  /** The right of one writer to a file. */
  private static final class Claim {
    private static final Map<Object, WeakReference<Claim>> CLAIMS = new ConcurrentHashMap<>();

    private final Object key;
    private final WeakReference<Claim> reference = new WeakReference<>(this);

    private Claim(Object key) {
      this.key = key;
    }

    /** {@return the claim to a file, or null if there is one already} */
    static @Nullable Claim of(Object key) {
      Claim claim = new Claim(key);
      WeakReference<Claim> valid =
          CLAIMS.merge(key, claim.reference, (old, fresh) -> old.refersTo(null) ? fresh : old);
      return valid == claim.reference ? claim : null;
    }

    void release() {
      CLAIMS.remove(key, reference);
    }
  }

  private static final long HALF = Long.MAX_VALUE / 2;

  private final Path path;
  private final Claim claim;
  private final FileChannel channel;

  /** Kept, because the JDK forgets a lock that is not referenced. */
  @SuppressWarnings("unused")
  private final FileLock upperLock;

  private FileLock lowerLock;
  private long length;
  private byte[] start = {};
  private @Nullable String refusal;

  private SoleWriter(
      Path path, Claim claim, FileChannel channel, FileLock upperLock, FileLock lowerLock)
      throws IOException {
    this.path = path;
    this.claim = claim;
    this.channel = channel;
    this.upperLock = upperLock;
    this.lowerLock = lowerLock;
    this.length = channel.size();
  }

  /**
   * Opens a file, which must exist, for reading and writing.
   *
   * @throws IOException if it has a writer already, in this process or in another one
   */
  public static SoleWriter open(Path path) throws IOException {
    // claimed before it is opened, because closing a second channel would end the first one's lock
    Claim claim = Claim.of(key(requireNonNull(path, "path")));
    if (claim == null) {
      throw taken(path);
    }
    try {
      return open(path, claim);
    } catch (IOException | RuntimeException failure) {
      claim.release();
      throw failure;
    }
  }

  private static SoleWriter open(Path path, Claim claim) throws IOException {
    FileChannel channel = FileChannel.open(path, READ, WRITE);
    try {
      FileLock upperLock = lockHalf(channel, HALF);
      FileLock lowerLock = upperLock == null ? null : lockHalf(channel, 0);
      if (upperLock == null || lowerLock == null) {
        throw taken(path);
      }
      if (!claim.key.equals(key(path))) {
        throw new IOException(
            FileSource.name(path) + ": another file took its place while it was opened");
      }
      return new SoleWriter(path, claim, channel, upperLock, lowerLock);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static @Nullable FileLock lockHalf(FileChannel channel, long start) throws IOException {
    try {
      return channel.tryLock(start, HALF, false);
    } catch (OverlappingFileLockException byThisProcess) {
      return null;
    }
  }

  private static IOException taken(Path path) {
    return new IOException(FileSource.name(path) + ": another appender has the file open");
  }

  /** The identity of a file, whatever path leads to it. */
  private static Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path.toRealPath() : key;
  }

  /** {@return the channel of the file} */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Tells what the file is now, after this writer's own change.
   *
   * @param newLength of the file, in bytes
   * @param newStart its first bytes, which the writer does not change before it tells
   */
  public void wrote(long newLength, byte[] newStart) {
    length = newLength;
    start = newStart.clone();
  }

  /**
   * Checks that the file has the length and the first bytes that this writer left, and keeps others
   * away until the next call.
   *
   * @throws IOException if it has not, or has another writer by now, and from then on always
   */
  public void requireUnchanged() throws IOException {
    requireUsable();
    lockAgain();
    long found = channel.size();
    if (found != length) {
      throw refused("it has %d bytes, not %d".formatted(found, length));
    }
    if (!Arrays.equals(start, readStart())) {
      throw refused("its header is not the one written last");
    }
  }

  /**
   * As {@link #requireUnchanged()}, and checks that the file still has its name, which takes as
   * long again.
   *
   * @throws IOException if it has not, and from then on always
   */
  public void requireInPlace() throws IOException {
    requireUnchanged();
    if (!hasItsName()) {
      throw refused("it was removed, or another file has taken its place");
    }
  }

  /**
   * Checks that no change was found earlier.
   *
   * @throws IOException if one was
   */
  public void requireUsable() throws IOException {
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  private IOException refused(String found) {
    refusal =
        "%s: another program changed the file while it was appended to: %s; nothing more is written to it, and what was appended since the last flush may not be in it"
            .formatted(FileSource.name(path), found);
    return new IOException(refusal);
  }

  private void lockAgain() throws IOException {
    lowerLock.release();
    FileLock again = lockHalf(channel, 0);
    if (again == null) {
      throw refused("another appender has opened it");
    }
    lowerLock = again;
  }

  private byte[] readStart() throws IOException {
    ByteBuffer found = ByteBuffer.allocate(start.length);
    while (found.hasRemaining() && channel.read(found, found.position()) >= 0) {}
    return found.array();
  }

  private boolean hasItsName() throws IOException {
    try {
      return claim.key.equals(key(path));
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  /** Closes the file, and lets the next writer in. Closing twice is allowed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      claim.release();
    }
  }
}
