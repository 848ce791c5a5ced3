package io.npyio.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * The body of a reply that is not used. It is not read, however long it is: the connection is
 * closed.
 */
record UnusableBody(IOException reason) implements BodySubscriber<Content> {
  @Override
  public CompletionStage<Content> getBody() {
    return CompletableFuture.failedFuture(reason);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> item) {}

  @Override
  public void onError(Throwable throwable) {}

  @Override
  public void onComplete() {}
}
