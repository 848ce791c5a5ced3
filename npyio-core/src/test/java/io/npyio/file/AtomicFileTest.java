package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file keeps when it is replaced, and what is left of one that was not. */
@Timeout(60)
class AtomicFileTest {
  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = {4, 5, 6, 7};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeTheFile() throws IOException {
    file = Files.write(folder.resolve("a.dat"), OLD);
  }

  private static void write(AtomicFile replacement) throws IOException {
    assertEquals(NEW.length, replacement.channel().write(ByteBuffer.wrap(NEW)));
  }

  private void replace() throws IOException {
    try (AtomicFile replacement = AtomicFile.replacing(file)) {
      write(replacement);
      replacement.commit();
    }
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of(), parts());
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.getFileName().toString().endsWith(".part")).toList();
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return Files.getPosixFilePermissions(path);
  }

  private static void assumePosix() {
    assumeTrue(
        Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix"),
        "skipped: there are no permissions");
  }

  // ---- permissions, owner, attributes

  @Test
  void theNewContentIsNeverReadableByMoreThanTheOld() throws Exception {
    assumePosix();
    for (String text : List.of("rw-------", "rw-r-----", "r--------", "rwxrwxrwx", "rw-r--r--")) {
      Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      Files.setPosixFilePermissions(file, permissions);
      assumeTrue(Files.isWritable(file) || !text.startsWith("r--"), "skipped: not root");
      try (AtomicFile replacement = AtomicFile.replacing(file)) {
        assertEquals(PosixFilePermissions.fromString("rw-------"), permissions(parts().get(0)));
        write(replacement);
        assertEquals(PosixFilePermissions.fromString("rw-------"), permissions(parts().get(0)));
        replacement.commit();
      }
      assertEquals(permissions, permissions(file));
    }
  }

  @Test
  void aNewFileHasThePermissionsOfAnyNewFile() throws Exception {
    assumePosix();
    Path usual = Files.write(folder.resolve("usual.dat"), NEW);
    Files.delete(file);
    replace();
    assertEquals(permissions(usual), permissions(file));
  }

  /** Gives files to users, of which each has a number. */
  private static void give(Path path, int user) throws Exception {
    assumePosix();
    try {
      Files.setAttribute(path, "unix:gid", user);
      Files.setAttribute(path, "unix:uid", user);
    } catch (IOException | IllegalArgumentException notAllowed) {
      assumeTrue(false, "skipped: only root may give files away");
    }
  }

  @Test
  void aStickyFolderKeepsItsFilesFromOtherUsers() throws Exception {
    Path other = Files.write(folder.resolve("other.dat"), NEW);
    give(file, 12_345);
    give(other, 54_321);
    give(folder, 99);
    assertFalse(FileTraits.isKeptFrom(file, other));
    Files.setAttribute(folder, "unix:mode", 040_000 | 01777);
    assertTrue(FileTraits.isKeptFrom(file, other));
    assertTrue(FileTraits.isKeptFrom(other, file));
    assertFalse(FileTraits.isKeptFrom(file, file));
    assertFalse(FileTraits.isKeptFrom(folder.resolve("new.dat"), other));
    give(folder, 12_345);
    assertFalse(FileTraits.isKeptFrom(other, file), "the folder is the user's");
    give(file, 0);
    assertFalse(FileTraits.isKeptFrom(other, file), "root replaces everything");
  }

  @Test
  void aFileThatTheSystemHidesIsNotANewOne() throws Exception {
    assumePosix();
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Files.write(hidden.resolve("a.dat"), OLD);
    Path link = Files.createSymbolicLink(folder.resolve("link.dat"), hidden.resolve("a.dat"));
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.exists(link), "skipped: nothing is hidden from root");
      for (Path target : List.of(link, hidden.resolve("a.dat"), hidden.resolve("b.dat"))) {
        AccessDeniedException denied =
            assertThrows(AccessDeniedException.class, () -> AtomicFile.replacing(target));
        assertEquals(target.toString(), denied.getMessage());
      }
    } finally {
      Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
    }
    assertArrayEquals(OLD, Files.readAllBytes(hidden.resolve("a.dat")));
  }

  @Test
  void ownerAndGroupAreKeptWhereTheyMayBe() throws Exception {
    give(file, 12_345);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    replace();
    assertEquals(12_345, Files.getAttribute(file, "unix:gid"));
    assertEquals(12_345, Files.getAttribute(file, "unix:uid"));
    assertEquals(PosixFilePermissions.fromString("rw-rw----"), permissions(file));
  }

  @Test
  void aGroupThatCannotBeKeptLeavesNoMoreThanEverybodyHas() throws Exception {
    var fresh = new OtherGroup();
    FileTraits.setAccess(new Access("old", PosixFilePermissions.fromString("rwxrw-r--")), fresh);
    assertEquals(PosixFilePermissions.fromString("rwxr--r--"), fresh.permissions);
    FileTraits.setAccess(
        new Access(OtherGroup.NAME, PosixFilePermissions.fromString("rwxrw-r--")), fresh);
    assertEquals(PosixFilePermissions.fromString("rwxrw-r--"), fresh.permissions);
  }

  /** A user or a group. */
  private record Principal(String getName) implements GroupPrincipal {
    @Override
    public String toString() {
      return getName;
    }
  }

  /** The attributes of a file. */
  private record Access(String groupName, Set<PosixFilePermission> permissions)
      implements PosixFileAttributes {
    @Override
    public UserPrincipal owner() {
      return new Principal("owner");
    }

    @Override
    public GroupPrincipal group() {
      return new Principal(groupName);
    }

    @Override
    public FileTime lastModifiedTime() {
      return FileTime.fromMillis(0);
    }

    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
      return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
      return true;
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public Object fileKey() {
      return this;
    }
  }

  /** A file whose group may not be changed. */
  private static final class OtherGroup implements PosixFileAttributeView {
    private static final String NAME = "other";
    private Set<PosixFilePermission> permissions = Set.of();

    @Override
    public String name() {
      return "posix";
    }

    @Override
    public PosixFileAttributes readAttributes() {
      return new Access(NAME, permissions);
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> newPermissions) {
      permissions = newPermissions;
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
      throw new FileSystemException("a.dat", null, "Operation not permitted");
    }

    @Override
    public UserPrincipal getOwner() {
      return readAttributes().owner();
    }

    @Override
    public void setOwner(UserPrincipal owner) {
      throw new AssertionError("the owner is the same");
    }

    @Override
    public void setTimes(FileTime modified, FileTime access, FileTime created) {
      throw new AssertionError("times are not kept");
    }
  }

  @Test
  void userAttributesAreKept() throws Exception {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    ByteBuffer value = ByteBuffer.wrap("raw counts".getBytes(StandardCharsets.UTF_8));
    try {
      int unused = view.write("npyio.unit", value);
    } catch (IOException | NullPointerException notSupported) {
      assumeTrue(false, "skipped: the file system has no user attributes");
    }
    replace();
    assertEquals(List.of("npyio.unit"), view.list());
    assertEquals(10, view.size("npyio.unit"));
  }

  // ---- part files

  /** Starts to write the file in another process, which is killed or lives on. */
  private Process writeInAnotherProcess() throws Exception {
    return ChildJvm.start(Child.class, file, "written");
  }

  /** Writes a file, but commits it only when it is told to. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      try (AtomicFile replacement = AtomicFile.replacing(Path.of(args[0]))) {
        write(replacement);
        System.out.println("written");
        if (System.in.read() >= 0) {
          replacement.commit();
        }
      }
    }
  }

  @Test
  void thePartFileOfAKilledProcessIsRemovedByTheNextOne() throws Exception {
    for (Path target : List.of(file, folder.resolve("new.dat"))) {
      Path killed = file;
      file = target;
      Process child = writeInAnotherProcess();
      child.destroyForcibly().waitFor();
      assertEquals(1, parts().size());
      replace();
      file = killed;
    }
  }

  @Test
  void thePartFileOfAKilledProcessIsFoundAndThoseInUseAreNot() throws Exception {
    Process child = writeInAnotherProcess();
    assertEquals(List.of(), AtomicFile.leftIn(folder));
    child.destroyForcibly().waitFor();
    List<Path> left = parts();
    assertEquals(left, AtomicFile.leftIn(folder));
    assertEquals(left, parts());
    try (AtomicFile ownUse = AtomicFile.replacing(folder.resolve("other.dat"))) {
      assertEquals(left, AtomicFile.leftIn(folder));
      write(ownUse);
      Process rival = ChildJvm.start(Child.class, folder.resolve("other.dat"), "written");
      assertEquals(3, parts().size(), "the lock of the one in use is still held");
      rival.destroyForcibly().waitFor();
    }
  }

  @Test
  void thePartFileOfALivingProcessStays() throws Exception {
    Process child = writeInAnotherProcess();
    try {
      List<Path> living = parts();
      try (AtomicFile replacement = AtomicFile.replacing(file)) {
        assertEquals(2, parts().size());
        write(replacement);
        replacement.commit();
      }
      assertEquals(living, parts());
      Files.write(file, OLD);
      child.outputWriter().append('\n').close();
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, child.exitValue());
      assertArrayEquals(NEW, Files.readAllBytes(file));
      assertEquals(List.of(), parts());
    } finally {
      child.destroyForcibly();
    }
  }

  @Tag("slow")
  @Test
  void severalPartFilesOfKilledProcessesAreRemoved() throws Exception {
    Process first = writeInAnotherProcess();
    Process second = writeInAnotherProcess();
    assertEquals(2, parts().size());
    first.destroyForcibly().waitFor();
    second.destroyForcibly().waitFor();
    replace();
  }

  @Test
  void severalWritersOfOneTargetInOneProcessDoNotMeet() throws Exception {
    AtomicFile one = AtomicFile.replacing(file);
    try (AtomicFile two = AtomicFile.replacing(file)) {
      write(one);
      assertEquals(2, parts().size());
      one.commit();
      one.close();
      try (AtomicFile three = AtomicFile.replacing(file)) {
        one.close(); // its name is that of the third one by now
        assertEquals(2, parts().size());
        write(three);
        write(two);
        three.commit();
        two.commit();
      }
    }
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of(), parts());
  }

  @Test
  void aFileThatWasClosedIsNotCommitted() throws Exception {
    AtomicFile replacement = AtomicFile.replacing(file);
    write(replacement);
    replacement.close();
    assertThrows(ClosedChannelException.class, replacement::commit);
    AtomicFile unsynced = AtomicFile.replacing(file, WriteOptions.DEFAULT.withoutSync());
    unsynced.close();
    assertThrows(ClosedChannelException.class, unsynced::commit);
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of(), parts());
  }

  @Test
  void somethingElseOfThatNameIsLeftAlone() throws Exception {
    Path part;
    try (AtomicFile replacement = AtomicFile.replacing(file)) {
      part = parts().get(0);
      assertTrue(replacement.channel().isOpen());
    }
    Files.createDirectory(part);
    try (AtomicFile replacement = AtomicFile.replacing(file)) {
      write(replacement);
      replacement.commit();
    }
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of(part), parts());
  }

  @Test
  void aNameOfTheGreatestLengthIsWritten() throws Exception {
    Path longest = folder.resolve("x".repeat(251) + ".npy");
    Npy.save(longest, NdArray.of(1.0));
    Npy.save(longest, NdArray.of(2.0));
    assertEquals(List.of(), parts());
  }
}
