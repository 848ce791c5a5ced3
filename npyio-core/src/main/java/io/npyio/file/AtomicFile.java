package io.npyio.file;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 *
 * <p><b>A power cut</b> leaves the old file or the new one, because the content is forced to disk
 * before it takes the target's name, and the folder afterwards; {@link WriteOptions#withoutSync()}
 * leaves this out. A folder is not forced where the platform refuses to open it, as Windows does.
 *
 * <p><b>A killed process</b> leaves {@code .npyio-NAME.part} beside the target; the next process
 * that writes the target removes it. The operating system's locks tell it from the part file of a
 * living process; a file system without locks keeps it.
 *
 * <p><b>What a replaced file keeps:</b> its permissions, its user attributes ({@link
 * java.nio.file.attribute.UserDefinedFileAttributeView}), and its group and owner as far as the
 * process may set them: if it may not set the group, the new group gets no more permissions than
 * everybody has. The new content never has wider permissions than the target, not even for a
 * moment. Access control lists are not kept, as Java cannot read them on POSIX systems; nor are
 * attributes outside of the user's namespace, such as labels of SELinux. Another hard link to the
 * old file keeps the old content.
 *
 * @since 0.1.0
 */
public final class AtomicFile implements Closeable {
  private static final int MAX_LINKS = 40;

  private final Path target;
  private final FileChannel channel;
  private final WriteOptions options;

  /** Null if a pipe or a device is written directly. */
  private final @Nullable PartFile part;

  /** Who may use the target, as it was at first; null if it did not exist. */
  private final @Nullable PosixFileAttributes access;

  private AtomicFile(
      Path target, FileChannel channel, @Nullable PartFile part, WriteOptions options)
      throws IOException {
    this.target = target;
    this.channel = channel;
    this.part = part;
    this.options = options;
    this.access = FileTraits.access(target);
  }

  /**
   * Starts a file that will become, or replace, the target, and then survives a power cut.
   *
   * @throws IOException if its folder does not exist or cannot be written to, or if the target is a
   *     file that may not be written
   */
  public static AtomicFile replacing(Path target) throws IOException {
    return replacing(target, WriteOptions.DEFAULT);
  }

  /**
   * Starts a file that will become, or replace, the target.
   *
   * @throws IOException as {@link #replacing(Path)}
   */
  public static AtomicFile replacing(Path target, WriteOptions options) throws IOException {
    requireNonNull(options, "options");
    Path real = followed(requireNonNull(target, "target"));
    if (Files.isDirectory(real)) {
      throw new AccessDeniedException(target.toString(), null, "is a folder");
    }
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      FileChannel direct = FileChannel.open(real, StandardOpenOption.WRITE);
      return new AtomicFile(real, direct, null, options);
    }
    requireWritable(target, real);
    PartFile part = part(target, real);
    try {
      requireReplaceable(target, real, part);
      return new AtomicFile(real, part.channel(), part, options);
    } catch (IOException | RuntimeException failure) {
      part.close();
      throw failure;
    }
  }

  /** Finds out before much is written, and in words that tell why. */
  private static void requireReplaceable(Path target, Path real, PartFile part) throws IOException {
    if (FileTraits.isKeptFrom(real, part.path())) {
      String problem =
          "it is another user's, and in a sticky folder such as /tmp only its owner may replace a file";
      throw new AccessDeniedException(target.toString(), null, problem);
    }
  }

  /**
   * {@return the part files in a folder that killed processes left, sorted by name} Those of living
   * processes, and those that this process may not open, are not among them.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static List<Path> leftIn(Path folder) throws IOException {
    return PartFile.stale(requireNonNull(folder, "folder").toRealPath());
  }

  private static PartFile part(Path target, Path real) throws IOException {
    try {
      return PartFile.create(real);
    } catch (AccessDeniedException refused) {
      String problem = "its folder may not be written";
      AccessDeniedException named = new AccessDeniedException(target.toString(), null, problem);
      named.initCause(refused);
      throw named;
    }
  }

  /** Follows links, even to a file that does not exist yet. */
  private static Path followed(Path target) throws IOException {
    Path path = target.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      if (exists(target, path)) {
        return path.toRealPath();
      }
      if (!Files.isSymbolicLink(path)) {
        return inRealFolder(path);
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    throw new FileSystemLoopException(target.toString());
  }

  /**
   * A file that the system hides is not a new one: behind a link of another user in {@code /tmp},
   * which Linux does not follow, may be any file of this user.
   */
  private static boolean exists(Path target, Path path) throws AccessDeniedException {
    try {
      path.getFileSystem().provider().checkAccess(path);
      return true;
    } catch (AccessDeniedException hidden) {
      AccessDeniedException named = new AccessDeniedException(target.toString());
      named.initCause(hidden);
      throw named;
    } catch (IOException absent) {
      return false;
    }
  }

  private static Path inRealFolder(Path path) throws IOException {
    Path folder = path.getParent();
    Path name = path.getFileName();
    return folder == null || name == null || !Files.exists(folder)
        ? path
        : folder.toRealPath().resolve(name);
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

  /**
   * Puts the written file in the target's place and closes the channel.
   *
   * @throws ClosedChannelException if the channel has been closed, by an interrupt for one
   */
  public void commit() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    if (part != null) {
      PosixFileAttributes latest = FileTraits.access(target);
      FileTraits.setAccess(latest == null ? access : latest, part.path());
      if (options.isSynced()) {
        channel.force(true);
      }
      part.moveTo(target);
      part.close();
      forceFolder();
    }
    channel.close();
  }

  private void forceFolder() throws IOException {
    Path folder = target.getParent();
    if (options.isSynced() && folder != null) {
      force(folder);
    }
  }

  /** A platform that does not open folders, as Windows, has its own way to keep names. */
  private static void force(Path folder) throws IOException {
    FileChannel opened;
    try {
      opened = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException notOffered) {
      return;
    }
    try (opened) {
      opened.force(true);
    }
  }

  /** Deletes the written file unless it was committed, and closes the channel. */
  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
    }
    channel.close();
  }
}
