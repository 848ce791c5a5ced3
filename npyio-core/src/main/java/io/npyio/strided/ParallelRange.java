package io.npyio.strided;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** Processes a range in parts, each in a thread of its own. */
public final class ParallelRange {
  /** A part of fewer bytes costs more to hand over than to process. */
  private static final long LEAST_BYTES = 1 << 18;

  private ParallelRange() {}

  /** Processes the indices from {@code from}, inclusive, to {@code to}, exclusive. */
  @FunctionalInterface
  public interface Body {
    /** Processes one part. */
    void run(long from, long to);
  }

  /**
   * Runs the body over {@code length} indices in at most {@code threads} parts, in the pool of the
   * calling thread or else the common one; the calling thread does its share. All parts run to
   * their end; if any fail, the exception of the first of them is thrown.
   *
   * @param bytes moved in total
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
      part.rethrow();
    }
  }

  /** The first index of a part, without a product that could overflow. */
  private static long start(int part, int count, long length) {
    return length / count * part + Math.min(part, length % count);
  }

  private static final class Part extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final long from;
    private final long to;
    private final transient Body body;
    private transient @Nullable Throwable failure;

    Part(long from, long to, Body body) {
      this.from = from;
      this.to = to;
      this.body = body;
    }

    @Override
    protected void compute() {
      try {
        body.run(from, to);
      } catch (RuntimeException | InternalError problem) {
        failure = problem; // rather than thrown, since the pool would wrap it
      }
    }

    void rethrow() {
      if (failure instanceof RuntimeException problem) {
        throw problem;
      }
      if (failure instanceof Error cutShort) {
        throw cutShort;
      }
    }
  }
}
