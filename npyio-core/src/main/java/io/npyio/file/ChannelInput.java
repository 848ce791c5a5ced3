package io.npyio.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream or channel from where it is, of which no byte too many is read. */
final class ChannelInput implements ArrayInput {
  private final String name;
  private final ReadableByteChannel channel;
  private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);

  ChannelInput(String name, ReadableByteChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  @Override
  public String name() {
    return name;
  }

  /** Waits for the next byte, or for the end. */
  boolean hasEnded() throws IOException {
    ahead.clear();
    int count = 0;
    while (count == 0) {
      count = channel.read(ahead);
    }
    ahead.flip();
    return count < 0;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (ahead.hasRemaining() && to.hasRemaining()) {
      to.put(ahead.get());
      return 1;
    }
    return channel.read(to);
  }

  @Override
  public long remaining() {
    return Long.MAX_VALUE;
  }
}
