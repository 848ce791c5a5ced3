package io.npyio.shards;

import io.npyio.file.NpyHeader;
import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of the one {@code .npy} file that would have all rows. */
final class JoinedSource implements ByteSource {
  private final ShardReader shards;
  private final byte[] header;

  JoinedSource(ShardReader shards) {
    this.shards = shards;
    this.header = NpyHeader.encode(shards.plan().layout());
  }

  @Override
  public String name() {
    return "shards";
  }

  @Override
  public long size() {
    return header.length + shards.plan().layout().nbytes();
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("a position cannot be negative: " + position);
    }
    int wanted = target.remaining();
    int available = (int) Math.min(wanted, Math.max(0, size() - position));
    ByteBuffer part = target.slice().limit(available);
    if (position < header.length) {
      int from = (int) position;
      part.put(header, from, Math.min(available, header.length - from));
    }
    shards.readBytes(position + part.position() - header.length, part);
    target.position(target.position() + available);
    if (available < wanted) {
      int missing = wanted - available;
      throw new EOFException(
          "%s: the source ends here but %d more %s asked for"
              .formatted(name(), missing, missing == 1 ? "byte is" : "bytes are"));
    }
  }

  /** The shards are not closed with it. */
  @Override
  public void close() {}
}
