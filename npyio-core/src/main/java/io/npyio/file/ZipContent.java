package io.npyio.file;

import io.npyio.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of a member from its first byte on, never more than the directory says. Its end
 * checks the CRC. The buffers it fills are never those of a mapped file.
 */
final class ZipContent implements ReadableByteChannel, NpyHeader.Source {
  private static final int INPUT = 1 << 16;
  private static final int PIECE = 1 << 17;

  /** Numbers are seldom deflated to less than a part of this; what may be a bomb is. */
  private static final int PLAUSIBLE_RATIO = 8;

  private static final int WORTH_MAPPING = 1 << 20;

  private final String name;
  private final FileChannel file;
  private final ZipMember member;
  private final long dataOffset;
  private final CRC32 crc = new CRC32();
  private final @Nullable Inflater inflater;

  /** Where a mapping is gone when it is closed: it saves the way through the JDK's own buffer. */
  private @Nullable Memory mapped;

  private ByteBuffer input = ByteBuffer.allocate(0);
  private long taken;
  private long position;
  private boolean isOpen = true;

  /**
   * Opens a member.
   *
   * @param archive for complaints about its header
   * @param name for complaints about its content
   */
  ZipContent(String archive, String name, FileChannel file, ZipMember member) throws IOException {
    this.name = name;
    this.file = file;
    this.member = member;
    member.requireReadable(name);
    int header = ZipMember.LOCAL_BYTES + member.rawName().length;
    this.dataOffset = member.dataOffset(new ZipBytes(archive, file, header));
    this.inflater = member.method() == ZipMember.DEFLATED ? new Inflater(true) : null;
  }

  @Override
  public String name() {
    return name;
  }

  /** Where in the file a stored member's content begins. */
  long dataOffset() {
    return dataOffset;
  }

  boolean isStored() {
    return inflater == null;
  }

  /** Whether the data can be expected to come to the size that the directory says. */
  boolean isPlausible() {
    return isStored() || member.size() / PLAUSIBLE_RATIO <= member.compressedSize();
  }

  long position() {
    return position;
  }

  @Override
  public long remaining() {
    return member.size() - position;
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (read(buffer) < 0) {
        break;
      }
    }
    return buffer.position();
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (remaining() == 0) {
      requireEnd();
      return -1;
    }
    int limit = to.limit();
    int start = to.position();
    // no more than stays in the cache between the copy and the CRC
    to.limit((int) Math.min(Math.min(limit, start + PIECE), start + remaining()));
    int count = inflater == null ? readStored(to) : inflate(inflater, to);
    crc.update(to.limit(to.position()).position(start));
    to.limit(limit);
    position += count;
    if (remaining() == 0) {
      requireEnd();
    }
    return count;
  }

  private int readStored(ByteBuffer to) throws IOException {
    if (mapped == null
        && Memory.UNMAPS_AT_ONCE
        && remaining() >= WORTH_MAPPING
        && to.remaining() == PIECE) {
      mapped = Memory.map(file, FileChannel.MapMode.READ_ONLY, dataOffset, member.size());
    }
    if (mapped != null) {
      return copy(mapped, to);
    }
    int count = file.read(to, dataOffset + position);
    if (count < 0) {
      throw problem(
          "the file was cut short here; %d more bytes are missing".formatted(remaining()));
    }
    return count;
  }

  private int copy(Memory from, ByteBuffer to) throws IOException {
    int count = to.remaining();
    try {
      from.copyTo(position, Memory.wrap(to), 0, count);
    } catch (InternalError fault) {
      throw problem("the file was cut short; up to %d bytes are missing".formatted(remaining()));
    }
    to.position(to.limit());
    return count;
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
      throw problem("the compressed data are damaged: " + damaged.getMessage());
    }
  }

  private boolean hasInput(Inflater source) throws IOException {
    long left = member.compressedSize() - taken;
    if (!source.needsInput()) {
      return true;
    }
    if (left == 0) {
      return false;
    }
    if (input.capacity() == 0) {
      input = ByteBuffer.allocateDirect((int) Math.min(INPUT, left));
    }
    input.clear().limit((int) Math.min(input.capacity(), left));
    while (input.hasRemaining()) {
      if (file.read(input, dataOffset + taken + input.position()) < 0) {
        throw problem("the file was cut short; %d compressed bytes are missing".formatted(left));
      }
    }
    taken += input.position();
    source.setInput(input.flip());
    return true;
  }

  private void requireEnd() throws IOException {
    if (inflater != null) {
      requireInflated(inflater);
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
      throw problem("the compressed data are damaged: " + damaged.getMessage());
    }
    if (source.getBytesRead() != member.compressedSize()) {
      throw problem(
          "expected %d compressed bytes but found %d"
              .formatted(member.compressedSize(), source.getBytesRead()));
    }
  }

  private NpyFormatException problem(String problem) {
    return new NpyFormatException(name, position, problem);
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  /** Frees inflater and mapping; the file stays open. */
  @Override
  public void close() {
    isOpen = false;
    if (mapped != null) {
      mapped.close();
    }
    if (inflater != null) {
      inflater.end();
    }
  }
}
