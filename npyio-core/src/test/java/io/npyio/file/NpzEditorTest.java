package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npz.Compression;
import io.npyio.source.ByteSource;
import io.npyio.zip.ZipDirectory;
import io.npyio.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class NpzEditorTest {
  private static final NdArray ONE = NdArray.of(new int[] {1, 2, 3});
  private static final NdArray TWO = NdArray.of(new double[][] {{1, 2}, {3, 4}});

  @TempDir private Path folder;

  private Path file(NpzBytes archive) throws IOException {
    return Files.write(folder.resolve("a.npz"), archive.bytes());
  }

  private static void assertRefused(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertArrayEquals(Npy.toBytes(expected), Npy.toBytes(found));
  }

  @Test
  void membersAreAddedReplacedRemovedAndRenamedInPlace() throws Exception {
    Path file =
        file(
            new NpzBytes()
                .stored("a.npy", Npy.toBytes(ONE))
                .deflated("b.npy", Npy.toBytes(ONE), e -> {})
                .stored("c.npy", Npy.toBytes(ONE))
                .stored("note.txt", "note".getBytes(UTF_8))
                .stored("d.npy", Npy.toBytes(ONE)));
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.put("b", TWO);
      editor.remove("c");
      editor.rename("a", "größe/a");
      editor.rename("note.txt", "readme");
      editor.put("new", ONE);
      editor.put("deflated", TWO, Compression.DEFLATED);
      editor.rename("new", "newer");
      assertEquals(List.of("größe/a", "b", "readme", "d", "newer", "deflated"), editor.names());
      try (Npz before = Npz.open(file)) {
        assertEquals(List.of("a", "b", "c", "note.txt", "d"), before.names());
      }
      editor.commit();
    }
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of("größe/a", "b", "readme", "d", "newer", "deflated"), npz.names());
      assertSame(ONE, npz.load("größe/a"));
      assertSame(TWO, npz.load("b"));
      assertArrayEquals("note".getBytes(UTF_8), npz.bytes("readme"));
      try (InputStream readme = npz.stream("readme")) {
        assertArrayEquals("note".getBytes(UTF_8), readme.readAllBytes());
      }
      assertSame(ONE, npz.load("d"));
      assertSame(ONE, npz.load("newer"));
      assertSame(TWO, npz.load("deflated"));
      assertEquals(
          List.of("STORED", "DEFLATED", "STORED", "STORED", "STORED", "DEFLATED"),
          npz.members().stream().map(member -> member.compression().name()).toList());
      try (Memmap mapped = npz.map("d")) {
        assertEquals(0, mapped.offset() % 64);
      }
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(6, zip.size());
    }
  }

  @Test
  void untouchedMembersAreCopiedAsTheyAre() throws Exception {
    byte[] garbage = "neither deflated nor of this CRC".getBytes(UTF_8);
    byte[] comment = "comment".getBytes(UTF_8);
    byte[] extra = NpzBytes.field(0x5455, 7);
    NpzBytes archive =
        new NpzBytes()
            .stored(
                "odd",
                garbage,
                e -> {
                  e.method = 14;
                  e.localMethod = 14;
                  e.flags = 2;
                  e.size = 1_000_000;
                  e.crc = 0x12345678L;
                  e.comment = comment;
                  e.extra = extra;
                })
            .deflated(
                "streamed",
                garbage,
                e -> {
                  e.flags = 8;
                  e.descriptor = new byte[24];
                })
            .stored("bad", garbage, e -> e.crc = 1);
    Path file = file(archive);
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.put("a", ONE);
      editor.commit();
    }
    byte[] bytes = Files.readAllBytes(file);
    try (ByteSource source = ByteSource.of(file)) {
      ZipMember odd = ZipDirectory.read(source).get(0);
      assertEquals(14, odd.method());
      assertEquals(0x12345678L, odd.crc());
      assertEquals(1_000_000, odd.size());
      assertEquals(garbage.length, odd.compressedSize());
      assertArrayEquals(comment, odd.comment());
      assertArrayEquals(extra, odd.extra());
      assertTrue(odd.isFlagged(2));
    }
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertEquals(3, text.split("neither deflated", -1).length); // odd, bad
    try (Npz npz = Npz.open(file)) {
      assertSame(ONE, npz.load("a"));
      assertArrayEquals(garbage, npz.bytes("streamed"));
      assertEquals(Compression.LZMA, npz.members().get(0).compression());
    }
  }

  @Test
  void ofMembersOfOneNameNoneComesBack() throws Exception {
    NpzBytes twice =
        new NpzBytes()
            .stored("a.npy", Npy.toBytes(ONE))
            .stored("a.npy", Npy.toBytes(TWO))
            .stored("b.npy", Npy.toBytes(ONE));
    Path file = file(twice);
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.remove("a");
      editor.commit();
    }
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of("b"), npz.names());
    }
    try (NpzEditor editor = NpzEditor.open(file(twice))) {
      editor.put("a", NdArray.of(new byte[] {7}));
      editor.commit();
    }
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of("a", "b"), npz.names());
      assertEquals(7, npz.load("a").getInt(0));
    }
  }

  @Test
  void anArrayWithoutNpyBehindItsNameKeepsItsName() throws Exception {
    Path file = file(new NpzBytes().stored("a", Npy.toBytes(ONE)));
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.put("a", TWO);
      editor.commit();
    }
    try (Npz npz = Npz.open(file)) {
      assertEquals("a", npz.members().get(0).name());
      assertSame(TWO, npz.load("a"));
      assertEquals(1, npz.names().size());
    }
  }

  @Test
  void whatCannotBeDoneIsRefusedAndChangesNothing() throws Exception {
    Path file = folder.resolve("a.npz");
    Npz.save(file, Map.of("a", ONE));
    byte[] before = Files.readAllBytes(file);
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.put("b", ONE);
      String missing = "no member 'q' in a.npz: a, b";
      assertRefused(IllegalArgumentException.class, missing, () -> editor.remove("q"));
      assertRefused(IllegalArgumentException.class, missing, () -> editor.rename("q", "r"));
      assertRefused(
          IllegalArgumentException.class,
          "a.npz has a member b.npy already; remove it first",
          () -> editor.rename("a", "b"));
      assertRefused(
          IllegalArgumentException.class,
          "members are written STORED or DEFLATED only",
          () -> editor.put("a", ONE, Compression.OTHER));
      assertRefused(
          IllegalArgumentException.class,
          "a name in an archive has no NUL character: ␀.npy",
          () -> editor.rename("a", "\0"));
      assertThrows(
          IllegalArgumentException.class, () -> editor.put("a", NdArray.zeros(DType.of("|O"), 1)));
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void anArchiveThatSomeoneElseChangedIsNotReplaced() throws Exception {
    Path file = folder.resolve("a.npz");
    Npz.save(file, Map.of("a", ONE));
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.remove("a");
      Npz.save(file, Map.of("a", TWO));
      assertRefused(
          IOException.class,
          file + " was changed by another program in the meantime",
          editor::commit);
    }
    try (Npz npz = Npz.open(file);
        var files = Files.list(folder)) {
      assertSame(TWO, npz.load("a"));
      assertEquals(1, files.count());
    }
  }

  @Test
  void editingEndsWithTheCommit() throws Exception {
    Path file = folder.resolve("a.npz");
    Npz.save(file, Map.of("a", ONE));
    NpzEditor editor = NpzEditor.open(file);
    editor.put("a", TWO);
    editor.commit();
    assertRefused(IllegalStateException.class, file + " has been committed", editor::commit);
    editor.close();
    NpzEditor closed = NpzEditor.open(file);
    closed.close();
    assertRefused(IllegalStateException.class, file + " has been closed", closed::commit);
  }

  @Test
  void aMemberThatCannotBeFoundIsReportedAndNothingReplaced() throws Exception {
    Path file =
        file(
            new NpzBytes()
                .stored("a.npy", Npy.toBytes(ONE), e -> e.localSignature = 0)
                .stored("b.npy", Npy.toBytes(ONE)));
    byte[] before = Files.readAllBytes(file);
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.remove("b");
      assertThrows(NpyFormatException.class, editor::commit);
    }
    assertArrayEquals(before, Files.readAllBytes(file));
    file = file(new NpzBytes().stored("a.npy", Npy.toBytes(ONE), e -> e.flags = 9));
    try (NpzEditor editor = NpzEditor.open(file)) {
      editor.put("b", ONE);
      assertRefused(
          NpyFormatException.class,
          "a.npz: byte 0: expected members that can be copied but found a.npy, encrypted with its"
              + " time for its CRC; remove it",
          editor::commit);
    }
  }

  @Test
  void anArrayIsWrittenPieceByPieceAndTheCopyOfTheOthersIsTold() throws IOException {
    Path path = folder.resolve("pieces.npz");
    Npz.save(path, Map.of("kept", NdArray.zeros(DType.INT8, 1000)));
    AtomicLong copied = new AtomicLong();
    try (NpzEditor editor = NpzEditor.open(path)) {
      editor.put(
          "made",
          ArrayLayout.of(DType.INT8, 4),
          channel -> {
            for (int i = 0; i < 4; i++) {
              channel.write(ByteBuffer.wrap(new byte[] {(byte) i}));
            }
          });
      assertEquals(0, copied.get());
      editor.commit(copied::addAndGet);
    }
    assertEquals(1128, copied.get());
    try (Npz archive = Npz.open(path)) {
      assertEquals("[0 1 2 3]", archive.load("made").toString());
      assertEquals(1000, archive.load("kept").size());
    }
  }
}
