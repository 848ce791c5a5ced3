package io.npyio.zip;

import io.npyio.memory.Memory;
import io.npyio.source.ByteSource;
import io.npyio.source.Decompressor;
import io.npyio.source.FileSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of a member from its first byte on, never more than the directory says. Its end
 * checks the CRC. A mapped file is never filled from, nor decompressed, in place.
 */
public final class ZipMemberChannel implements ReadableByteChannel {
  /** The local header and the start of the content are read at once. */
  private static final int HEAD_BYTES = 1 << 12;

  private static final int INPUT_BYTES = 1 << 16;

  /** What stays in the cache between being copied and having its CRC taken. */
  private static final int PIECE_BYTES = 1 << 17;

  /** Numeric data rarely compress beyond this ratio; anything higher may be a zip bomb. */
  private static final int PLAUSIBLE_RATIO = 8;

  private final String name;
  private final ByteSource archive;
  private final ZipMember member;
  private final long dataOffset;
  private final ByteBuffer head;
  private final @Nullable GrowingBlocks blocks;
  private final CRC32 crc = new CRC32();
  private final @Nullable Inflater inflater;
  private final @Nullable ForeignContent foreign;

  /** Set only where closing unmaps at once: it saves the way through the JDK's own buffer. */
  private @Nullable Memory mapped;

  private ByteBuffer input = ByteBuffer.allocate(0);
  private long taken;
  private long position;
  private boolean isOpen = true;

  /**
   * Opens a member.
   *
   * @param name of its content, for messages
   * @throws ZipProblem if it is encrypted or compressed in an unknown way, or its local header is
   *     damaged
   */
  public ZipMemberChannel(ByteSource archive, String name, ZipMember member) throws IOException {
    this.name = name;
    this.archive = archive;
    this.member = member;
    member.requireReadable(name);
    long room = member.limit() - member.offset();
    var fields = new ZipFields(archive, (int) Math.min(HEAD_BYTES, room));
    this.dataOffset = member.dataOffset(fields);
    this.head = fields.buffered(dataOffset);
    this.blocks =
        archive instanceof FileSource
            ? null
            : new GrowingBlocks(archive, dataOffset + member.compressedSize());
    this.inflater = member.method() == ZipMember.DEFLATED ? new Inflater(true) : null;
    Decompressor decompressor =
        isStored() || inflater != null ? null : ForeignContent.decompressor(member.method());
    this.foreign = decompressor == null ? null : open(decompressor);
  }

  private ForeignContent open(Decompressor decompressor) throws ZipProblem {
    try {
      return ForeignContent.open(decompressor, new Compressed(), member.size());
    } catch (ZipProblem known) {
      throw known;
    } catch (IOException damaged) {
      throw damaged(damaged.getMessage());
    }
  }

  /** {@return the name of its content, for messages} */
  public String name() {
    return name;
  }

  /** {@return the byte of the archive at which the content of a stored member begins} */
  public long dataOffset() {
    return dataOffset;
  }

  /** {@return a copy of a range of the archive, or null if the head does not contain it} */
  public @Nullable ByteBuffer bufferedRange(long from, long count) {
    long start = from - dataOffset;
    if (start < 0 || start + count > head.limit()) {
      return null;
    }
    byte[] bytes = new byte[(int) count];
    head.get((int) start, bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** {@return whether the bytes in the archive are the content} */
  public boolean isStored() {
    return member.method() == ZipMember.STORED;
  }

  /** {@return whether the data can be expected to come to the size that the directory says} */
  public boolean isPlausible() {
    return isStored() || member.size() / PLAUSIBLE_RATIO <= member.compressedSize();
  }

  /** {@return the number of bytes that have been read} */
  public long position() {
    return position;
  }

  /** {@return the number of bytes that are still to come} */
  public long remaining() {
    return member.size() - position;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (remaining() == 0) {
      requireEnd();
      return -1;
    }
    int limit = to.limit();
    int start = to.position();
    to.limit((int) Math.min(Math.min(limit, (long) start + PIECE_BYTES), start + remaining()));
    int count = readContent(to);
    crc.update(to.limit(to.position()).position(start));
    to.limit(limit);
    position += count;
    if (remaining() == 0) {
      requireEnd();
    }
    return count;
  }

  private int readContent(ByteBuffer to) throws IOException {
    if (foreign != null) {
      return decompress(foreign, to);
    }
    return inflater == null ? readStored(to) : inflate(inflater, to);
  }

  private int readStored(ByteBuffer to) throws IOException {
    if (mapped == null && to.remaining() == PIECE_BYTES) {
      mapped = mapping();
    }
    int start = to.position();
    if (mapped != null) {
      copy(mapped, to);
      return to.position() - start;
    }
    try {
      fill(position, to);
    } catch (EOFException cut) {
      position += to.position() - start;
      throw problem(
          "the file was cut short here; %d more bytes are missing".formatted(remaining()));
    }
    return to.position() - start;
  }

  private @Nullable Memory mapping() throws IOException {
    return archive instanceof FileSource file && Memory.isBetterMapped(remaining())
        ? file.withChannel(
            channel ->
                Memory.map(
                    file.path(), channel, FileChannel.MapMode.READ_ONLY, dataOffset, member.size()))
        : null;
  }

  private void copy(Memory from, ByteBuffer to) throws IOException {
    try {
      from.copyTo(position, Memory.wrap(to), 0, to.remaining());
    } catch (InternalError fault) {
      throw problem("the file was cut short; up to %d bytes are missing".formatted(remaining()));
    }
    to.position(to.limit());
  }

  /** Reads bytes of the member as the archive has them, the first ones from the head. */
  private void fill(long from, ByteBuffer to) throws IOException {
    int start = to.position();
    if (from < head.limit()) {
      to.put(head.slice((int) from, (int) Math.min(to.remaining(), head.limit() - from)));
    }
    if (to.hasRemaining()) {
      long at = dataOffset + from + to.position() - start;
      if (blocks == null) {
        archive.readFully(at, to);
      } else {
        blocks.read(at, to);
      }
    }
  }

  private int inflate(Inflater source, ByteBuffer to) throws IOException {
    try {
      while (to.hasRemaining()) {
        int count = source.inflate(to);
        if (count > 0) {
          return count;
        }
        if (source.finished() || source.needsDictionary() || !hasInput(source)) {
          throw problem(
              "the compressed data end here but %d more bytes are missing".formatted(remaining()));
        }
      }
      return 0;
    } catch (DataFormatException damaged) {
      throw damaged(damaged.getMessage());
    }
  }

  private int decompress(ForeignContent content, ByteBuffer to) throws IOException {
    if (!to.hasRemaining()) {
      return 0;
    }
    try {
      int count = content.read(to);
      if (count > 0) {
        return count;
      }
    } catch (ZipProblem known) {
      throw known;
    } catch (IOException | RuntimeException damaged) {
      throw damaged(damaged.getMessage());
    }
    throw problem(
        "the compressed data end here but %d more bytes are missing".formatted(remaining()));
  }

  /** The bytes of the member in the archive. */
  private final class Compressed extends InputStream {
    @Override
    public int read() throws IOException {
      return input.hasRemaining() || fillInput() ? input.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0 && !input.hasRemaining() && !fillInput()) {
        return -1;
      }
      int count = Math.min(length, input.remaining());
      input.get(bytes, offset, count);
      return count;
    }
  }

  private boolean hasInput(Inflater source) throws IOException {
    if (!source.needsInput()) {
      return true;
    }
    boolean isFilled = fillInput();
    if (isFilled) {
      source.setInput(input);
    }
    return isFilled;
  }

  /** Fills the input with more compressed bytes, if there are any. */
  private boolean fillInput() throws IOException {
    long left = member.compressedSize() - taken;
    if (left == 0) {
      return false;
    }
    if (input.capacity() == 0) {
      input = ByteBuffer.allocateDirect((int) Math.min(INPUT_BYTES, left));
    }
    try {
      fill(taken, input.clear().limit((int) Math.min(input.capacity(), left)));
    } catch (EOFException cut) {
      throw problem("the file was cut short; %d compressed bytes are missing".formatted(left));
    }
    taken += input.position();
    input.flip();
    return true;
  }

  private void requireEnd() throws IOException {
    if (inflater != null) {
      requireInflated(inflater);
    }
    if (foreign != null) {
      requireDecompressed(foreign);
    }
    if (crc.getValue() != member.crc()) {
      throw problem(
          "expected the CRC-32 %08X but found %08X; the member is damaged"
              .formatted(member.crc(), crc.getValue()));
    }
  }

  private void requireInflated(Inflater source) throws IOException {
    ByteBuffer more = ByteBuffer.allocate(1);
    try {
      while (!source.finished()) {
        if (source.inflate(more) > 0) {
          throw problem("expected the member to end here but more was compressed");
        }
        if (!source.finished() && !hasInput(source)) {
          throw problem("expected the compressed data to end but they are cut off");
        }
      }
    } catch (DataFormatException damaged) {
      throw damaged(damaged.getMessage());
    }
    if (source.getBytesRead() != member.compressedSize()) {
      throw problem(
          "expected %d compressed bytes but found %d"
              .formatted(member.compressedSize(), source.getBytesRead()));
    }
  }

  private void requireDecompressed(ForeignContent content) throws IOException {
    int more;
    try {
      more = content.read(ByteBuffer.allocate(1));
    } catch (ZipProblem known) {
      throw known;
    } catch (IOException | RuntimeException damaged) {
      throw damaged(damaged.getMessage());
    }
    if (more > 0) {
      throw problem("expected the member to end here but more was compressed");
    }
  }

  private ZipProblem damaged(@Nullable String how) {
    return problem("the compressed data are damaged" + (how == null ? "" : ": " + how));
  }

  private ZipProblem problem(String problem) {
    return new ZipProblem(name, position, problem, null);
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  /** Frees inflater and mapping; the archive stays open. */
  @Override
  public void close() {
    isOpen = false;
    if (mapped != null) {
      mapped.close();
    }
    if (inflater != null) {
      inflater.end();
    }
    if (foreign != null) {
      foreign.close();
    }
  }
}
