package io.npyio.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One request under way, whose reply goes to a destination. */
final class Transfer implements HttpResponse.BodyHandler<Content> {
  private final ReplyCheck check;
  private final Destination destination;
  private final LongConsumer received;
  private volatile long lastByte = System.nanoTime();
  private @Nullable ReplyBody body;
  private boolean isGivenUp;

  /** Why the reply was refused; the exception that the JDK then throws may hide it. */
  private volatile @Nullable IOException refusal;

  private @Nullable CompletableFuture<HttpResponse<Content>> reply;

  Transfer(ReplyCheck check, Destination destination, LongConsumer received) {
    this.check = check;
    this.destination = destination;
    this.received = received;
  }

  /** Is told where the reply will be. */
  Transfer expecting(CompletableFuture<HttpResponse<Content>> coming) {
    reply = coming;
    return this;
  }

  URI uri() {
    return check.uri();
  }

  ByteRange range() {
    return check.asked();
  }

  @Nullable FileIdentity known() {
    return check.known();
  }

  Destination destination() {
    return destination;
  }

  @Override
  public BodySubscriber<Content> apply(ResponseInfo head) {
    lastByte = System.nanoTime();
    try {
      Content content = check.content(head);
      // an error page may come with the news that the file is empty
      return content.isEmpty() ? BodySubscribers.replacing(content) : begin(content);
    } catch (IOException unusable) {
      refusal = unusable;
      return new UnusableBody(unusable);
    }
  }

  private synchronized ReplyBody begin(Content content) throws IOException {
    if (isGivenUp) {
      throw new IOException(check.name() + ": the request was cancelled");
    }
    var open = new ReplyBody(check.name(), content, destination, this::count);
    body = open;
    return open;
  }

  private void count(long bytes) {
    lastByte = System.nanoTime();
    received.accept(bytes);
  }

  /**
   * Waits for the end of the reply.
   *
   * @param timeout after which a reply of which nothing has arrived is given up
   */
  Content await(Duration timeout) throws IOException {
    CompletableFuture<HttpResponse<Content>> coming = Objects.requireNonNull(reply);
    try {
      while (true) {
        long left = timeout.toNanos() - (System.nanoTime() - lastByte);
        try {
          return coming.get(Math.max(0, left), TimeUnit.NANOSECONDS).body();
        } catch (TimeoutException quiet) {
          if (System.nanoTime() - lastByte >= timeout.toNanos()) {
            cancel();
            throw silent(timeout);
          }
        }
      }
    } catch (ExecutionException failed) {
      IOException unusable = refusal;
      throw unusable == null ? ConnectionProblems.of(check.name(), check.uri(), failed) : unusable;
    } catch (CancellationException cancelled) {
      throw new IOException(check.name() + ": the request was cancelled", cancelled);
    } catch (InterruptedException interrupt) {
      cancel();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(check.name() + ": interrupted while reading");
    }
  }

  private Transient silent(Duration timeout) {
    return new Transient(
        tried ->
            new IOException(
                "%s: no byte of the reply arrived for %s, %s"
                    .formatted(check.name(), ConnectionProblems.seconds(timeout), tried)),
        null);
  }

  /** Gives the reply up. When this returns, nothing more goes to the destination. */
  void cancel() {
    ReplyBody open = giveUp();
    if (open != null) {
      open.stop(new CancellationException());
    }
    CompletableFuture<HttpResponse<Content>> coming = reply;
    if (coming != null) {
      boolean unused = coming.cancel(true);
    }
  }

  /** Gives up what has not begun, and tells what has. */
  private synchronized @Nullable ReplyBody giveUp() {
    isGivenUp = true;
    return body;
  }

  static Destination into(ByteBuffer target, long from) {
    return new Destination() {
      @Override
      public void begin(Content content) {}

      @Override
      public void put(long position, ByteBuffer bytes) {
        target.put((int) (position - from), bytes, bytes.position(), bytes.remaining());
      }
    };
  }
}
