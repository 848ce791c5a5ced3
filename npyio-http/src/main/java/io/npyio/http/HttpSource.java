package io.npyio.http;

import static java.util.Objects.requireNonNull;

import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file on a web server or in an object store, of which only the needed ranges are requested.
 *
 * <pre>{@code
 * URI address = URI.create("https://example.org/embeddings.npy");
 * try (ByteSource source = HttpSource.of(address)) {
 *   NdArray rows = Npy.open(source).slice("1000:1010").load(); // two requests
 * }
 * }</pre>
 *
 * <p>Size and tag of the file come from the first reply. If the server later answers with bytes of
 * another file, reading fails: strong tags are sent as {@code If-Match}, and tag, size and {@code
 * Content-Range} of every reply are compared. Servers that ignore ranges, or compress them, are
 * refused before their reply is read. Redirects are followed, but never from https to http, and
 * without the headers of {@link HttpOptions#withHeader} where they lead to another server.
 *
 * <p>A range larger than 8 MiB is cut, ranges that lie close together are joined, and up to 16
 * requests are under way at a time. Requests that may succeed later are repeated. Messages contain
 * no headers of requests, and only host and path of the address.
 *
 * @since 0.1.0
 */
public final class HttpSource implements ByteSource {
  /** The first request, which also tells the size, asks for as much as a header needs. */
  private static final int HEAD_BYTES = 1 << 12;

  /** How servers that do not know ranges from the end refuse one. */
  private static final Set<Integer> NO_LAST = Set.of(400, 416, 501);

  private final String name;
  private final HttpOptions options;
  private final Exchange exchange;
  private @Nullable FileIdentity file;
  private ByteBuffer head = ByteBuffer.allocate(0);

  private HttpSource(URI address, HttpOptions options) {
    this.name = Shown.address(address);
    this.options = options;
    this.exchange = new Exchange(name, address, options);
  }

  /**
   * {@return the file at an address} Nothing is requested before something is read.
   *
   * @param address whose user and password, if it has them, are sent as {@link
   *     HttpOptions#withBasic} does
   * @throws IllegalArgumentException if it is not an address of http or https with a host
   */
  public static HttpSource of(URI address) {
    return of(address, HttpOptions.DEFAULT);
  }

  /**
   * {@return the file at an address, requested with other options}
   *
   * @throws IllegalArgumentException as {@link #of(URI)}
   */
  public static HttpSource of(URI address, HttpOptions options) {
    requireNonNull(options, "options");
    requireWeb(requireNonNull(address, "address"));
    return new HttpSource(Addresses.plain(address), Addresses.credentials(address, options));
  }

  private static void requireWeb(URI address) {
    String scheme = String.valueOf(address.getScheme());
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw new IllegalArgumentException(
          "expected an address of http or https but found the scheme " + scheme);
    }
    if (address.getHost() == null) {
      throw new IllegalArgumentException("expected an address with the name of a host");
    }
  }

  // ---- what it is ----------------------------------------------------------------------------

  /** {@return the address without user, password and query} */
  @Override
  public String name() {
    return name;
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return name;
  }

  @Override
  public long size() throws IOException {
    return file().size();
  }

  /**
   * {@return what the server says to tell the file from another one in its place: its ETag, or else
   * the time of its last change; null if it says neither} A source reads one file: it fails once
   * another has taken its place, which a new source then reads.
   */
  public @Nullable String version() throws IOException {
    return file().version();
  }

  /** The file, which the first request tells; it brings the first bytes as well. */
  private synchronized FileIdentity file() throws IOException {
    exchange.requireOpen();
    FileIdentity known = file;
    if (known == null) {
      ByteBuffer first = ByteBuffer.allocate(HEAD_BYTES);
      ByteRange range = new ByteRange(0, HEAD_BYTES);
      Content content = exchange.fetch(range, null, Transfer.into(first, 0));
      known = content.file();
      head = first.limit((int) content.end()).asReadOnlyBuffer();
      file = known;
    }
    return known;
  }

  // ---- reading -------------------------------------------------------------------------------

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    readFully(List.of(new Part(position, requireNonNull(target, "target"))));
  }

  @Override
  public void readFully(List<Part> parts) throws IOException {
    for (Part part : parts) {
      if (part.position() < 0) {
        throw new IllegalArgumentException("a position cannot be negative: " + part.position());
      }
      if (part.target().isReadOnly()) {
        throw new ReadOnlyBufferException();
      }
    }
    FileIdentity known = file();
    List<Part> distant = parts.stream().filter(part -> !isNear(part)).toList();
    fetch(Piece.of(distant, known.size(), options.maxGap()), known);
    for (Part part : parts) {
      finish(part, known.size());
    }
  }

  /** Whether a part lies in the first bytes, which have been read. */
  private boolean isNear(Part part) {
    return part.position() <= head.limit() - part.target().remaining();
  }

  private void fetch(List<Piece> pieces, FileIdentity known) throws IOException {
    Deque<Transfer> underWay = new ArrayDeque<>();
    try {
      for (Piece piece : pieces) {
        if (underWay.size() == options.inFlight()) {
          Content unused = exchange.await(underWay.remove());
        }
        underWay.add(exchange.start(piece.range(), known, piece));
      }
      while (!underWay.isEmpty()) {
        Content unused = exchange.await(underWay.remove());
      }
    } finally {
      underWay.forEach(Transfer::cancel);
    }
  }

  /** Moves the position of a target behind the bytes that are there now. */
  private void finish(Part part, long size) throws EOFException {
    ByteBuffer target = part.target();
    if (isNear(part)) {
      target.put(head.slice((int) part.position(), target.remaining()));
      return;
    }
    long found = Math.max(0, Math.min(target.remaining(), size - part.position()));
    target.position(target.position() + (int) found);
    int missing = target.remaining();
    if (missing > 0) {
      throw new EOFException(
          "%s: the source ends here but %d more %s asked for"
              .formatted(name, missing, missing == 1 ? "byte is" : "bytes are"));
    }
  }

  /** {@inheritDoc} As the first request it is one for the end, which also tells the size. */
  @Override
  public ByteBuffer readLast(int count) throws IOException {
    ByteBuffer last = count > 0 ? lastAtFirst(count) : null;
    return last == null ? ByteSource.super.readLast(count) : last;
  }

  /** The last bytes; null if the size is known, or the server does not know such ranges. */
  private synchronized @Nullable ByteBuffer lastAtFirst(int count) throws IOException {
    exchange.requireOpen();
    if (file != null) {
      return null;
    }
    var end = new FileEnd();
    try {
      file = exchange.fetch(new ByteRange(ByteRange.LAST, count), null, end).file();
      return end.bytes();
    } catch (Refusal unknown) {
      return null;
    } catch (HttpStatusException refused) {
      if (NO_LAST.contains(refused.status())) {
        return null;
      }
      throw refused;
    }
  }

  /** Keeps the end of a file, whose place the reply tells. */
  private static final class FileEnd implements Destination {
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long from;

    @Override
    public void begin(Content content) {
      bytes = ByteBuffer.allocate((int) (content.end() - content.from()));
      from = content.from();
    }

    @Override
    public void put(long position, ByteBuffer chunk) {
      bytes.put((int) (position - from), chunk, chunk.position(), chunk.remaining());
    }

    ByteBuffer bytes() {
      return bytes;
    }
  }

  /**
   * Gives up the requests under way: threads that read get an {@link IOException} at once, and so
   * do later reads. The connections belong to the client, which keeps them for others.
   */
  @Override
  public void close() {
    exchange.close();
  }
}
