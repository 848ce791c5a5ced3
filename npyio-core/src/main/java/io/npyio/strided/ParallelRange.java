package io.npyio.strided;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A range cut into parts, each worked on by a thread of its own. */
public final class ParallelRange {
  /** Below this many bytes a part costs more to hand over than to do. */
  private static final long LEAST_BYTES = 1 << 18;

  private ParallelRange() {}

  /** What is done with the indices from {@code from} to before {@code to}. */
  @FunctionalInterface
  public interface Body {
    /** Processes one part. */
    void run(long from, long to);
  }

  /**
   * StridedWalk the body over {@code length} indices in at most {@code threads} parts: in the pool
   * of the calling thread, or in the common one, the calling thread taking its share. All parts
   * come to their end; of those that fail, the first one's exception is thrown.
   *
   * @param bytes that are moved in all
   */
  public static void run(int threads, long length, long bytes, Body body) {
    long most = Math.min(length, bytes / LEAST_BYTES);
    int count = (int) Math.min(threads, most);
    if (count < 2) {
      body.run(0, length);
      return;
    }
    List<Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(new Part(start(i, count, length), start(i + 1, count, length), body));
    }
    ForkJoinTask.invokeAll(parts);
    for (Part part : parts) {
      if (part.failure != null) {
        throw part.failure;
      }
    }
  }

  /** Without a product that could overflow. */
  private static long start(int part, int count, long length) {
    return length / count * part + Math.min(part, length % count);
  }

  private static final class Part extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final long from;
    private final long to;
    private final transient Body body;
    private transient @Nullable RuntimeException failure;

    Part(long from, long to, Body body) {
      this.from = from;
      this.to = to;
      this.body = body;
    }

    @Override
    protected void compute() {
      try {
        body.run(from, to);
      } catch (RuntimeException problem) {
        failure = problem; // rather than thrown, since the pool would wrap it
      }
    }
  }
}
