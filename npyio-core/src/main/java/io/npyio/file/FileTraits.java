package io.npyio.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traits that a file hands on to its replacement: permissions, group, owner, attributes. */
final class FileTraits {
  private static final FileAttribute<?>[] NONE = {};

  /** The bit of a folder in which only owners replace and delete files. */
  private static final int STICKY = 01000;

  private static final int ROOT = 0;

  private FileTraits() {}

  /** {@return the attributes of a new file that only its owner may read and write} */
  static FileAttribute<?>[] ownerOnly(Path beside) {
    return posix(beside) == null
        ? NONE
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
        };
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }

  /** {@return permissions, group and owner of a file; null if it has none, or does not exist} */
  static @Nullable PosixFileAttributes access(Path path) throws IOException {
    PosixFileAttributeView view = posix(path);
    return view == null || !Files.exists(path) ? null : view.readAttributes();
  }

  /** Gives a new file the permissions, group and owner of another one, as far as is allowed. */
  static void setAccess(@Nullable PosixFileAttributes old, Path path) throws IOException {
    PosixFileAttributeView fresh = posix(path);
    if (old != null && fresh != null) {
      setAccess(old, fresh);
    }
  }

  /** The owner comes last, as the permissions of another one's file may not be changed. */
  static void setAccess(PosixFileAttributes old, PosixFileAttributeView fresh) throws IOException {
    PosixFileAttributes now = fresh.readAttributes();
    boolean keepsGroup =
        now.group().equals(old.group()) || isAllowed(() -> fresh.setGroup(old.group()));
    Set<PosixFilePermission> permissions = old.permissions();
    fresh.setPermissions(keepsGroup ? permissions : withoutGroup(permissions));
    if (!now.owner().equals(old.owner())) {
      boolean unused = isAllowed(() -> fresh.setOwner(old.owner()));
    }
  }

  private interface Change {
    void apply() throws IOException;
  }

  private static boolean isAllowed(Change change) {
    try {
      change.apply();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Another group may do no more than everybody. */
  private static Set<PosixFilePermission> withoutGroup(Set<PosixFilePermission> permissions) {
    Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission each : permissions) {
      String other = each.name().replace("GROUP_", "OTHERS_");
      if (permissions.contains(PosixFilePermission.valueOf(other)) || other.equals(each.name())) {
        left.add(each);
      }
    }
    return left;
  }

  /**
   * Whether a sticky folder, as {@code /tmp}, keeps the owner of a file beside it from replacing
   * it.
   */
  static boolean isKeptFrom(Path file, Path beside) throws IOException {
    Path folder = file.getParent();
    if (folder == null || posix(file) == null || !Files.exists(file)) {
      return false;
    }
    try {
      int user = (int) Files.getAttribute(beside, "unix:uid");
      return user != ROOT
          && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0
          && (int) Files.getAttribute(folder, "unix:uid") != user
          && (int) Files.getAttribute(file, "unix:uid") != user;
    } catch (UnsupportedOperationException | IllegalArgumentException unknown) {
      return false;
    }
  }

  /** Gives a new file the user attributes of another one, as far as the file system has them. */
  static void copyUserAttributes(Path from, Path to) {
    var old = Files.getFileAttributeView(from, UserDefinedFileAttributeView.class);
    var fresh = Files.getFileAttributeView(to, UserDefinedFileAttributeView.class);
    if (old == null || fresh == null) {
      return;
    }
    try {
      for (String name : old.list()) {
        ByteBuffer value = ByteBuffer.allocate(old.size(name));
        int unused = old.read(name, value);
        unused = fresh.write(name, value.flip());
      }
    } catch (IOException notSupported) {
      // the file system has none, or no room for them
    }
  }
}
