package io.npyio.zip;

import static io.npyio.zip.ZipMember.DEFLATED;
import static io.npyio.zip.ZipMember.STORED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a member, read as a channel. */
class ZipMemberChannelTest {
  private static final int PIECE = 1 << 17;
  private static final byte[] CONTENT = RecordedSource.counted(300_001);

  @TempDir private Path folder;

  private static byte[] archive(int method, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutput output = new ZipOutput(Channels.newChannel(bytes), 1, 6);
        var member = output.begin("a", method, content.length)) {
      assertEquals(content.length, member.write(ByteBuffer.wrap(content)));
      member.end();
      output.finish();
    }
    return bytes.toByteArray();
  }

  private static ZipMemberChannel open(ByteSource archive) throws IOException {
    return new ZipMemberChannel(archive, "a.npz!a", ZipDirectory.read(archive).get(0));
  }

  private static String fault(ZipMemberChannel channel) {
    return assertThrows(
            ZipProblem.class,
            () -> {
              ByteBuffer piece = ByteBuffer.allocate(PIECE);
              while (channel.read(piece.clear()) >= 0) {}
            })
        .getMessage();
  }

  @Test
  void everyKindOfArchiveIsReadAlike() throws IOException {
    for (int method : new int[] {STORED, DEFLATED}) {
      byte[] bytes = archive(method, CONTENT);
      Path file = folder.resolve(method + ".zip");
      Files.write(file, bytes);
      try (ByteSource onDisk = ByteSource.of(file)) {
        for (ByteSource source : List.of(ByteSource.of(bytes), new RecordedSource(bytes), onDisk)) {
          for (int piece : new int[] {1000, PIECE, PIECE + 1, 1 << 20}) {
            assertArrayEquals(CONTENT, read(source, piece), source.name() + ", " + piece);
          }
        }
      }
    }
  }

  private static byte[] read(ByteSource source, int piece) throws IOException {
    var read = new ByteArrayOutputStream();
    ByteBuffer to = ByteBuffer.allocate(piece + 3).position(3); // which stays as it is
    try (ZipMemberChannel channel = open(source)) {
      assertEquals("a.npz!a", channel.name());
      while (channel.read(to) >= 0) {
        read.write(to.array(), 3, to.position() - 3);
        assertEquals(read.size(), channel.position());
        assertEquals(CONTENT.length - read.size(), channel.remaining());
        assertEquals(piece + 3, to.limit());
        assertTrue(to.position() - 3 <= PIECE);
        to.position(3);
      }
      assertEquals(0, channel.remaining());
    }
    assertEquals(0, to.get(0) + to.get(1) + to.get(2));
    return read.toByteArray();
  }

  @Test
  void anEmptyMemberEndsAtOnce() throws IOException {
    for (int method : new int[] {STORED, DEFLATED}) {
      try (ZipMemberChannel channel = open(ByteSource.of(archive(method, new byte[0])))) {
        assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        assertEquals(-1, channel.read(ByteBuffer.allocate(0)));
      }
    }
  }

  @Test
  void aFullBufferTakesNothing() throws IOException {
    for (int method : new int[] {STORED, DEFLATED}) {
      try (ZipMemberChannel channel = open(ByteSource.of(archive(method, CONTENT)))) {
        assertEquals(0, channel.read(ByteBuffer.allocate(0)));
        assertEquals(0, channel.position());
      }
    }
  }

  @Test
  void itIsOpenUntilItIsClosed() throws IOException {
    ZipMemberChannel channel = open(ByteSource.of(archive(DEFLATED, CONTENT)));
    assertTrue(channel.isOpen());
    channel.close();
    assertFalse(channel.isOpen());
  }

  /** The first 4 KiB of a member, with its header, are one read. */
  @Test
  void theStartIsAtHand() throws IOException {
    RecordedSource source = new RecordedSource(archive(STORED, CONTENT));
    ZipMember member = ZipDirectory.read(source).get(0);
    assertFalse(source.reads().isEmpty());
    try (var channel = new ZipMemberChannel(source, "a", member)) {
      assertEquals(List.of("0+4096"), source.reads());
      long start = channel.dataOffset();
      assertEquals(64, start);
      assertArrayEquals(Arrays.copyOf(CONTENT, 4032), range(channel, start, 4032));
      assertArrayEquals(Arrays.copyOfRange(CONTENT, 9, 4032), range(channel, start + 9, 4023));
      assertNull(channel.bufferedRange(start, 4033));
      assertNull(channel.bufferedRange(start - 1, 1));
      assertNull(channel.bufferedRange(start + 4032, 1));
      assertEquals(0, range(channel, start + 4032, 0).length);
      assertEquals(List.of(), source.reads());
    }
    byte[] small = archive(STORED, new byte[10]);
    RecordedSource few = new RecordedSource(small);
    try (ZipMemberChannel channel = open(few)) {
      List<String> reads = few.reads();
      assertEquals("0+90", reads.get(reads.size() - 1), "up to the directory");
      assertEquals(10, range(channel, 64, 10).length);
    }
  }

  private static byte[] range(ZipMemberChannel channel, long from, long count) {
    ByteBuffer found = channel.bufferedRange(from, count);
    assertNotNull(found);
    return found.array();
  }

  @Test
  void moreThanEightfoldIsNotPlausible() throws IOException {
    for (int size : new int[] {23, 24}) {
      ZipMember member = ZipDirectory.read(ByteSource.of(archive(DEFLATED, new byte[size]))).get(0);
      long least = size / 8;
      assertPlausible(true, member.ofSize(0, least, size));
      assertPlausible(false, member.ofSize(0, least - 1, size));
    }
    try (ZipMemberChannel stored = open(ByteSource.of(archive(STORED, new byte[1000])))) {
      assertTrue(stored.isPlausible());
      assertTrue(stored.isStored());
    }
  }

  private static void assertPlausible(boolean expected, ZipMember member) throws IOException {
    ByteSource archive = ByteSource.of(archive(DEFLATED, new byte[100]));
    try (var channel = new ZipMemberChannel(archive, "a", member)) {
      assertEquals(expected, channel.isPlausible());
      assertFalse(channel.isStored());
    }
  }

  // ---- faults --------------------------------------------------------------------------------

  /** The member of an archive with another CRC and other sizes in the directory. */
  private static ZipMemberChannel lying(
      int method, byte[] content, int crc, int moreCompressed, int more) throws IOException {
    byte[] bytes = archive(method, content);
    ByteSource archive = ByteSource.of(bytes);
    ZipMember member = ZipDirectory.read(archive).get(0);
    long compressed = member.compressedSize() + moreCompressed;
    return new ZipMemberChannel(
        archive, "a.npz!a", member.ofSize(member.crc() ^ crc, compressed, member.size() + more));
  }

  private static String lie(int method, int crc, int moreCompressed, int more) throws IOException {
    try (var channel = lying(method, new byte[] {1, 2, 3, 4, 5}, crc, moreCompressed, more)) {
      return fault(channel);
    }
  }

  @Test
  void anotherCrcIsReportedAtTheEnd() throws IOException {
    for (int method : new int[] {STORED, DEFLATED}) {
      assertEquals(
          "a.npz!a: byte 5: expected the CRC-32 470B99F5 but found 470B99F4; the member is damaged",
          lie(method, 1, 0, 0));
    }
  }

  @Test
  void anotherSizeIsReportedWhereTheDataEnd() throws IOException {
    assertEquals(
        "a.npz!a: byte 5: the compressed data end here but 1 more bytes are missing",
        lie(DEFLATED, 0, 0, 1));
    assertEquals(
        "a.npz!a: byte 4: expected the member to end here but more was compressed",
        lie(DEFLATED, 0, 0, -1));
    assertEquals(
        "a.npz!a: byte 5: expected the compressed data to end but they are cut off",
        lie(DEFLATED, 0, -1, 0));
    assertEquals(
        "a.npz!a: byte 5: expected 8 compressed bytes but found 7", lie(DEFLATED, 0, 1, 0));
  }

  @Test
  void damagedDataAreReported() throws IOException {
    byte[] bytes = archive(DEFLATED, new byte[] {1, 2, 3});
    bytes[31] = 7; // a block of a kind that does not exist
    try (ZipMemberChannel channel = open(ByteSource.of(bytes))) {
      assertEquals(
          "a.npz!a: byte 0: the compressed data are damaged: invalid block type", fault(channel));
    }
  }

  /** A source that was longer when its directory was read. */
  private static String cut(int method, int length) throws IOException {
    byte[] random = new byte[300_000];
    new Random(5).nextBytes(random);
    byte[] bytes = archive(method, random);
    ZipMember member = ZipDirectory.read(ByteSource.of(bytes)).get(0);
    ByteSource cut = new RecordedSource(Arrays.copyOf(bytes, length));
    try (var channel = new ZipMemberChannel(cut, "a.npz!a", member)) {
      return fault(channel);
    }
  }

  @Test
  void aSourceThatIsCutShortMeanwhileIsReported() throws IOException {
    assertEquals(
        "a.npz!a: byte 100000: the file was cut short here; 200000 more bytes are missing",
        cut(STORED, 100_064));
    String compressed = cut(DEFLATED, 100_000);
    assertTrue(
        compressed.matches(
            "a.npz!a: byte \\d+: the file was cut short; \\d+ compressed bytes are missing"),
        compressed);
  }
}
