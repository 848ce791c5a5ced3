package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip archive put together field by field, each of which may lie. */
final class NpzBytes {
  /** A member; what is not set is as it should be. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] stored;
    byte[] localExtra = new byte[0];
    byte[] extra = new byte[0];
    byte[] comment = new byte[0];
    byte[] descriptor = new byte[0];
    int method;
    int localMethod;
    int flags;
    int signature = 0x02014b50;
    int localSignature = 0x04034b50;
    long crc;
    long compressedSize;
    long size;
    Long offset;
    Integer localExtraLength;
    Integer extraLength;
    Integer nameLength;
    boolean isListed = true;
    boolean isThere = true;
  }

  final List<Entry> entries = new ArrayList<>();
  byte[] prefix = new byte[0];
  byte[] gap = new byte[0];
  byte[] comment = new byte[0];
  byte[] tail = new byte[0];
  byte[] beforeEnd = new byte[0];
  Long count;
  Long countHere;
  Long size;
  Long offset;
  int disk;
  int commentLength = -1;
  long directoryAt;
  long endAt;

  /** A stored member. */
  NpzBytes stored(String name, byte[] content) {
    return add(name, content, content, 0, entry -> {});
  }

  NpzBytes stored(String name, byte[] content, Consumer<Entry> lie) {
    return add(name, content, content, 0, lie);
  }

  NpzBytes deflated(String name, byte[] content, Consumer<Entry> lie) {
    return add(name, content, deflate(content), 8, lie);
  }

  private NpzBytes add(
      String name, byte[] content, byte[] stored, int method, Consumer<Entry> lie) {
    Entry entry = new Entry();
    entry.name = name.getBytes(UTF_8);
    entry.stored = stored;
    entry.method = method;
    entry.localMethod = method;
    entry.flags = name.chars().allMatch(c -> c < 128) ? 0 : 0x800;
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.crc = crc.getValue();
    entry.compressedSize = stored.length;
    entry.size = content.length;
    lie.accept(entry);
    entries.add(entry);
    return this;
  }

  NpzBytes with(Consumer<NpzBytes> lie) {
    lie.accept(this);
    return this;
  }

  static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(block, 0, deflater.deflate(block));
    }
    deflater.end();
    return out.toByteArray();
  }

  /** The bytes of the archive. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    long[] offsets = new long[entries.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (long) out.size() - prefix.length;
      if (entries.get(i).isThere) {
        local(entries.get(i), out);
      }
    }
    out.writeBytes(gap);
    directoryAt = out.size();
    for (int i = 0; i < offsets.length; i++) {
      if (entries.get(i).isListed) {
        central(entries.get(i), offsets[i], out);
      }
    }
    long directorySize = out.size() - directoryAt;
    out.writeBytes(beforeEnd);
    endAt = out.size();
    long listed = entries.stream().filter(e -> e.isListed).count();
    ByteBuffer end = buffer(22).putInt(0x06054b50);
    end.putShort((short) disk).putShort((short) 0);
    end.putShort((short) or(countHere, or(count, listed))).putShort((short) or(count, listed));
    end.putInt((int) or(size, directorySize));
    end.putInt((int) or(offset, directoryAt - prefix.length));
    end.putShort((short) (commentLength < 0 ? comment.length : commentLength));
    out.writeBytes(end.array());
    out.writeBytes(comment);
    out.writeBytes(tail);
    return out.toByteArray();
  }

  private static long or(Long lie, long truth) {
    return lie == null ? truth : lie;
  }

  private static int or(Integer lie, int truth) {
    return lie == null ? truth : lie;
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void local(Entry e, ByteArrayOutputStream out) {
    byte[] name = e.localName == null ? e.name : e.localName;
    ByteBuffer head = buffer(30).putInt(e.localSignature).putShort((short) 20);
    head.putShort((short) e.flags).putShort((short) e.localMethod).putInt(0x00210000);
    boolean isEscaped = e.localExtra.length >= 20;
    head.putInt((int) e.crc).putInt(isEscaped ? -1 : (int) e.compressedSize);
    head.putInt(isEscaped ? -1 : (int) e.size).putShort((short) name.length);
    head.putShort((short) or(e.localExtraLength, e.localExtra.length));
    out.writeBytes(head.array());
    out.writeBytes(name);
    out.writeBytes(e.localExtra);
    out.writeBytes(e.stored);
    out.writeBytes(e.descriptor);
  }

  private static void central(Entry e, long offset, ByteArrayOutputStream out) {
    ByteBuffer head = buffer(46).putInt(e.signature).putShort((short) 0x314);
    head.putShort((short) 20).putShort((short) e.flags).putShort((short) e.method);
    head.putInt(0x00210000).putInt((int) e.crc).putInt((int) e.compressedSize);
    head.putInt((int) e.size).putShort((short) or(e.nameLength, e.name.length));
    head.putShort((short) or(e.extraLength, e.extra.length)).putShort((short) e.comment.length);
    head.putShort((short) 0).putShort((short) 0).putInt(0x01800000);
    head.putInt((int) or(e.offset, offset));
    out.writeBytes(head.array());
    out.writeBytes(e.name);
    out.writeBytes(e.extra);
    out.writeBytes(e.comment);
  }

  /** An extra field. */
  static byte[] field(int id, long... values) {
    ByteBuffer field = buffer(4 + 8 * values.length).putShort((short) id);
    field.putShort((short) (8 * values.length));
    for (long value : values) {
      field.putLong(value);
    }
    return field.array();
  }

  /** A zip64 end record and its locator. */
  static byte[] end64(long count, long size, long offset, long at) {
    ByteBuffer end = buffer(76).putInt(0x06064b50).putLong(44);
    end.putShort((short) 45).putShort((short) 45).putLong(0);
    end.putLong(count).putLong(count).putLong(size).putLong(offset);
    end.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
    return end.array();
  }
}
