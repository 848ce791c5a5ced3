package io.npyio.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Passes the body of a reply on as it arrives, never more of it than its head announces. */
final class ReplyBody implements BodySubscriber<Content> {
  private final String name;
  private final Content content;
  private final Destination destination;
  private final LongConsumer received;
  private final CompletableFuture<Content> result = new CompletableFuture<>();
  private long position;
  private boolean isStopped;
  private volatile @Nullable Subscription subscription;

  ReplyBody(String name, Content content, Destination destination, LongConsumer received) {
    this.name = name;
    this.content = content;
    this.destination = destination;
    this.received = received;
    this.position = content.from();
  }

  @Override
  public CompletionStage<Content> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    begin();
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    for (ByteBuffer chunk : chunks) {
      if (result.isDone() || !isReported(chunk.remaining())) {
        return;
      }
      if (chunk.remaining() > content.end() - position) {
        stop(new Refusal(name, "expected a reply of %d bytes but found more".formatted(length())));
      } else {
        put(chunk);
      }
    }
  }

  /** A listener may throw anything. It ends this transfer, and is no failure of the connection. */
  @SuppressWarnings("CatchThrowable")
  private boolean isReported(int bytes) {
    try {
      received.accept(bytes);
      return true;
    } catch (Throwable thrown) {
      stop(new ListenerFailure(thrown));
      return false;
    }
  }

  private synchronized void begin() {
    if (!isStopped) {
      destination.begin(content);
    }
  }

  private synchronized void put(ByteBuffer chunk) {
    if (!isStopped) {
      int count = chunk.remaining();
      destination.put(position, chunk);
      position += count;
    }
  }

  private long length() {
    return content.end() - content.from();
  }

  /**
   * Ends the transfer. Bytes that still arrive are ignored: when this returns, the destination
   * belongs to the caller again, or to another reply.
   */
  void stop(Throwable reason) {
    synchronized (this) {
      isStopped = true;
    }
    boolean unused = result.completeExceptionally(reason);
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  public void onError(Throwable problem) {
    boolean unused = result.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    if (position == content.end()) {
      boolean unused = result.complete(content);
    } else {
      onError(
          new IOException(
              "the reply ends after %d of %d bytes"
                  .formatted(position - content.from(), length())));
    }
  }
}
