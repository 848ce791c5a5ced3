package io.npyio.zip;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the directory of a zip archive, and nothing else.
 *
 * <p>{@code java.util.zip.ZipFile} does not tell where a member lies, which mapping and copying
 * need, nor whether it is encrypted, and it finds only one of several members of one name.
 */
public final class ZipDirectory {
  private static final int PIECE_BYTES = 1 << 16;

  private final ZipFields file;
  private final EndOfDirectory end;

  private ZipDirectory(ZipFields file, EndOfDirectory end) {
    this.file = file;
    this.end = end;
  }

  /**
   * {@return the members of an archive, in the order in which the directory lists them}
   *
   * @throws ZipProblem if the source is not a zip archive, or its directory is damaged
   */
  public static List<ZipMember> read(ByteSource source) throws IOException {
    var file = ZipFields.ofEnd(source, EndOfDirectory.MAX_BYTES, PIECE_BYTES);
    return new ZipDirectory(file, EndOfDirectory.read(file)).members();
  }

  private List<ZipMember> members() throws IOException {
    List<ZipMember> members = new ArrayList<>();
    long at = end.directory();
    while (at < end.directory() + end.size()) {
      ZipMember member = member(at);
      members.add(member);
      at += ZipMember.BYTES + member.rawName().length;
      at += member.extra().length + member.comment().length;
    }
    if (members.size() != end.count()) {
      throw file.problem(
          end.directory(),
          "expected %d members in the directory but found %d"
              .formatted(end.count(), members.size()));
    }
    return limited(members);
  }

  private ZipMember member(long at) throws IOException {
    ByteBuffer head = entry(at, ZipMember.BYTES);
    if (head.getInt(0) != ZipMember.SIGNATURE) {
      throw file.problem(
          at,
          "expected the bytes 50 4B 01 02 of an entry of the directory but found "
              + ZipMember.hex(head.getInt(0)));
    }
    int nameLength = head.getShort(28) & 0xFFFF;
    int extraLength = head.getShort(30) & 0xFFFF;
    int commentLength = head.getShort(32) & 0xFFFF;
    int length = ZipMember.BYTES + nameLength + extraLength + commentLength;
    ByteBuffer rest = entry(at, length).position(ZipMember.BYTES);
    byte[] name = bytes(rest, nameLength);
    byte[] extra = bytes(rest, extraLength);
    byte[] comment = bytes(rest, commentLength);
    if ((head.getShort(8) & ZipMember.UTF_8) != 0) {
      requireUtf8(at, name);
    }
    long[] numbers = numbers(at, head, extra);
    long offset = numbers[2] + end.prefix();
    ByteBuffer own = ByteBuffer.allocate(ZipMember.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    own.put(0, head, 0, ZipMember.BYTES);
    return new ZipMember(own, name, extra, comment, numbers[1], numbers[0], offset, offset);
  }

  private ByteBuffer entry(long at, int length) throws IOException {
    long left = end.directory() + end.size() - at;
    if (left < length) {
      throw file.problem(
          at + left,
          "the directory ends here but its last entry needs %d more %s"
              .formatted(length - left, length - left == 1 ? "byte" : "bytes"));
    }
    return file.at(at, length, "the directory");
  }

  private static byte[] bytes(ByteBuffer from, int count) {
    byte[] bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  private void requireUtf8(long at, byte[] name) throws ZipProblem {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
    } catch (CharacterCodingException malformed) {
      throw file.problem(at, "expected a name in UTF-8 but found other bytes");
    }
  }

  /** Size, compressed size and offset; numbers of more than 32 bits come from the zip64 field. */
  private long[] numbers(long at, ByteBuffer head, byte[] extra) throws ZipProblem {
    long[] numbers = new long[3];
    int[] places = {24, 20, 42};
    ByteBuffer zip64 = null;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = head.getInt(places[i]) & ZipMember.ESCAPED;
      if (numbers[i] == ZipMember.ESCAPED) {
        zip64 = zip64 == null ? zip64(at, extra) : zip64;
        if (zip64.remaining() < Long.BYTES) {
          throw file.problem(
              at, "expected a zip64 field with the sizes and the offset but found none");
        }
        numbers[i] = zip64.getLong();
        if (numbers[i] < 0) {
          throw file.problem(
              at, "expected at most 2^63 - 1 but found " + Long.toUnsignedString(numbers[i]));
        }
      }
    }
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] > end.directory() - end.prefix()) {
        throw number(at, i, numbers[i]);
      }
    }
    return numbers;
  }

  private ZipProblem number(long at, int which, long found) {
    return file.problem(
        at,
        "expected %s in the %d bytes before the directory but found %s"
            .formatted(
                which == 2 ? "the offset of a member" : "the compressed size of a member",
                end.directory() - end.prefix(),
                Long.toUnsignedString(found)));
  }

  /** The content of the zip64 field, empty if there is none. */
  private ByteBuffer zip64(long at, byte[] extra) throws ZipProblem {
    ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
    while (fields.remaining() >= Integer.BYTES) {
      int id = fields.getShort() & 0xFFFF;
      int length = fields.getShort() & 0xFFFF;
      if (length > fields.remaining()) {
        throw file.problem(
            at,
            "expected an extra field of %d bytes but found %d"
                .formatted(length, fields.remaining()));
      }
      if (id == ZipMember.ZIP64) {
        return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      fields.position(fields.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** Gives each member its limit: the offset at which the next member, or the directory, begins. */
  private List<ZipMember> limited(List<ZipMember> members) throws ZipProblem {
    List<Integer> byOffset = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      byOffset.add(i);
    }
    byOffset.sort(Comparator.comparingLong((Integer i) -> members.get(i).offset()).reversed());
    List<ZipMember> limited = new ArrayList<>(members);
    long limit = end.directory();
    for (int i : byOffset) {
      ZipMember member = members.get(i);
      long least = member.offset() + ZipMember.LOCAL_BYTES + member.rawName().length;
      if (least + member.compressedSize() > limit) {
        throw file.problem(
            member.offset(),
            "expected the member %s to end before byte %d, where the next one or the directory begins, but found %d bytes"
                .formatted(member.name(), limit, member.compressedSize()));
      }
      limited.set(i, member.until(limit));
      limit = member.offset();
    }
    return limited;
  }
}
