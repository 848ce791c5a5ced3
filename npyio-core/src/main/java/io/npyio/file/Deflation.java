package io.npyio.file;

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
 * <p>Every block but the last ends on a byte by a flush, so that the blocks in a row are one
 * deflate stream, as RFC 1951 has it; each may refer to the 32 KiB before it. The bytes are the
 * same for any number of threads.
 */
final class Deflation implements AutoCloseable {
  private static final int BLOCK = 1 << 20;
  private static final int WINDOW = 1 << 15;

  /** Takes what was deflated, in order. */
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private final int threads;
  private final Sink sink;
  private final Deque<ForkJoinTask<ByteBuffer>> pending = new ArrayDeque<>();
  private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();
  private byte[] dictionary = {};
  private byte[] input = new byte[BLOCK];
  private int length;

  Deflation(int threads, Sink sink) {
    this.threads = threads;
    this.sink = sink;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (length == BLOCK) {
        submit(false);
      }
      int count = Math.min(bytes.remaining(), BLOCK - length);
      bytes.get(input, length, count);
      length += count;
    }
  }

  void finish() throws IOException {
    submit(true);
  }

  /** All threads but one take a block each; the next one is done by the caller, who would wait. */
  private void submit(boolean isLast) throws IOException {
    byte[] content = input;
    byte[] before = dictionary;
    int count = length;
    if (!isLast) {
      dictionary = Arrays.copyOfRange(content, BLOCK - WINDOW, BLOCK);
      length = 0;
    }
    if (!isLast && pending.size() < threads - 1) {
      pending.add(ForkJoinTask.adapt(() -> deflate(before, content, count, false)).fork());
      input = new byte[BLOCK];
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
    Deflater deflater = free == null ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : free;
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
    byte[] bytes = new byte[count / 2 + WINDOW];
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

  /** Waits for the threads and frees what they used. */
  @Override
  public void close() {
    pending.forEach(ForkJoinTask::quietlyJoin);
    deflaters.forEach(Deflater::end);
  }
}
