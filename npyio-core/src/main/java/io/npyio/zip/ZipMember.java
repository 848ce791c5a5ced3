package io.npyio.zip;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A member of a zip archive as its directory describes it.
 *
 * @param head the fixed part of its entry, little-endian; sizes and offset in it may be escaped
 * @param rawName its name, not decoded
 * @param extra the fields behind the name
 * @param comment on the member
 * @param compressedSize in the archive, in bytes
 * @param size of the content, in bytes
 * @param offset the byte of the file at which its local header begins
 * @param limit the byte of the file at which the next member, or the directory, begins
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ZipMember(
    ByteBuffer head,
    byte[] rawName,
    byte[] extra,
    byte[] comment,
    long compressedSize,
    long size,
    long offset,
    long limit) {
  static final int SIGNATURE = 0x02014b50;
  static final int BYTES = 46;
  static final int LOCAL_SIGNATURE = 0x04034b50;
  static final int LOCAL_BYTES = 30;

  /** The method of a member whose bytes are its content. */
  public static final int STORED = 0;

  /** The method of a member whose bytes are a deflate stream. */
  public static final int DEFLATED = 8;

  /** The method of a member whose bytes are a bzip2 stream. */
  public static final int BZIP2 = 12;

  /** The method of a member whose bytes are an LZMA stream behind its properties. */
  public static final int LZMA = 14;

  /** The flag of an encrypted member. */
  public static final int ENCRYPTED = 1;

  /** The flag of a member whose CRC and sizes follow its content. */
  public static final int DESCRIPTOR = 1 << 3;

  static final int PATCHED = 1 << 5;
  static final int STRONGLY_ENCRYPTED = 1 << 6;
  static final int UTF_8 = 1 << 11;

  /** In a field of 32 bits: the number is in the zip64 field instead. */
  static final long ESCAPED = 0xFFFFFFFFL;

  static final int ZIP64 = 1;

  private static final Charset CP437 = Charset.forName("IBM437");

  /** A deflate stream encodes at most 258 bytes in two bits. */
  private static final long MAX_INFLATED_RATIO = 1032;

  /** A new member, dated 1980-01-01 as NumPy does it, so that archives are reproducible. */
  static ZipMember of(String name, int method, long crc, long compressedSize, long size, long at) {
    ByteBuffer head = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int unix = 3 << 8;
    int from1980 = 1 << 5 | 1;
    int readAndWrite = 0600 << 16;
    boolean isAscii = name.chars().allMatch(c -> c < 0x80);
    head.putInt(SIGNATURE).putShort((short) (unix | ZipOutput.VERSION));
    head.putShort((short) ZipOutput.VERSION);
    head.putShort((short) (isAscii ? 0 : UTF_8)).putShort((short) method);
    head.putShort((short) 0).putShort((short) from1980).putInt((int) crc);
    head.putInt(38, readAndWrite);
    byte[] none = new byte[0];
    return new ZipMember(head, encode(name), none, none, compressedSize, size, at, at);
  }

  /**
   * {@return the name in UTF-8}
   *
   * @throws IllegalArgumentException if an archive cannot hold the name
   */
  public static byte[] encode(String name) {
    ByteBuffer encoded;
    try {
      encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
    } catch (CharacterCodingException surrogate) {
      throw new IllegalArgumentException(
          "a name in an archive has no unpaired surrogates: " + name, surrogate);
    }
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    if (bytes.length > 0xFFFF || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          bytes.length > 0xFFFF
              ? "a name in an archive has at most 65535 bytes, not " + bytes.length
              : "a name in an archive has no NUL character: " + name.replace('\0', '\u2400'));
    }
    return bytes;
  }

  /** {@return the name as Python reads it} */
  public String name() {
    String whole = new String(rawName, isFlagged(UTF_8) ? StandardCharsets.UTF_8 : CP437);
    int end = whole.indexOf('\0');
    return end < 0 ? whole : whole.substring(0, end);
  }

  /** {@return whether a flag is set, such as {@link #ENCRYPTED}} */
  public boolean isFlagged(int flag) {
    return (head.getShort(8) & flag) != 0;
  }

  /** {@return the number of the compression method} */
  public int method() {
    return head.getShort(10) & 0xFFFF;
  }

  /** {@return the CRC-32 of the content} */
  public long crc() {
    return head.getInt(16) & 0xFFFFFFFFL;
  }

  ZipMember at(long newOffset) {
    return new ZipMember(head, rawName, extra, comment, compressedSize, size, newOffset, newOffset);
  }

  ZipMember ofSize(long newCrc, long newCompressedSize, long newSize) {
    ByteBuffer copy = copyOfHead();
    copy.putInt(16, (int) newCrc);
    return new ZipMember(copy, rawName, extra, comment, newCompressedSize, newSize, offset, limit);
  }

  ZipMember until(long newLimit) {
    return new ZipMember(head, rawName, extra, comment, compressedSize, size, offset, newLimit);
  }

  /** {@return a member of the same content under another name} */
  public ZipMember renamed(String newName) {
    ZipMember named = of(newName, method(), crc(), compressedSize, size, offset);
    ByteBuffer copy = copyOfHead();
    int flags = copy.getShort(8) & ~UTF_8 | named.head.getShort(8);
    copy.putShort(8, (short) flags);
    return new ZipMember(copy, named.rawName, extra, comment, compressedSize, size, offset, limit);
  }

  /** {@return the member with its CRC and sizes before its content rather than behind it} */
  public ZipMember withoutDescriptor() {
    ByteBuffer copy = copyOfHead();
    copy.putShort(8, (short) (copy.getShort(8) & ~DESCRIPTOR));
    return new ZipMember(copy, rawName, extra, comment, compressedSize, size, offset, limit);
  }

  ByteBuffer copyOfHead() {
    ByteBuffer copy = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return copy.put(0, head, 0, BYTES);
  }

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return the byte of the archive at which the content begins} Only the local header tells it.
   *
   * @throws ZipProblem if the local header is damaged, or contradicts the directory
   */
  public long dataOffset(ByteSource archive) throws IOException {
    return dataOffset(new ZipFields(archive, LOCAL_BYTES + rawName.length));
  }

  long dataOffset(ZipFields file) throws IOException {
    String what = "the header of the member " + name();
    ByteBuffer local = file.at(offset, LOCAL_BYTES, what);
    if (local.getInt(0) != LOCAL_SIGNATURE) {
      throw file.problem(
          offset,
          "expected the bytes 50 4B 03 04 of %s but found %s"
              .formatted(what, hex(local.getInt(0))));
    }
    int nameLength = local.getShort(26) & 0xFFFF;
    byte[] localName = new byte[nameLength];
    file.at(offset + LOCAL_BYTES, nameLength, what).get(localName);
    int localMethod = local.getShort(8) & 0xFFFF;
    if (!Arrays.equals(localName, rawName) || localMethod != method()) {
      throw file.problem(
          offset,
          "expected the name and method of %s here as in the directory but found others"
              .formatted(what));
    }
    long start = offset + LOCAL_BYTES + nameLength + (local.getShort(28) & 0xFFFF);
    if (start + compressedSize > limit) {
      throw file.problem(
          start,
          "expected %d bytes of the member %s but found room for %d before the next header"
              .formatted(compressedSize, name(), Math.max(0, limit - start)));
    }
    return start;
  }

  /** Refuses a member that cannot be decompressed; {@code source} names its content. */
  void requireReadable(String source) throws ZipProblem {
    if (isFlagged(ENCRYPTED | PATCHED | STRONGLY_ENCRYPTED)) {
      throw new ZipProblem(
          source,
          0,
          "expected plain data but found an encrypted member",
          "npyio knows no passwords");
    }
    if (!isOfJdk()) {
      if (ForeignContent.decompressor(method()) == null) {
        throw new ZipProblem(
            source,
            0,
            "expected a stored or deflated member but found " + methodName(),
            method() == BZIP2 || method() == LZMA
                ? "the command npyio reads it, and so does a Decompressor for it"
                : "NumPy's savez writes those");
      }
      return;
    }
    if (!hasPossibleSize()) {
      throw new ZipProblem(
          source,
          0,
          "expected a size that %d %s bytes can have but found %d"
              .formatted(compressedSize, method() == STORED ? "stored" : "deflated", size),
          null);
    }
  }

  /** Whether the JDK reads the method. */
  private boolean isOfJdk() {
    return method() == STORED || method() == DEFLATED;
  }

  private boolean hasPossibleSize() {
    return method() == STORED
        ? size == compressedSize
        : size / MAX_INFLATED_RATIO <= compressedSize && (size == 0 || compressedSize > 0);
  }

  private String methodName() {
    return switch (method()) {
      case BZIP2 -> "bzip2";
      case LZMA -> "LZMA";
      case 93 -> "Zstandard";
      case 95 -> "XZ";
      default -> "method " + method();
    };
  }

  static String hex(int littleEndian) {
    return "%02X %02X %02X %02X"
        .formatted(
            littleEndian & 0xFF,
            littleEndian >>> 8 & 0xFF,
            littleEndian >>> 16 & 0xFF,
            littleEndian >>> 24);
  }
}
