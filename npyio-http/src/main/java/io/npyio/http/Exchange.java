package io.npyio.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes requests for ranges of a file, follows redirects, and repeats what may yet succeed. */
final class Exchange {
  private static final int MAX_REDIRECTS = 5;
  private static final Duration MAX_DELAY = Duration.ofMinutes(1);

  private final String name;
  private final URI origin;
  private final HttpOptions options;

  private final Set<Transfer> underWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Where the last redirect led; an address that was signed for some time only may expire. */
  private volatile URI location;

  Exchange(String name, URI origin, HttpOptions options) {
    this.name = name;
    this.origin = origin;
    this.options = options;
    this.location = origin;
  }

  /** Asks for a range and returns at once. */
  Transfer start(ByteRange range, @Nullable FileIdentity known, Destination destination) {
    URI uri = location;
    var request = HttpRequest.newBuilder(uri).header("Range", range.header());
    request.header("Accept-Encoding", "identity");
    if (known != null && known.strongTag() != null) {
      request.header("If-Match", known.strongTag());
    }
    boolean isOwnServer = isOneServer(uri, origin);
    if (isOwnServer) {
      options.headers().forEach(header -> request.header(header.name(), header.value()));
    }
    var check = new ReplyCheck(name, uri, range, known, isOwnServer && options.hasCredentials());
    return sent(request.build(), new Transfer(check, destination, options.received()));
  }

  private Transfer sent(HttpRequest request, Transfer transfer) {
    var reply = options.client().sendAsync(request, transfer);
    underWay.add(transfer.expecting(reply));
    var unused = reply.whenComplete((content, failure) -> underWay.remove(transfer));
    if (isClosed()) {
      transfer.cancel();
    }
    return transfer;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  void requireOpen() throws IOException {
    if (isClosed()) {
      throw closed(null);
    }
  }

  private IOException closed(@Nullable IOException failure) {
    return new IOException(name + ": the source has been closed", failure);
  }

  /** Gives up all that is under way: those who wait for it learn that the source is closed. */
  void close() {
    closed.countDown();
    underWay.forEach(Transfer::cancel);
  }

  /** Whether two addresses are of one server, which gets the headers of the caller's. */
  private static boolean isOneServer(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI uri) {
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  Content fetch(ByteRange range, @Nullable FileIdentity known, Destination destination)
      throws IOException {
    return await(start(range, known, destination));
  }

  /** Waits for the content that was asked for, and asks again where that may help. */
  Content await(Transfer first) throws IOException {
    try {
      return persist(first);
    } catch (IOException failure) {
      throw isClosed() ? closed(failure) : failure;
    }
  }

  private Content persist(Transfer first) throws IOException {
    Transfer transfer = first;
    int failures = 0;
    int redirects = 0;
    boolean isRenewed = false;
    while (true) {
      try {
        return transfer.await(options.timeout());
      } catch (Moved moved) {
        if (++redirects > MAX_REDIRECTS) {
          throw new Refusal(
              name, "the server redirects more than %d times".formatted(MAX_REDIRECTS));
        }
        location = Addresses.plain(moved.location());
      } catch (Transient failure) {
        pause(failure, ++failures);
      } catch (HttpStatusException refused) {
        if (isRenewed || !isExpiry(refused.status()) || transfer.uri().equals(origin)) {
          throw refused;
        }
        isRenewed = true;
        location = origin;
      }
      transfer = start(transfer.range(), transfer.known(), transfer.destination());
    }
  }

  /** Whether a server may answer so for an address that was signed for some time only. */
  private static boolean isExpiry(int status) {
    return status == 400 || status == 401 || status == 403 || status == 404 || status == 410;
  }

  private void pause(Transient failure, int failures) throws IOException {
    Duration asked = failure.delay();
    if (asked != null && asked.compareTo(MAX_DELAY) > 0) {
      throw failure.failure("and asks to wait for " + ConnectionProblems.seconds(asked));
    }
    if (failures > options.retries()) {
      throw failure.failure(failures == 1 ? "tried once" : "tried %d times".formatted(failures));
    }
    Duration usual = options.retryDelay().multipliedBy(1L << Math.min(failures - 1, 10));
    try {
      Duration delay = Objects.requireNonNullElse(asked, shorter(usual, MAX_DELAY));
      if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        throw closed(failure);
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name + ": interrupted while waiting for the server");
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
