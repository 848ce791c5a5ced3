package io.npyio.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.zip.Deflater;

/**
 * Deflates a stream block by block on several threads.
 *
 * <p>Every block but the last is flushed to a byte boundary, so that the blocks together are one
 * deflate stream (RFC 1951); each may refer to the 32 KiB before it. The bytes do not depend on the
 * number of threads.
 */
final class ParallelDeflater implements AutoCloseable {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int WINDOW_BYTES = 1 << 15;

  /** Takes the deflated bytes, in order. */
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private final int threads;
  private final int level;
  private final Sink sink;
  private final Deque<ForkJoinTask<ByteBuffer>> pending = new ArrayDeque<>();
  private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();
  private byte[] dictionary = {};
  private byte[] input = new byte[BLOCK_BYTES];
  private int length;

  ParallelDeflater(int threads, int level, Sink sink) {
    this.threads = threads;
    this.level = level;
    this.sink = sink;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (length == BLOCK_BYTES) {
        submit(false);
      }
      int count = Math.min(bytes.remaining(), BLOCK_BYTES - length);
      bytes.get(input, length, count);
      length += count;
    }
  }

  void finish() throws IOException {
    submit(true);
  }

  /** Each other thread takes a block; the caller deflates the next one instead of waiting. */
  private void submit(boolean isLast) throws IOException {
    byte[] content = input;
    byte[] before = dictionary;
    int count = length;
    if (!isLast) {
      dictionary = Arrays.copyOfRange(content, BLOCK_BYTES - WINDOW_BYTES, BLOCK_BYTES);
      length = 0;
    }
    if (!isLast && pending.size() < threads - 1) {
      pending.add(ForkJoinTask.adapt(() -> deflate(before, content, count, false)).fork());
      input = new byte[BLOCK_BYTES];
      return;
    }
    ByteBuffer own = deflate(before, content, count, isLast);
    while (!pending.isEmpty()) {
      sink.write(pending.remove().join());
    }
    sink.write(own);
  }

  private ByteBuffer deflate(byte[] before, byte[] content, int count, boolean isLast) {
    Deflater free = deflaters.poll();
    Deflater deflater = free == null ? new Deflater(level, true) : free;
    deflater.setDictionary(before);
    deflater.setInput(content, 0, count);
    if (isLast) {
      deflater.finish();
    }
    ByteBuffer block = drain(deflater, isLast ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH, count);
    deflater.reset();
    deflaters.add(deflater);
    return block;
  }

  private static ByteBuffer drain(Deflater deflater, int flush, int count) {
    byte[] bytes = new byte[count / 2 + WINDOW_BYTES];
    int length = 0;
    while (true) {
      int more = deflater.deflate(bytes, length, bytes.length - length, flush);
      length += more;
      if (length < bytes.length) {
        return ByteBuffer.wrap(bytes, 0, length);
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }

  /** Waits for the threads and frees their deflaters. */
  @Override
  public void close() {
    pending.forEach(ForkJoinTask::quietlyJoin);
    deflaters.forEach(Deflater::end);
  }
}
