package io.npyio.spark;

import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;

/**
 * A file of any file system of Hadoop, read through one stream. The first bytes are kept, so that
 * the header is read once and the data follow without going back.
 */
final class HadoopSource implements ByteSource {
  private static final int HEAD_BYTES = 4096;

  private final Path path;
  private final long size;
  private final FSDataInputStream stream;
  private final ByteBuffer head;

  private HadoopSource(Path path, long size, FSDataInputStream stream) throws IOException {
    this.path = path;
    this.size = size;
    this.stream = stream;
    byte[] first = new byte[(int) Math.min(HEAD_BYTES, size)];
    readStream(0, first, 0, first.length);
    this.head = ByteBuffer.wrap(first);
  }

  /** Opens a file whose size is known from its listing, which saves a request for it. */
  static HadoopSource open(Path path, long size, Configuration configuration) throws IOException {
    return open(path, size, size, configuration);
  }

  /**
   * Opens a file of which little is read behind the end of a split, so that the file system need
   * not fetch more.
   */
  static HadoopSource open(Path path, long size, long splitEnd, Configuration configuration)
      throws IOException {
    FutureDataInputStreamBuilder builder =
        path.getFileSystem(configuration)
            .openFile(path)
            .opt(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(size))
            .opt(OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_END, Long.toString(splitEnd))
            .opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, "sequential, adaptive");
    FSDataInputStream stream = opened(builder);
    try {
      return new HadoopSource(path, size, stream);
    } catch (IOException | RuntimeException | Error failure) {
      stream.close();
      throw failure;
    }
  }

  private static FSDataInputStream opened(FutureDataInputStreamBuilder builder) throws IOException {
    try {
      return builder.build().get();
    } catch (ExecutionException | CompletionException failure) {
      throw failure.getCause() instanceof IOException known ? known : new IOException(failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a file was opened", interrupt);
    }
  }

  /** {@return the path in full: a job reads files of one name from many folders} */
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized void readFully(long position, ByteBuffer target) throws IOException {
    if (position < head.limit()) {
      int count = (int) Math.min(target.remaining(), head.limit() - position);
      target.put(head.slice((int) position, count));
      position += count;
    }
    if (target.hasRemaining()) {
      readStream(position, target);
    }
  }

  private void readStream(long position, ByteBuffer target) throws IOException {
    if (size - position < target.remaining()) {
      throw new EOFException(
          "%s: expected %d bytes from byte %d on, but the file ends at byte %d"
              .formatted(path, target.remaining(), position, size));
    }
    if (target.hasArray()) {
      int from = target.arrayOffset() + target.position();
      readStream(position, target.array(), from, target.remaining());
      target.position(target.limit());
    } else {
      byte[] copy = new byte[target.remaining()];
      readStream(position, copy, 0, copy.length);
      target.put(copy);
    }
  }

  private void readStream(long position, byte[] target, int from, int count) throws IOException {
    try {
      if (stream.getPos() != position) {
        stream.seek(position);
      }
      stream.readFully(target, from, count);
    } catch (EOFException early) {
      EOFException named =
          new EOFException(
              "%s: expected %d bytes, as when it was listed, but the file has become shorter"
                  .formatted(path, size));
      named.initCause(early);
      throw named;
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
