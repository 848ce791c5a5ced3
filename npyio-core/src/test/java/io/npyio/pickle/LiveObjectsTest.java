package io.npyio.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.MemoryFolder;
import io.npyio.RandomCases;
import io.npyio.array.ObjectArray;
import io.npyio.file.Npy;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random object arrays, to and from real NumPy 2 and 1, in every protocol, without a difference.
 */
class LiveObjectsTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_261_122);
  private static final int COUNT = RandomCases.of(600);

  @TempDir(factory = MemoryFolder.class)
  private Path scratch;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(scratch.resolve("files"));
  }

  @Test
  void whatNumPy2WritesIsReadAndWrittenBackForBoth() throws IOException {
    PythonObjects python = PythonObjects.start(scratch);
    roundTrip(python, PythonObjects.startOld(scratch));
  }

  @Test
  void whatNumPy1WritesIsReadAndWrittenBackForBoth() throws IOException {
    Optional<PythonObjects> old = PythonObjects.startOld(scratch);
    assumeTrue(old.isPresent(), "skipped: no NumPy 1; set NPYIO_PYTHON_OLD");
    roundTrip(old.get(), Optional.of(PythonObjects.start(scratch)));
  }

  private void roundTrip(PythonObjects python, Optional<PythonObjects> other) throws IOException {
    python.make(folder, SEED, COUNT);
    List<String> expected = python.texts(folder, ".npy");
    assertEquals(COUNT, expected.size());
    for (int i = 0; i < COUNT; i++) {
      Path file = folder.resolve("%05d.npy".formatted(i));
      ObjectArray read = Npy.loadObjects(file);
      String place = "seed " + SEED + ", file " + i;
      requireSame(expected.get(i), ObjectText.of(read), place);
      Path back = folder.resolve("%05d.back".formatted(i));
      Npy.saveObjects(back, read);
      requireSame(expected.get(i), ObjectText.of(Npy.loadObjects(back)), place + " again");
    }
    requireSame(expected, python.texts(folder, ".back"), "written back");
    if (other.isPresent()) {
      requireSame(expected, other.get().texts(folder, ".back"), "written back, other NumPy");
    }
  }

  private static void requireSame(List<String> expected, List<String> found, String what) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      requireSame(expected.get(i), found.get(i), "seed " + SEED + ", file " + i + ", " + what);
    }
  }

  /** Shows where two texts differ, because they can be long. */
  private static void requireSame(String expected, String found, String place) {
    int same = 0;
    while (same < Math.min(expected.length(), found.length())
        && expected.charAt(same) == found.charAt(same)) {
      same++;
    }
    assertEquals(around(expected, same), around(found, same), place);
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 80));
  }

  @Test
  void textOfAnyLengthOfNumPy2IsRead() throws IOException {
    PythonObjects.start(scratch).makeStrings(folder);
    ObjectArray read = Npy.loadObjects(folder.resolve("strings.npy"));
    assertEquals(List.of("a", "", "long enough to live elsewhere", "\0"), read.elements());
    assertEquals("|O", read.dtype().toString());
  }

  @Test
  void severalArraysFollowEachOtherInAStream() throws IOException {
    PythonObjects python = PythonObjects.start(scratch);
    python.make(folder, SEED + 1, 20);
    List<String> expected = python.texts(folder, ".npy");
    Path all = scratch.resolve("all");
    try (Stream<Path> files = Files.list(folder)) {
      var out = new ByteArrayOutputStream();
      for (Path file : files.sorted().toList()) {
        out.write(Files.readAllBytes(file));
      }
      Files.write(all, out.toByteArray());
    }
    try (var stream = new BufferedInputStream(Files.newInputStream(all))) {
      for (String text : expected) {
        assertEquals(text, ObjectText.of(Npy.loadObjects(stream)));
      }
      assertEquals(-1, stream.read());
    }
  }
}
