package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** One writer of a file at a time, which notices what others do to the file all the same. */
class SoleWriterTest {
  private static final byte[] START = {1, 2, 3};
  private static final String LOST =
      "; nothing more is written to it, and what was appended since the last flush may not be in it";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeTheFile() throws IOException {
    file = Files.write(folder.resolve("a.dat"), new byte[] {1, 2, 3, 4, 5});
  }

  /** A writer that has written the file as it is. */
  private SoleWriter opened() throws IOException {
    SoleWriter writer = SoleWriter.open(file);
    writer.wrote(5, START);
    writer.requireInPlace();
    return writer;
  }

  private static void assertRefused(String expected, Executable call) {
    assertEquals(expected, assertThrows(IOException.class, call).getMessage());
  }

  private static void assertChanged(String what, SoleWriter writer, Executable call) {
    String expected =
        "a.dat: another program changed the file while it was appended to: " + what + LOST;
    assertRefused(expected, call);
    assertRefused(expected, writer::requireUsable);
    assertRefused(expected, writer::requireUnchanged);
  }

  @Test
  void aSecondWriterIsKeptAwayUntilTheFirstOneCloses() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.dat"), file);
    try (SoleWriter writer = opened()) {
      assertRefused("a.dat: another appender has the file open", () -> SoleWriter.open(file));
      assertRefused("link.dat: another appender has the file open", () -> SoleWriter.open(link));
      assertTrue(writer.channel().isOpen());
      writer.requireInPlace();
    }
    SoleWriter next = opened();
    next.close();
    next.close();
    assertFalse(next.channel().isOpen());
    opened().close();
  }

  @Test
  void aFileThatIsNotThereIsNotCreated() {
    Path missing = folder.resolve("b.dat");
    assertThrows(NoSuchFileException.class, () -> SoleWriter.open(missing));
    assertFalse(Files.exists(missing));
  }

  @Test
  void ownChangesAreToldAndThenExpected() throws Exception {
    try (SoleWriter writer = SoleWriter.open(file)) {
      writer
          .requireUnchanged(); // the length is the one at first, and nothing is known of the start
      byte[] start = {9, 8};
      int written = writer.channel().write(ByteBuffer.wrap(new byte[] {9, 8, 3, 4, 5, 6}), 0);
      assertEquals(6, written);
      writer.wrote(6, start);
      start[0] = 0; // it was copied
      writer.requireInPlace();
    }
  }

  @Test
  void anotherLengthIsNoticed() throws Exception {
    try (SoleWriter writer = opened()) {
      Files.write(file, new byte[] {6}, StandardOpenOption.APPEND);
      assertChanged("it has 6 bytes, not 5", writer, writer::requireUnchanged);
      Files.write(file, new byte[] {1, 2, 3, 4, 5});
      assertRefused(
          "a.dat: another program changed the file while it was appended to: it has 6 bytes, not 5"
              + LOST,
          writer::requireInPlace);
    }
  }

  @Test
  void anotherStartIsNoticedAndAnotherRestIsNot() throws Exception {
    try (SoleWriter writer = opened()) {
      Files.write(file, new byte[] {1, 2, 3, 9, 9});
      writer.requireInPlace();
      Files.write(file, new byte[] {1, 2, 9, 4, 5});
      assertChanged("its header is not the one written last", writer, writer::requireUnchanged);
    }
  }

  @Test
  void aFileThatIsRemovedOrReplacedIsNoticed() throws Exception {
    String what = "it was removed, or another file has taken its place";
    try (SoleWriter writer = opened()) {
      Files.delete(file);
      writer.requireUnchanged();
      assertChanged(what, writer, writer::requireInPlace);
    }
    makeTheFile();
    try (SoleWriter writer = opened()) {
      Path other = Files.copy(file, folder.resolve("other.dat"));
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertChanged(what, writer, writer::requireInPlace);
    }
  }

  /** As a reader does; on POSIX systems this ends the locks of the process. */
  @Test
  void anotherChannelOfTheFileMayBeClosed() throws Exception {
    try (SoleWriter writer = opened()) {
      FileChannel.open(file, StandardOpenOption.READ).close();
      writer.requireInPlace();
      assertRefused("a.dat: another appender has the file open", () -> SoleWriter.open(file));
    }
  }
}
