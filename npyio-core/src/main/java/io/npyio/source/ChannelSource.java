package io.npyio.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a channel that has a position, read by one thread at a time. */
final class ChannelSource implements ByteSource {
  private final String name;
  private final SeekableByteChannel channel;

  ChannelSource(String name, SeekableByteChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  /** A file of another file system than the default one, such as a member of a jar. */
  static ChannelSource of(Path path) throws IOException {
    FileSource.requireNoFolder(path);
    return new ChannelSource(FileSource.name(path), Files.newByteChannel(path));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized long size() throws IOException {
    try {
      return channel.size();
    } catch (ClosedChannelException closed) {
      throw Reading.closed(name);
    }
  }

  @Override
  public synchronized void readFully(long position, ByteBuffer target) throws IOException {
    Reading.requireRange(position, target);
    try {
      channel.position(Math.min(position, channel.size())); // some refuse to go beyond their end
      while (target.hasRemaining()) {
        if (Reading.chunk(target, channel::read) < 0) {
          throw Reading.tooShort(name, target);
        }
      }
    } catch (ClosedByInterruptException interrupt) {
      throw Reading.interrupted(name, interrupt);
    } catch (ClosedChannelException closed) {
      throw Reading.closed(name);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
