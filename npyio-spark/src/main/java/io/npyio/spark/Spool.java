package io.npyio.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.unsafe.Platform;

/**
 * The encoded rows of a file until their number is known, which the header needs and which the
 * streams of HDFS and S3 cannot write afterwards. A local temporary file, gone when it is closed.
 */
final class Spool implements Closeable {
  static final int BLOCK_BYTES = 1 << 20;

  private final FileChannel channel;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private Spool(FileChannel channel) {
    this.channel = channel;
  }

  static Spool create() throws IOException {
    Path file = Files.createTempFile("npyio-", ".spool");
    return new Spool(
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /**
   * {@return the buffer to which the next bytes go, with room for at least {@code bytes} of them}
   */
  ByteBuffer room(int bytes) throws IOException {
    if (block.remaining() < bytes) {
      flush();
    }
    return block;
  }

  void put(byte[] bytes) throws IOException {
    for (int done = 0; done < bytes.length; ) {
      int count = Math.min(BLOCK_BYTES, bytes.length - done);
      room(count).put(bytes, done, count);
      done += count;
    }
  }

  /** Puts memory that Spark knows by an object and an offset. */
  void put(Object base, long offset, long count) throws IOException {
    for (long done = 0; done < count; ) {
      int part = (int) Math.min(BLOCK_BYTES, count - done);
      ByteBuffer target = room(part);
      long at = (long) Platform.BYTE_ARRAY_OFFSET + target.arrayOffset() + target.position();
      Platform.copyMemory(base, offset + done, target.array(), at, part);
      target.position(target.position() + part);
      done += part;
    }
  }

  private void flush() throws IOException {
    block.flip();
    while (block.hasRemaining()) {
      channel.write(block);
    }
    block.clear();
  }

  /** {@return everything that was put, from the start} */
  InputStream read() throws IOException {
    flush();
    channel.position(0);
    return Channels.newInputStream(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
