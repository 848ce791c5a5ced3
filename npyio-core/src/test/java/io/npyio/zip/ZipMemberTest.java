package io.npyio.zip;

import static io.npyio.zip.ZipMember.DEFLATED;
import static io.npyio.zip.ZipMember.STORED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

/** What the directory of an archive says of a member. */
class ZipMemberTest {
  private static ZipMember member(int method, long compressedSize, long size) {
    return ZipMember.of("a", method, 5, compressedSize, size, 0);
  }

  private static String refusal(ZipMember member) {
    return assertThrows(ZipProblem.class, () -> member.requireReadable("a.npz!a")).getMessage();
  }

  private static ZipMember flagged(int flags) {
    ZipMember member = member(STORED, 1, 1);
    member.head().putShort(8, (short) flags);
    return member;
  }

  // ---- names ---------------------------------------------------------------------------------

  @Test
  void namesThatNoArchiveHoldsAreRefused() {
    assertEquals(0xFFFF, ZipMember.encode("n".repeat(0xFFFF)).length);
    assertEquals(
        "a name in an archive has at most 65535 bytes, not 65536",
        assertThrows(
                IllegalArgumentException.class, () -> ZipMember.encode("\u00e9".repeat(1 << 15)))
            .getMessage());
    assertEquals(
        "a name in an archive has no NUL character: a\u2400b",
        assertThrows(IllegalArgumentException.class, () -> ZipMember.encode("a\0b")).getMessage());
    assertEquals(
        "a name in an archive has no unpaired surrogates: \ud800",
        assertThrows(IllegalArgumentException.class, () -> ZipMember.encode("\ud800"))
            .getMessage());
  }

  @Test
  void aNameEndsAtItsFirstNul() {
    assertEquals("ab", named(new byte[] {'a', 'b'}, 0).name());
    assertEquals("a", named(new byte[] {'a', 0, 'b'}, 0).name());
    assertEquals("", named(new byte[] {0, 'b'}, 0).name());
  }

  @Test
  void aNameIsUtf8WhereFlaggedAndCp437Elsewhere() {
    byte[] name = {(byte) 0xC3, (byte) 0xA9};
    assertEquals("\u00e9", named(name, ZipMember.UTF_8).name());
    assertEquals("\u251c\u2310", named(name, 0).name());
  }

  private static ZipMember named(byte[] name, int flags) {
    ZipMember member = flagged(flags);
    return new ZipMember(member.head(), name, new byte[0], new byte[0], 1, 1, 0, 0);
  }

  // ---- changes -------------------------------------------------------------------------------

  @Test
  void aRenamedMemberKeepsAllButItsName() {
    ZipMember old = flagged(ZipMember.DESCRIPTOR | ZipMember.UTF_8);
    ZipMember member =
        new ZipMember(old.head(), old.rawName(), new byte[] {1}, new byte[] {2}, 3, 4, 5, 6);
    ZipMember ascii = member.renamed("b");
    assertEquals("b", ascii.name());
    assertTrue(ascii.isFlagged(ZipMember.DESCRIPTOR));
    assertFalse(ascii.isFlagged(ZipMember.UTF_8));
    assertArrayEquals(new byte[] {1}, ascii.extra());
    assertArrayEquals(new byte[] {2}, ascii.comment());
    assertEquals(3, ascii.compressedSize());
    assertEquals(4, ascii.size());
    assertEquals(5, ascii.offset());
    assertEquals(6, ascii.limit());
    ZipMember other = ascii.renamed("\u00e9");
    assertEquals("\u00e9", other.name());
    assertTrue(other.isFlagged(ZipMember.UTF_8));
    assertTrue(member.isFlagged(ZipMember.UTF_8), "the old one is as it was");
  }

  @Test
  void aMemberWithoutDescriptorHasNoFlagOfOne() {
    ZipMember member = flagged(ZipMember.DESCRIPTOR | ZipMember.UTF_8);
    ZipMember without = member.until(9).withoutDescriptor();
    assertFalse(without.isFlagged(ZipMember.DESCRIPTOR));
    assertTrue(without.isFlagged(ZipMember.UTF_8));
    assertEquals(9, without.limit());
    assertTrue(member.isFlagged(ZipMember.DESCRIPTOR), "the old one is as it was");
  }

  @Test
  void newNumbersLeaveTheOldMemberAsItWas() {
    ZipMember member = member(DEFLATED, 3, 4).until(9);
    ZipMember other = member.ofSize(0xFFFF_FFFEL, 1, 2);
    assertEquals(0xFFFF_FFFEL, other.crc());
    assertEquals(1, other.compressedSize());
    assertEquals(2, other.size());
    assertEquals(9, other.limit());
    assertEquals(5, member.crc());
    ZipMember moved = member.at(7);
    assertEquals(7, moved.offset());
    assertEquals(7, moved.limit());
  }

  @Test
  void methodsAreUnsigned() {
    ZipMember member = member(0xFFFE, 1, 1);
    assertEquals(0xFFFE, member.method());
  }

  // ---- what can be read ----------------------------------------------------------------------

  @Test
  void encryptedMembersAreRefused() {
    for (int flag : new int[] {1, 1 << 5, 1 << 6}) {
      assertEquals(
          "a.npz!a: byte 0: expected plain data but found an encrypted member; npyio knows no"
              + " passwords",
          refusal(flagged(flag)));
    }
    assertDoesNotThrow(() -> flagged(~(1 | 1 << 5 | 1 << 6)).requireReadable("a"));
  }

  @Test
  void methodsOfWhichThereIsNoDecompressorAreNamed() {
    String npyio = "; the command npyio reads it, and so does a Decompressor for it";
    String numpy = "; NumPy's savez writes those";
    String expected = "a.npz!a: byte 0: expected a stored or deflated member but found ";
    assertEquals(expected + "bzip2" + npyio, refusal(member(12, 1, 1)));
    assertEquals(expected + "LZMA" + npyio, refusal(member(14, 1, 1)));
    assertEquals(expected + "Zstandard" + numpy, refusal(member(93, 1, 1)));
    assertEquals(expected + "XZ" + numpy, refusal(member(95, 1, 1)));
    assertEquals(expected + "method 99" + numpy, refusal(member(99, 1, 1)));
    assertNull(ForeignContent.decompressor(99));
  }

  @Test
  void aSizeThatTheDataCannotHaveIsRefused() {
    assertEquals(
        "a.npz!a: byte 0: expected a size that 3 stored bytes can have but found 4",
        refusal(member(STORED, 3, 4)));
    assertDoesNotThrow(() -> member(STORED, 3, 3).requireReadable("a"));
    assertEquals(
        "a.npz!a: byte 0: expected a size that 2 deflated bytes can have but found 3096",
        refusal(member(DEFLATED, 2, 3 * 1032)));
    assertDoesNotThrow(() -> member(DEFLATED, 2, 3 * 1032 - 1).requireReadable("a"));
    assertEquals(
        "a.npz!a: byte 0: expected a size that 0 deflated bytes can have but found 1",
        refusal(member(DEFLATED, 0, 1)));
    assertDoesNotThrow(() -> member(DEFLATED, 0, 0).requireReadable("a"));
  }

  // ---- local headers -------------------------------------------------------------------------

  /** An archive of one stored member, of which one byte is another one. */
  private static byte[] archive(int changed, int to) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutput output = new ZipOutput(Channels.newChannel(bytes), 1, 6);
        var member = output.begin("a", STORED, 5)) {
      assertEquals(5, member.write(ByteBuffer.allocate(5)));
      member.end();
      output.finish();
    }
    byte[] archive = bytes.toByteArray();
    archive[changed] = (byte) to;
    return archive;
  }

  private static String localFault(int changed, int to) throws IOException {
    ByteSource archive = ByteSource.of(archive(changed, to));
    ZipMember member = ZipDirectory.read(archive).get(0);
    return assertThrows(ZipProblem.class, () -> member.dataOffset(archive)).getMessage();
  }

  @Test
  void aLocalHeaderThatContradictsTheDirectoryIsRefused() throws IOException {
    assertEquals(
        "byte[]: byte 0: expected the bytes 50 4B 03 04 of the header of the member a but found 50"
            + " 4B 03 FE",
        localFault(3, 0xFE));
    String others =
        "byte[]: byte 0: expected the name and method of the header of the member a here as in the"
            + " directory but found others";
    assertEquals(others, localFault(8, 8));
    assertEquals(others, localFault(9, 1));
    assertEquals(others, localFault(30, 'b'));
    assertEquals(others, localFault(26, 2));
    // 5 bytes of content and 16 of a descriptor are behind a field of 33 bytes
    assertEquals(
        "byte[]: byte 81: expected 5 bytes of the member a but found room for 4 before the next"
            + " header",
        localFault(28, 50));
    assertEquals(
        "byte[]: byte 286: expected 5 bytes of the member a but found room for 0 before the next"
            + " header",
        localFault(28, 255));
  }

  @Test
  void theContentMayEndWhereTheDirectoryBegins() throws IOException {
    ByteSource archive = ByteSource.of(archive(28, 49));
    assertEquals(80, ZipDirectory.read(archive).get(0).dataOffset(archive));
  }
}
