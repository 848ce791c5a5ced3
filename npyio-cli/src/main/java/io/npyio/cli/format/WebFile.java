package io.npyio.cli.format;

import io.npyio.http.HttpOptions;
import io.npyio.http.HttpSource;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file on a web server, which several steps of a verb open: it stays open, and headers that have
 * been read are kept.
 */
public final class WebFile implements ByteSource {
  /** The most bytes of a read that is kept; a header has no more. */
  private static final int MAX_KEPT_BYTES = 1 << 12;

  private static final int MAX_KEPT_READS = 1 << 12;

  private final WebAddress address;
  private final HttpOptions options;
  private final Map<Long, ByteBuffer> kept = new HashMap<>();
  private volatile LongConsumer progress = WebFile::ignore;
  private volatile HttpSource source;
  private @Nullable ByteBuffer last;

  /** Makes one; nothing is requested yet. */
  public WebFile(WebAddress address, HttpOptions options) {
    this.address = address;
    this.options = options.withProgress(bytes -> progress.accept(bytes));
    this.source = HttpSource.of(address.uri(), this.options);
  }

  /** {@return where it is} */
  public WebAddress address() {
    return address;
  }

  /** {@return its name on the server, without folders} */
  @Override
  public String name() {
    return address.fileName().toString();
  }

  /** {@return all its bytes, fetched in large blocks} */
  public InputStream stream() {
    return new SourceStream(this);
  }

  private static void ignore(long bytes) {}

  /** {@return the file as it is on the server; reading fails once another has taken its place} */
  HttpSource current() {
    return source;
  }

  /** {@return a text that is another one when the file has changed, as far as the server tells} */
  public String version() throws IOException {
    return version(source);
  }

  private static String version(HttpSource source) throws IOException {
    return source.size() + " " + source.version();
  }

  /** Asks the server again; if it has another file by now, that is read from now on. */
  public void refresh() throws IOException {
    HttpSource now = HttpSource.of(address.uri(), options);
    if (!version(now).equals(version(source))) {
      renew(now);
    }
  }

  private synchronized void renew(HttpSource now) {
    source = now;
    kept.clear();
    last = null;
  }

  /** Work that reads the file. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** {@return the result of work} The bytes that arrive meanwhile are reported. */
  <T> T reporting(LongConsumer listener, Work<T> work) throws IOException {
    progress = listener;
    try {
      return work.run();
    } finally {
      progress = WebFile::ignore;
    }
  }

  @Override
  public long size() throws IOException {
    return source.size();
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    if (target.remaining() > MAX_KEPT_BYTES) {
      source.readFully(position, target);
    } else {
      target.put(small(position, target.remaining()));
    }
  }

  /** The bytes of a header, from the end of the file if that has been read. */
  private synchronized ByteBuffer small(long position, int count) throws IOException {
    if (last != null && position >= size() - last.limit() && position + count <= size()) {
      return last.slice((int) (position - size() + last.limit()), count);
    }
    ByteBuffer found = kept.get(position);
    if (found == null || found.limit() < count) {
      found = ByteBuffer.allocate(count);
      source.readFully(position, found);
      if (kept.size() < MAX_KEPT_READS) {
        kept.put(position, found.flip());
      }
    }
    return found.slice(0, count);
  }

  @Override
  public void readFully(List<Part> parts) throws IOException {
    source.readFully(parts);
  }

  @Override
  public synchronized ByteBuffer readLast(int count) throws IOException {
    ByteBuffer found = last;
    if (found == null || found.limit() < Math.min(count, size())) {
      found = source.readLast(count).asReadOnlyBuffer();
      last = found;
    }
    int from = Math.max(0, found.limit() - count);
    return found.slice(from, found.limit() - from);
  }

  /** Does nothing: each step that opens the file closes it. */
  @Override
  public void close() {}
}
