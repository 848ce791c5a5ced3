package io.npyio.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.npyio.source.FileSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file beside a target that holds its new content until it is whole.
 *
 * <p>Its name follows from the target's, so that the next part file of the same target finds the
 * one that a killed process left, and removes it. The operating system's lock tells that one from
 * the part file of a living process.
 */
final class PartFile implements Closeable {
  private static final int MAX_AT_A_TIME = 100;
  private static final FileAttribute<?>[] ANY_ACCESS = {};
  private static final Pattern NAME = Pattern.compile("\\.npyio-[0-9a-z]+(-[0-9]+)?\\.part");

  /** A byte far behind the content, because Windows keeps others from locked bytes. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /** The part files of this process, which loses its lock of a file when it closes it once. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  /** Kept, because the JDK forgets a lock that is not referenced; null where there are none. */
  @SuppressWarnings("unused")
  private final @Nullable FileLock lock;

  private boolean isMoved;
  private boolean isClosed;

  private PartFile(Path path, FileChannel channel, @Nullable FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates the part file of a target, whose path is real. If the target exists, only the owner may
   * read or write the part file, which gets the target's user attributes.
   */
  static PartFile create(Path target) throws IOException {
    for (int i = 0; i < MAX_AT_A_TIME; i++) {
      Path path = path(target, i);
      if (OWN.add(path)) {
        PartFile created = createUnlessInUse(path, target);
        if (created != null) {
          removeStaleFrom(target, i + 1);
          return created;
        }
      }
    }
    throw new IOException(
        "%s is being written %d times at once".formatted(FileSource.name(target), MAX_AT_A_TIME));
  }

  /** Not the target's name, which may have the greatest length of a name already. */
  private static Path path(Path target, int number) {
    String name = Integer.toUnsignedString(FileSource.name(target).hashCode(), Character.MAX_RADIX);
    String suffix = number == 0 ? "" : "-" + number;
    return target.resolveSibling(".npyio-" + name + suffix + ".part");
  }

  private static @Nullable PartFile createUnlessInUse(Path path, Path target) throws IOException {
    PartFile created = null;
    try {
      removeIfStale(path);
      created = createLocked(path, target);
      return created;
    } finally {
      if (created == null) {
        OWN.remove(path);
      }
    }
  }

  private static @Nullable PartFile createLocked(Path path, Path target) throws IOException {
    boolean isReplacing = Files.exists(target);
    FileAttribute<?>[] access = isReplacing ? FileTraits.ownerOnly(path) : ANY_ACCESS;
    FileChannel channel;
    try {
      channel = FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE), access);
    } catch (FileAlreadyExistsException inUse) {
      return null;
    }
    if (isReplacing) {
      FileTraits.copyUserAttributes(target, path); // opens and closes the file, so not once locked
    }
    return locked(path, channel);
  }

  /** Null if another process took the new file for stale before it was locked. */
  private static @Nullable PartFile locked(Path path, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return new PartFile(path, channel, lock);
      }
    } catch (IOException locksAreNotSupported) {
      return new PartFile(path, channel, null);
    }
    channel.close();
    return null;
  }

  private static void removeStaleFrom(Path target, int first) {
    for (int i = first; i < MAX_AT_A_TIME; i++) {
      Path path = path(target, i);
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (OWN.add(path)) {
        removeIfStale(path);
        OWN.remove(path);
      }
    }
  }

  /** Removes a part file whose process has ended. One in use stays, and another gets a new name. */
  private static void removeIfStale(Path path) {
    boolean unused = ifStale(path, Files::deleteIfExists);
  }

  /** Work on a path. */
  private interface Work {
    boolean run(Path path) throws IOException;
  }

  /** Works on a part file whose process has ended, and keeps others away meanwhile. */
  private static boolean ifStale(Path path, Work work) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Object key = key(path);
      try (FileChannel left = FileChannel.open(path, READ, WRITE, LinkOption.NOFOLLOW_LINKS)) {
        FileLock lock = left.tryLock(LOCKED_BYTE, 1, false);
        // the name may be that of a new file by now, if another process removed the stale one
        return lock != null && Objects.equals(key, key(path)) && work.run(path);
      }
    } catch (IOException | OverlappingFileLockException inUse) {
      return false;
    }
  }

  /** {@return the part files in a folder whose processes have ended, sorted} */
  static List<Path> stale(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(FileSource.name(file)).matches())
          .filter(PartFile::isStale)
          .sorted()
          .toList();
    }
  }

  /** One of this process is not opened, because closing it would end its lock. */
  private static boolean isStale(Path path) {
    Path real = path.toAbsolutePath();
    if (!OWN.add(real)) {
      return false;
    }
    try {
      return ifStale(path, same -> true);
    } finally {
      OWN.remove(real);
    }
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  FileChannel channel() {
    return channel;
  }

  Path path() {
    return path;
  }

  /**
   * Gives the file the name of its target.
   *
   * @throws ClosedChannelException if it has been closed, and so deleted
   */
  synchronized void moveTo(Path target) throws IOException {
    if (isClosed) {
      throw new ClosedChannelException();
    }
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
    isMoved = true;
  }

  /** Deletes the file unless it was moved, and only then gives up the lock that keeps it. */
  @Override
  public synchronized void close() throws IOException {
    if (isClosed) {
      return; // the name may be that of another part file by now
    }
    isClosed = true;
    try (channel) {
      if (!isMoved) {
        Files.deleteIfExists(path);
      }
    } finally {
      OWN.remove(path);
    }
  }
}
