package io.npyio.zip;

import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes a zip archive in one pass, from its start to its end.
 *
 * <p>CRC and compressed size are put into a member's header once they are known; a channel without
 * a position, such as a pipe, gets them behind the member. The content of stored members begins at
 * a multiple of 64 bytes.
 */
public final class ZipOutput implements Closeable {
  /** The version a reader needs for deflated members. */
  static final int VERSION = 20;

  /** The version a reader needs for zip64. */
  private static final int VERSION_64 = 45;

  private static final int ALIGNMENT = 64;

  /** Android's extra field for alignment: the alignment in two bytes, then zeros. */
  private static final int ALIGNMENT_FIELD = 0xD935;

  private static final int FIELD_HEAD_BYTES = 4;
  private static final int MIN_ALIGNMENT_FIELD_BYTES = FIELD_HEAD_BYTES + Short.BYTES;
  private static final int ZIP64_FIELD_BYTES = FIELD_HEAD_BYTES + 2 * Long.BYTES;
  private static final int DESCRIPTOR = 0x08074b50;

  /** Content longer than this is written as zip64: deflating it may take it beyond 4 GiB. */
  private static final long MAX_32_BIT_BYTES = 0xF000_0000L;

  private static final int BLOCK_BYTES = 1 << 18;

  /** The most that is copied between two reports of progress. */
  private static final long PIECE_BYTES = 1 << 26;

  private final WritableByteChannel out;

  /** {@link #out}, if headers in it can be overwritten. */
  private final @Nullable FileChannel file;

  private final int threads;
  private final int level;
  private final List<ZipMember> members = new ArrayList<>();
  private final Deflater deflater;

  // deflating a mapped file, or taking its CRC, kills the JVM if the file is cut short: copy first
  private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
  private final ByteBuffer deflated = ByteBuffer.allocateDirect(BLOCK_BYTES);
  private long position;

  /**
   * Starts an archive.
   *
   * @param threads that deflate
   * @param level by which they do, 0 to 9
   */
  public ZipOutput(WritableByteChannel out, int threads, int level) {
    this.out = out;
    this.threads = threads;
    this.level = level;
    this.deflater = new Deflater(level, true);
    this.file = out instanceof FileChannel channel && canGoBack(channel) ? channel : null;
  }

  private static boolean canGoBack(FileChannel file) {
    try {
      return file.position() == 0;
    } catch (IOException pipe) {
      return false;
    }
  }

  // ---- members -------------------------------------------------------------------------------

  /** {@return a new member, to which exactly {@code size} bytes must be written} */
  public Member begin(String name, int method, long size) throws IOException {
    ZipMember member = ZipMember.of(name, method, 0, 0, size, position);
    if (file == null) {
      member.head().putShort(8, (short) (member.head().getShort(8) | ZipMember.DESCRIPTOR));
    }
    Member content = new Member(member, size >= MAX_32_BIT_BYTES);
    put(content.header(file != null ? member : member.ofSize(0, 0, 0)));
    content.start = position;
    return content;
  }

  /**
   * Copies a member of another archive without decompressing it.
   *
   * @param dataOffset the byte of the other archive at which the content begins
   * @param copied is given the number of bytes of each piece that has been copied
   */
  public void copy(ByteSource from, long dataOffset, ZipMember source, LongConsumer copied)
      throws IOException {
    ZipMember member = source.at(position);
    boolean isLong = Math.max(member.size(), member.compressedSize()) >= ZipMember.ESCAPED;
    put(new Member(member, isLong).header(member));
    for (long done = 0; done < member.compressedSize(); ) {
      long left = member.compressedSize() - done;
      long count =
          from instanceof FileSource local
              ? transfer(local, dataOffset + done, left)
              : copyBlock(from, dataOffset + done, left);
      done += count;
      copied.accept(count);
    }
    members.add(member);
  }

  /** Copies inside the operating system. */
  private long transfer(FileSource from, long offset, long left) throws IOException {
    long count =
        from.withChannel(channel -> channel.transferTo(offset, Math.min(left, PIECE_BYTES), out));
    if (count <= 0) {
      throw new EOFException("the archive was cut short while it was copied");
    }
    position += count;
    return count;
  }

  private long copyBlock(ByteSource from, long offset, long left) throws IOException {
    int count = (int) Math.min(left, BLOCK_BYTES);
    from.readFully(offset, block.clear().limit(count));
    put(block.flip());
    return count;
  }

  /** The content of a member that is being written. */
  public final class Member implements WritableByteChannel {
    private final ZipMember begun;
    private final boolean isLong;
    private final int padding;
    private final CRC32 crc = new CRC32();
    private final @Nullable ParallelDeflater deflation;
    private long start;
    private long written;

    private Member(ZipMember begun, boolean isLong) {
      this.begun = begun;
      this.isLong = isLong;
      this.padding = begun.method() == ZipMember.STORED ? padding() : 0;
      this.deflation =
          begun.method() == ZipMember.DEFLATED && threads > 1 && begun.size() > BLOCK_BYTES
              ? new ParallelDeflater(threads, level, ZipOutput.this::put)
              : null;
    }

    private int padding() {
      int header =
          ZipMember.LOCAL_BYTES + begun.rawName().length + (isLong ? ZIP64_FIELD_BYTES : 0);
      int missing = (int) -(begun.offset() + header) & ALIGNMENT - 1;
      return missing == 0 || missing >= MIN_ALIGNMENT_FIELD_BYTES ? missing : missing + ALIGNMENT;
    }

    private ByteBuffer header(ZipMember member) {
      int extra = padding + (isLong ? ZIP64_FIELD_BYTES : 0);
      ByteBuffer bytes = buffer(ZipMember.LOCAL_BYTES + member.rawName().length + extra);
      bytes.putInt(ZipMember.LOCAL_SIGNATURE);
      bytes.putShort(version(member, isLong));
      bytes.put(member.head().slice(8, 12)); // flags to CRC, as in the directory
      bytes.putInt((int) (isLong ? ZipMember.ESCAPED : member.compressedSize()));
      bytes.putInt((int) (isLong ? ZipMember.ESCAPED : member.size()));
      bytes.putShort((short) member.rawName().length).putShort((short) extra);
      bytes.put(member.rawName());
      if (isLong) {
        bytes.putShort((short) ZipMember.ZIP64).putShort((short) (2 * Long.BYTES));
        bytes.putLong(member.size()).putLong(member.compressedSize());
      }
      if (padding > 0) {
        bytes.putShort((short) ALIGNMENT_FIELD).putShort((short) (padding - FIELD_HEAD_BYTES));
        bytes.putShort((short) ALIGNMENT);
      }
      return bytes.clear();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int count = bytes.remaining();
      if (count > begun.size() - written) {
        throw wrongLength(written + count);
      }
      while (bytes.hasRemaining()) {
        int piece = Math.min(bytes.remaining(), block.capacity());
        block.clear().put(bytes.slice(bytes.position(), piece)).flip();
        bytes.position(bytes.position() + piece);
        crc.update(block.duplicate());
        if (begun.method() == ZipMember.STORED) {
          put(block);
        } else if (deflation != null) {
          deflation.write(block);
        } else {
          deflater.setInput(block);
          deflate();
        }
      }
      written += count;
      return count;
    }

    private void deflate() throws IOException {
      while (!deflater.needsInput() || deflater.finished()) {
        deflateOnce();
      }
    }

    private int deflateOnce() throws IOException {
      int count = deflater.deflate(deflated.clear());
      put(deflated.flip());
      return count;
    }

    /**
     * Ends the member.
     *
     * @throws IllegalArgumentException if other than the announced number of bytes were written
     */
    public void end() throws IOException {
      if (written != begun.size()) {
        throw wrongLength(written);
      }
      if (deflation != null) {
        deflation.finish();
      } else if (begun.method() == ZipMember.DEFLATED) {
        deflater.finish();
        while (!deflater.finished()) {
          deflateOnce();
        }
        deflater.reset();
      }
      ZipMember member = begun.ofSize(crc.getValue(), position - start, written);
      if (file != null) {
        putAt(file, begun.offset(), header(member));
      } else {
        put(descriptor(member));
      }
      members.add(member);
    }

    private ByteBuffer descriptor(ZipMember member) {
      ByteBuffer bytes = buffer(2 * Integer.BYTES + 2 * (isLong ? Long.BYTES : Integer.BYTES));
      bytes.putInt(DESCRIPTOR).putInt((int) member.crc());
      if (isLong) {
        bytes.putLong(member.compressedSize()).putLong(member.size());
      } else {
        bytes.putInt((int) member.compressedSize()).putInt((int) member.size());
      }
      return bytes.clear();
    }

    private IllegalArgumentException wrongLength(long found) {
      return new IllegalArgumentException(
          "the member %s was begun with %d bytes, not %d"
              .formatted(begun.name(), begun.size(), found));
    }

    @Override
    public boolean isOpen() {
      return out.isOpen();
    }

    /** Frees the deflaters of the threads; {@link #end()} ends the member. */
    @Override
    public void close() {
      if (deflation != null) {
        deflation.close();
      }
    }
  }

  // ---- directory -----------------------------------------------------------------------------

  /** Writes the directory, which ends the archive. */
  public void finish() throws IOException {
    long start = position;
    for (ZipMember member : members) {
      put(entry(member));
    }
    long size = position - start;
    boolean isLong =
        start >= ZipMember.ESCAPED || size >= ZipMember.ESCAPED || members.size() >= 0xFFFF;
    if (isLong) {
      put(end64(start, size));
    }
    ByteBuffer end = buffer(EndOfDirectory.BYTES).putInt(EndOfDirectory.SIGNATURE);
    short count = (short) Math.min(members.size(), 0xFFFF);
    end.putShort(8, count).putShort(10, count);
    end.putInt(12, (int) Math.min(size, ZipMember.ESCAPED));
    end.putInt(16, (int) Math.min(start, ZipMember.ESCAPED));
    put(end.clear());
  }

  private static ByteBuffer entry(ZipMember member) {
    long[] numbers = {member.size(), member.compressedSize(), member.offset()};
    int[] places = {24, 20, 42};
    ByteBuffer head = member.copyOfHead();
    ByteBuffer zip64 =
        buffer(FIELD_HEAD_BYTES + numbers.length * Long.BYTES).position(FIELD_HEAD_BYTES);
    for (int i = 0; i < numbers.length; i++) {
      head.putInt(places[i], (int) Math.min(numbers[i], ZipMember.ESCAPED));
      if (numbers[i] >= ZipMember.ESCAPED) {
        zip64.putLong(numbers[i]);
      }
    }
    boolean isLong = zip64.position() > FIELD_HEAD_BYTES;
    zip64.putShort(0, (short) ZipMember.ZIP64);
    zip64.putShort(2, (short) (zip64.position() - FIELD_HEAD_BYTES));
    zip64.limit(isLong ? zip64.position() : 0).rewind();
    byte[] extra = withoutZip64(member.extra());
    head.putShort(6, version(member, isLong));
    head.putShort(28, (short) member.rawName().length);
    head.putShort(30, (short) (zip64.remaining() + extra.length));
    ByteBuffer entry =
        buffer(
            head.capacity()
                + member.rawName().length
                + zip64.remaining()
                + extra.length
                + member.comment().length);
    entry.put(head).put(member.rawName()).put(zip64).put(extra).put(member.comment());
    return entry.clear();
  }

  private static byte[] withoutZip64(byte[] extra) {
    ByteBuffer from = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(extra.length);
    while (from.remaining() >= FIELD_HEAD_BYTES) {
      int id = from.getShort(from.position()) & 0xFFFF;
      int length = FIELD_HEAD_BYTES + (from.getShort(from.position() + 2) & 0xFFFF);
      if (length > from.remaining()) {
        break;
      }
      if (id != ZipMember.ZIP64) {
        to.put(from.slice(from.position(), length));
      }
      from.position(from.position() + length);
    }
    byte[] rest = new byte[to.position()];
    to.get(0, rest);
    return rest;
  }

  private static short version(ZipMember member, boolean isLong) {
    return (short) Math.max(member.head().getShort(6), isLong ? VERSION_64 : VERSION);
  }

  private ByteBuffer end64(long start, long size) {
    ByteBuffer end = buffer(EndOfDirectory.BYTES_64 + EndOfDirectory.LOCATOR_BYTES);
    end.putInt(EndOfDirectory.SIGNATURE_64).putLong(EndOfDirectory.BYTES_64 - 12);
    end.putShort((short) VERSION_64).putShort((short) VERSION_64).putLong(0);
    end.putLong(members.size()).putLong(members.size()).putLong(size).putLong(start);
    end.putInt(EndOfDirectory.LOCATOR).putInt(0).putLong(start + size).putInt(1);
    return end.clear();
  }

  // ---- bytes ---------------------------------------------------------------------------------

  private static ByteBuffer buffer(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void put(ByteBuffer bytes) throws IOException {
    position += bytes.remaining();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void putAt(FileChannel file, long at, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes, at + bytes.position());
    }
  }

  /** Frees the deflater; the channel stays open. */
  @Override
  public void close() {
    deflater.end();
  }
}
