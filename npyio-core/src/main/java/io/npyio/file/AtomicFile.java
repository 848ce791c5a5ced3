package io.npyio.file;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is written beside its target and takes its place when it is whole.
 *
 * <p>Until {@link #commit()} the target is untouched; readers that have it open or mapped keep the
 * old file afterwards too. Closing without a commit leaves nothing behind. A symbolic link stays a
 * link, and its target is replaced. A pipe or a device is written directly.
 *
 * <pre>{@code
 * try (AtomicFile file = AtomicFile.replacing(path)) {
 *   file.channel().write(bytes);
 *   file.commit();
 * }
 * }</pre>
 */
public final class AtomicFile implements Closeable {
  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_LINKS = 40;

  private final Path target;
  private final Path written;
  private final FileChannel channel;
  private boolean committed;

  private AtomicFile(Path target, Path written, FileChannel channel) {
    this.target = target;
    this.written = written;
    this.channel = channel;
  }

  /**
   * Starts a file that will become, or replace, the target.
   *
   * @throws IOException if its folder does not exist or cannot be written to, or if the target is a
   *     file that may not be written
   */
  public static AtomicFile replacing(Path target) throws IOException {
    Path real = followed(requireNonNull(target, "target"));
    if (Files.isDirectory(real)) {
      throw new AccessDeniedException(target.toString(), null, "is a folder");
    }
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      return new AtomicFile(real, real, FileChannel.open(real, StandardOpenOption.WRITE));
    }
    requireWritable(target, real);
    for (int i = 0; ; i++) {
      // not derived from the target's name, which may have the greatest length of a name already
      String random = Integer.toString(ThreadLocalRandom.current().nextInt() >>> 1, 36);
      Path beside = real.resolveSibling(".npyio-" + random + ".part");
      try {
        FileChannel channel =
            FileChannel.open(
                beside,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return new AtomicFile(real, beside, channel);
      } catch (FileAlreadyExistsException taken) {
        if (i == MAX_ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  /** Follows links, even to a file that does not exist yet. */
  private static Path followed(Path target) throws IOException {
    Path path = target.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      if (!Files.isSymbolicLink(path)) {
        return path;
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    throw new FileSystemLoopException(target.toString());
  }

  private static void requireWritable(Path target, Path real) throws IOException {
    Path folder = real.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
    }
    if (Files.exists(real) && !Files.isWritable(real)) {
      throw new AccessDeniedException(target.toString(), null, "it may not be written");
    }
  }

  /** {@return the channel to write to, open for reading too if the target is a regular file} */
  public FileChannel channel() {
    return channel;
  }

  /** Closes the channel and puts the written file in the target's place. */
  public void commit() throws IOException {
    if (written.equals(target)) {
      committed = true;
      channel.close();
      return;
    }
    keepPermissions();
    channel.close();
    try {
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
    }
    committed = true;
  }

  private void keepPermissions() throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && Files.getFileStore(written).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
    }
  }

  /** Closes the channel and, without a commit, deletes the written file. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed && !written.equals(target)) {
      Files.deleteIfExists(written);
    }
  }
}
