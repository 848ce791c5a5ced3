package io.npyio.zip;

import static io.npyio.zip.ZipMember.DEFLATED;
import static io.npyio.zip.ZipMember.STORED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives byte by byte: local headers, descriptors, zip64, and the directory. */
class ZipOutputTest {
  private static final int LEVEL = 6;
  private static final long FOUR_GIB = 1L << 32;
  private static final byte[] NONE = {};

  @TempDir private Path folder;

  // ---- writing -------------------------------------------------------------------------------

  private interface Work {
    void run(ZipOutput output) throws IOException;
  }

  /** The bytes of an archive that is written to a file, whose headers are overwritten. */
  private byte[] file(Work work) throws IOException {
    Path file = folder.resolve("a.zip");
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        ZipOutput output = new ZipOutput(channel, 1, LEVEL)) {
      work.run(output);
      output.finish();
    }
    return Files.readAllBytes(file);
  }

  /** The bytes of an archive that is written from front to back. */
  private static byte[] stream(Work work) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutput output = new ZipOutput(Channels.newChannel(bytes), 1, LEVEL)) {
      work.run(output);
      output.finish();
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutput output, String name, int method, byte[] content)
      throws IOException {
    try (ZipOutput.Member member = output.begin(name, method, content.length)) {
      assertTrue(member.isOpen());
      assertEquals(content.length, member.write(ByteBuffer.wrap(content)));
      member.end();
    }
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
  }

  private static ByteBuffer fields(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] content(ByteSource archive, ZipMember member) throws IOException {
    try (var channel = new ZipMemberChannel(archive, member.name(), member)) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  // ---- members -------------------------------------------------------------------------------

  @Test
  void aStoredMemberIsWrittenByteForByte() throws IOException {
    byte[] bytes = file(output -> add(output, "a", STORED, "hello".getBytes(UTF_8)));
    assertEquals(
        "50 4b 03 04 14 00 00 00 00 00 00 00 21 00 86 a6 10 36 05 00 00 00 05 00 00 00 01 00 21 00"
            + " 61 35 d9 1d 00 40 00"
            + " 00".repeat(27)
            + " 68 65 6c 6c 6f",
        hex(bytes, 0, 69));
    assertEquals(
        "50 4b 01 02 14 03 14 00 00 00 00 00 00 00 21 00 86 a6 10 36 05 00 00 00 05 00 00 00 01 00"
            + " 00 00 00 00 00 00 00 00 00 00 80 01 00 00 00 00 61",
        hex(bytes, 69, 116));
    assertEquals(
        "50 4b 05 06 00 00 00 00 01 00 01 00 2f 00 00 00 45 00 00 00 00 00", hex(bytes, 116, 138));
    assertEquals(138, bytes.length);
  }

  @Test
  void aDeflatedMemberIsNotPadded() throws IOException {
    byte[] bytes = file(output -> add(output, "a", DEFLATED, new byte[1000]));
    assertEquals(0, fields(bytes).getShort(28), "no extra field");
    assertEquals(8, fields(bytes).getShort(8));
    assertEquals(1000, fields(bytes).getInt(22));
    ZipMember member = ZipDirectory.read(ByteSource.of(bytes)).get(0);
    assertEquals(member.compressedSize(), fields(bytes).getInt(18));
    assertArrayEquals(new byte[1000], content(ByteSource.of(bytes), member));
  }

  @Test
  void aNameThatIsNotAsciiIsFlagged() throws IOException {
    byte[] bytes = file(output -> add(output, "\u00e9", STORED, NONE));
    assertEquals(0x800, fields(bytes).getShort(6));
    assertEquals("\u00e9", ZipDirectory.read(ByteSource.of(bytes)).get(0).name());
    assertEquals(0, fields(file(output -> add(output, "\u007f", STORED, NONE))).getShort(6));
    assertEquals(0x800, fields(file(output -> add(output, "\u0080", STORED, NONE))).getShort(6));
  }

  /** A field that aligns has six bytes at least; where fewer are missing, it is 64 longer. */
  @Test
  void storedContentBeginsAtMultiplesOf64WhateverTheNames() throws IOException {
    byte[] bytes =
        file(
            output -> {
              for (int length = 1; length <= 70; length++) {
                add(output, "n".repeat(length), STORED, new byte[length % 3]);
              }
            });
    ByteSource source = ByteSource.of(bytes);
    List<ZipMember> members = ZipDirectory.read(source);
    assertEquals(70, members.size());
    for (ZipMember member : members) {
      int at = (int) member.offset();
      assertEquals(0, member.dataOffset(source) % 64, member.name());
      int extra = fields(bytes).getShort(at + 28);
      assertTrue(extra == 0 || (extra >= 6 && extra < 70), extra + " bytes");
      if (extra > 0) {
        int field = at + 30 + member.rawName().length;
        assertEquals((short) 0xD935, fields(bytes).getShort(field));
        assertEquals(extra - 4, fields(bytes).getShort(field + 2));
        assertEquals(64, fields(bytes).getShort(field + 4));
      }
    }
  }

  @Test
  void aStreamHasSizesBehindTheContent() throws IOException {
    byte[] bytes = stream(output -> add(output, "a", STORED, "hello".getBytes(UTF_8)));
    assertEquals(8, fields(bytes).getShort(6), "the flag of a descriptor");
    assertEquals("00 00 00 00 00 00 00 00 00 00 00 00", hex(bytes, 14, 26), "CRC and sizes");
    assertEquals("50 4b 07 08 86 a6 10 36 05 00 00 00 05 00 00 00", hex(bytes, 69, 85));
    ZipMember member = ZipDirectory.read(ByteSource.of(bytes)).get(0);
    assertTrue(member.isFlagged(ZipMember.DESCRIPTOR));
    assertEquals("hello", new String(content(ByteSource.of(bytes), member), UTF_8));
  }

  /** A file that has bytes already is written as a stream, whose offsets begin with the archive. */
  @Test
  void aFileThatIsNotAtItsStartIsWrittenAsAStream() throws IOException {
    Path file = folder.resolve("a.zip");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ZipOutput output = new ZipOutput(channel.position(1), 1, LEVEL)) {
      add(output, "a", STORED, NONE);
      output.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(8, fields(bytes).getShort(1 + 6));
    assertEquals(1, ZipDirectory.read(ByteSource.of(bytes)).get(0).offset());
  }

  @Test
  void contentLongerThanABlockIsWrittenInPieces() throws IOException {
    byte[] content = RecordedSource.counted(600_001);
    for (int method : new int[] {STORED, DEFLATED}) {
      for (byte[] bytes :
          List.of(
              file(output -> add(output, "a", method, content)),
              stream(output -> add(output, "a", method, content)))) {
        ByteSource source = ByteSource.of(bytes);
        assertArrayEquals(content, content(source, ZipDirectory.read(source).get(0)));
      }
    }
  }

  @Test
  void severalThreadsDeflateWhatIsLongerThanABlock() throws IOException {
    byte[] content = RecordedSource.counted((1 << 18) + 1);
    var bytes = new ByteArrayOutputStream();
    try (ZipOutput output = new ZipOutput(Channels.newChannel(bytes), 2, LEVEL)) {
      add(output, "long", DEFLATED, content);
      add(output, "short", DEFLATED, new byte[1 << 18]);
      add(output, "stored", STORED, content);
      output.finish();
    }
    ByteSource source = ByteSource.of(bytes.toByteArray());
    List<ZipMember> members = ZipDirectory.read(source);
    assertArrayEquals(content, content(source, members.get(0)));
    assertArrayEquals(new byte[1 << 18], content(source, members.get(1)));
    assertArrayEquals(content, content(source, members.get(2)));
  }

  @Test
  void anotherLengthThanAnnouncedIsRefused() throws IOException {
    try (ZipOutput output = new ZipOutput(Channels.newChannel(new ByteArrayOutputStream()), 1, 6);
        ZipOutput.Member member = output.begin("a", STORED, 3)) {
      assertEquals(2, member.write(ByteBuffer.allocate(2)));
      String more = "the member a was begun with 3 bytes, not 4";
      assertEquals(
          more,
          assertThrows(IllegalArgumentException.class, () -> member.write(ByteBuffer.allocate(2)))
              .getMessage());
      String fewer = "the member a was begun with 3 bytes, not 2";
      assertEquals(fewer, assertThrows(IllegalArgumentException.class, member::end).getMessage());
      assertEquals(1, member.write(ByteBuffer.allocate(1)));
      member.end();
    }
  }

  @Test
  void aMemberIsOpenAsLongAsItsArchive() throws IOException {
    WritableByteChannel out = Channels.newChannel(new ByteArrayOutputStream());
    try (ZipOutput output = new ZipOutput(out, 1, LEVEL)) {
      ZipOutput.Member member = output.begin("a", STORED, 0);
      assertTrue(member.isOpen());
      out.close();
      assertFalse(member.isOpen());
    }
  }

  // ---- more than 4 GiB -----------------------------------------------------------------------

  /** A channel that takes any number of bytes and keeps the last ones. */
  private static final class LongFile implements WritableByteChannel {
    private static final int KEPT = 1 << 23;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long length;

    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      if (count == 1 << 18) { // content, which is not looked at
        kept.reset();
        bytes.position(bytes.limit());
      } else {
        byte[] taken = new byte[count];
        bytes.get(taken);
        kept.writeBytes(taken);
        assertTrue(kept.size() < KEPT);
      }
      length += count;
      return count;
    }

    ByteSource source() {
      return RecordedSource.endingWith(length, kept.toByteArray());
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static void copy(ZipOutput output, ZipMember member) throws IOException {
    output.copy(new RecordedSource(member.compressedSize()), 0, member, count -> {});
  }

  private static ZipMember member(String name, long compressedSize, long size) {
    return ZipMember.of(name, DEFLATED, 7, compressedSize, size, 0);
  }

  private static LongFile longFile(List<ZipMember> members) throws IOException {
    LongFile file = new LongFile();
    try (ZipOutput output = new ZipOutput(file, 1, LEVEL)) {
      for (ZipMember member : members) {
        copy(output, member);
      }
      output.finish();
    }
    return file;
  }

  @Test
  void membersBehind4GibibytesHaveLongNumbers() throws IOException {
    LongFile file =
        longFile(
            List.of(
                member("compressed", FOUR_GIB, FOUR_GIB + 5),
                member("size", 1, FOUR_GIB + 6),
                member("small", 1, 2)));
    List<ZipMember> members = ZipDirectory.read(file.source());
    assertEquals(List.of("compressed", "size", "small"), names(members));
    assertEquals(
        List.of(FOUR_GIB, 1L, 1L), members.stream().map(ZipMember::compressedSize).toList());
    assertEquals(
        List.of(FOUR_GIB + 5, FOUR_GIB + 6, 2L), members.stream().map(ZipMember::size).toList());
    long second = 30 + 10 + 20 + FOUR_GIB; // behind a header with a zip64 field of two numbers
    assertEquals(second, members.get(1).offset());
    assertEquals(second + 30 + 4 + 20 + 1, members.get(2).offset());
    List<Integer> versions = members.stream().map(each -> (int) each.head().getShort(6)).toList();
    assertEquals(List.of(45, 45, 45), versions);
    assertEquals(
        List.of(20, 20, 12), members.stream().map(member -> member.extra().length).toList());
  }

  private static List<String> names(List<ZipMember> members) {
    return members.stream().map(ZipMember::name).toList();
  }

  /** 2^32 - 1 stands for a number in the zip64 field. */
  @Test
  void numbersAreLongFromTheEscapeOn() throws IOException {
    long escape = FOUR_GIB - 1;
    ByteSource below = longFile(List.of(member("a", 1, escape - 1))).source();
    assertEquals(0, ZipDirectory.read(below).get(0).extra().length);
    assertEquals(escape - 1, ZipDirectory.read(below).get(0).size());
    ByteSource at = longFile(List.of(member("a", 1, escape))).source();
    assertEquals(12, ZipDirectory.read(at).get(0).extra().length);
    assertEquals(escape, ZipDirectory.read(at).get(0).size());
  }

  private static String lastBytes(ByteSource source, int count) throws IOException {
    ByteBuffer last = source.readLast(count);
    byte[] bytes = new byte[count];
    last.get(bytes);
    return hex(bytes, 0, count);
  }

  /** A directory that begins behind 4 GiB is found by a zip64 end record. */
  @Test
  void aDirectoryBehind4GibibytesHasAZip64Record() throws IOException {
    long content = FOUR_GIB - 1 - 31; // so that the directory begins at 2^32 - 1
    ByteSource at = longFile(List.of(member("a", content, content))).source();
    assertEquals(
        "50 4b 06 06 2c 00 00 00 00 00 00 00 2d 00 2d 00 00 00 00 00 00 00 00 00"
            + " 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00"
            + " 2f 00 00 00 00 00 00 00 ff ff ff ff 00 00 00 00"
            + " 50 4b 06 07 00 00 00 00 2e 00 00 00 01 00 00 00 01 00 00 00"
            + " 50 4b 05 06 00 00 00 00 01 00 01 00 2f 00 00 00 ff ff ff ff 00 00",
        lastBytes(at, 98));
    assertEquals(List.of("a"), names(ZipDirectory.read(at)));
    ByteSource below = longFile(List.of(member("a", content - 1, content))).source();
    assertEquals(
        "50 4b 05 06 00 00 00 00 01 00 01 00 2f 00 00 00 fe ff ff ff 00 00", lastBytes(below, 22));
    assertEquals(content - 1, ZipDirectory.read(below).get(0).compressedSize());
    assertEquals(FOUR_GIB - 2 + 47 + 22, below.size(), "no zip64 record");
  }

  @Test
  void asManyAs65535MembersNeedAZip64Record() throws IOException {
    for (int count : new int[] {0xFFFE, 0xFFFF, 0x10001}) {
      ByteSource source = longFile(Collections.nCopies(count, member("a", 0, 0))).source();
      assertEquals(count, ZipDirectory.read(source).size());
      long without = count * (31L + 47) + 22;
      assertEquals(count < 0xFFFF ? without : without + 76, source.size());
    }
  }

  /** Deflating may make content longer, so what is near 4 GiB gets long sizes from the start. */
  @Test
  void aMemberThatIsBegunWithAlmost4GibibytesHasALongHeader() throws IOException {
    for (long size : new long[] {0xF000_0000L - 1, 0xF000_0000L}) {
      var bytes = new ByteArrayOutputStream();
      try (ZipOutput output = new ZipOutput(Channels.newChannel(bytes), 1, LEVEL);
          var begun = output.begin("a", DEFLATED, size)) {
        assertTrue(begun.isOpen());
      }
      boolean isLong = size == 0xF000_0000L;
      byte[] header = bytes.toByteArray();
      assertEquals(isLong ? 51 : 31, header.length);
      assertEquals(isLong ? 45 : 20, fields(header).getShort(4));
      assertEquals(
          isLong ? "ff ff ff ff ff ff ff ff" : "00 00 00 00 00 00 00 00", hex(header, 18, 26));
      if (isLong) {
        assertEquals("01 00 10 00" + " 00".repeat(16), hex(header, 31, 51));
      }
    }
  }

  /** The zip64 field has the size first, then the compressed size, and the padding is behind it. */
  @Test
  void aLongStoredMemberIsAlignedBehindItsZip64Field() throws IOException {
    Path file = folder.resolve("a.zip");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ZipOutput output = new ZipOutput(channel, 1, LEVEL);
        var begun = output.begin("a", STORED, FOUR_GIB + 9)) {
      assertTrue(begun.isOpen());
      assertEquals(64, channel.position());
    }
    byte[] header = Files.readAllBytes(file);
    assertEquals(33, fields(header).getShort(28));
    assertEquals(
        "01 00 10 00 09 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 35 d9 09 00 40 00",
        hex(header, 31, 57));
  }

  // ---- copies --------------------------------------------------------------------------------

  private static byte[] field(int id, int length) {
    ByteBuffer field = ByteBuffer.allocate(4 + length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(field.array(), (byte) id);
    return field.putShort((short) id).putShort((short) length).array();
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static ZipMember withExtra(byte[] extra, String comment) {
    ZipMember member = member("a", 3, 3);
    byte[] bytes = comment.getBytes(UTF_8);
    member.head().putShort(32, (short) bytes.length);
    return new ZipMember(member.head(), member.rawName(), extra, bytes, 3, 3, 0, 0);
  }

  /** Numbers are written anew, so the old field with them is left out; others are kept. */
  @Test
  void aCopyKeepsExtraFieldsAndComment() throws IOException {
    byte[] extra = joined(field(7, 2), field(1, 16), field(9, 0), field(8, 5));
    byte[] bytes =
        stream(
            output -> {
              copy(output, withExtra(extra, "remark"));
              copy(output, withExtra(joined(field(7, 1), new byte[] {8, 0, 9}), ""));
              copy(output, withExtra(joined(field(7, 1), new byte[] {8, 0, 2, 0, 5}), ""));
            });
    List<ZipMember> members = ZipDirectory.read(ByteSource.of(bytes));
    assertArrayEquals(joined(field(7, 2), field(9, 0), field(8, 5)), members.get(0).extra());
    assertEquals("remark", new String(members.get(0).comment(), UTF_8));
    assertArrayEquals(field(7, 1), members.get(1).extra(), "cut off in its head");
    assertArrayEquals(field(7, 1), members.get(2).extra(), "cut off in its content");
  }

  @Test
  void aCopyKeepsAHigherVersion() throws IOException {
    ZipMember member = member("a", 0, 0);
    member.head().putShort(6, (short) 63);
    byte[] bytes = stream(output -> copy(output, member));
    assertEquals(63, fields(bytes).getShort(4));
    assertEquals(63, ZipDirectory.read(ByteSource.of(bytes)).get(0).head().getShort(6));
  }

  @Test
  void aCopyIsToldPieceByPiece() throws IOException {
    byte[] content = RecordedSource.counted(600_000);
    List<Long> copied = new ArrayList<>();
    ZipMember member = ZipMember.of("a", STORED, 0, content.length, content.length, 0);
    byte[] bytes =
        stream(output -> output.copy(new RecordedSource(content), 0, member, copied::add));
    assertEquals(List.of(262_144L, 262_144L, 75_712L), copied);
    int start =
        (int) ZipDirectory.read(ByteSource.of(bytes)).get(0).dataOffset(ByteSource.of(bytes));
    assertArrayEquals(content, Arrays.copyOfRange(bytes, start, start + content.length));
  }

  @Test
  void aCopyFromAFileBeginsAtItsOffset() throws IOException {
    Path file = folder.resolve("source");
    byte[] content = RecordedSource.counted(1000);
    Files.write(file, content);
    List<Long> copied = new ArrayList<>();
    ZipMember member = member("a", 900, 900);
    try (FileSource source = FileSource.open(file)) {
      byte[] bytes = file(output -> output.copy(source, 100, member, copied::add));
      assertEquals(List.of(900L), copied);
      assertArrayEquals(Arrays.copyOfRange(content, 100, 1000), Arrays.copyOfRange(bytes, 31, 931));
      assertEquals(931 + 47 + 22, bytes.length);
      assertEquals(931, fields(bytes).getInt(bytes.length - 6), "where the directory begins");
    }
  }

  @Test
  void aSourceThatIsCutShortIsNotCopied() throws IOException {
    Path file = folder.resolve("source");
    Files.write(file, new byte[10]);
    ZipMember member = member("a", 11, 11);
    try (FileSource source = FileSource.open(file)) {
      EOFException cut =
          assertThrows(
              EOFException.class,
              () -> file(output -> output.copy(source, 0, member, count -> {})));
      assertEquals("the archive was cut short while it was copied", cut.getMessage());
    }
  }
}
