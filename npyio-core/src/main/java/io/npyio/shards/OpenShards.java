package io.npyio.shards;

import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.file.StoredArray;
import io.npyio.source.ByteSource;
import io.npyio.thread.Interrupts;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shards that are open, which are the latest ones used, and no more than {@link #MAX_OPEN}. */
final class OpenShards implements Closeable {
  static final int MAX_OPEN = 64;

  /** A shard that can be opened, as it was when its header was read. */
  record Known(ShardFile file, Object stamp, NpyHeader header) {}

  private final List<Known> shards;
  private final ReadOptions options;

  /** By the index of the shard, the one that was not used for the longest time first. */
  private final Map<Integer, Open> open = new LinkedHashMap<>(MAX_OPEN, 0.75f, true);

  private boolean isClosed;

  OpenShards(List<Known> shards, ReadOptions options) {
    this.shards = shards;
    this.options = options;
  }

  /** A shard that is open, or about to be opened by the first thread that reads from it. */
  final class Open {
    private final Known shard;
    private @Nullable ByteSource source;
    private @Nullable StoredArray array;
    private boolean isClosed;

    /** How many threads use it; only the shards together know. */
    private int users;

    private Open(Known shard) {
      this.shard = shard;
    }

    NpyHeader header() {
      return shard.header();
    }

    /** The bytes of the shard, which is opened meanwhile without keeping others waiting. */
    synchronized ByteSource source() throws IOException {
      if (isClosed) {
        throw closed(null);
      }
      if (source == null) {
        source = shard.file().reopen(shard.stamp());
      }
      return source;
    }

    /** The shard as an array. */
    synchronized StoredArray array() throws IOException {
      if (array == null) {
        array = Npy.open(source(), header(), options);
      }
      return array;
    }

    synchronized void close() throws IOException {
      isClosed = true;
      if (source != null) {
        source.close();
      }
    }
  }

  /** Reads from a shard. */
  interface Use {
    void run(Open shard) throws IOException;
  }

  /** Uses a shard, which stays open meanwhile. */
  void use(int index, Use use) throws IOException {
    Open shard = acquire(index);
    try {
      use.run(shard);
    } catch (EOFException cutShort) {
      var named =
          new EOFException(
              shards.get(index).file().name()
                  + ": the shard has become shorter since the array was opened; open it anew");
      named.initCause(cutShort);
      throw named;
    } catch (InterruptedIOException interrupted) {
      throw interrupted;
    } catch (IOException problem) {
      throw isClosed() ? closed(problem) : problem;
    } finally {
      release(shard);
    }
  }

  /** The shard, for which there is room among the open ones until it is released. */
  private synchronized Open acquire(int index) throws IOException {
    try {
      while (!isClosed && !open.containsKey(index) && !hasRoom()) {
        wait();
      }
    } catch (InterruptedException interrupt) {
      throw Interrupts.interrupted("the shards: interrupted while waiting to read", interrupt);
    }
    if (isClosed) {
      throw closed(null);
    }
    Open found = open.computeIfAbsent(index, absent -> new Open(shards.get(absent)));
    found.users++;
    return found;
  }

  /** Makes room for one more, unless all are in use. */
  private boolean hasRoom() throws IOException {
    if (open.size() < MAX_OPEN) {
      return true;
    }
    for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
      Open oldest = each.next();
      if (oldest.users == 0) {
        each.remove();
        oldest.close();
        return true;
      }
    }
    return false;
  }

  private synchronized void release(Open shard) {
    shard.users--;
    notifyAll();
  }

  private synchronized boolean isClosed() {
    return isClosed;
  }

  private static IOException closed(@Nullable IOException cause) {
    return new IOException("the shards have been closed", cause);
  }

  @Override
  public void close() throws IOException {
    Closing.all(takeAll());
  }

  /** All that are open, which from now on are no more. */
  private synchronized List<Closeable> takeAll() {
    isClosed = true;
    notifyAll();
    List<Closeable> all = new ArrayList<>();
    open.values().forEach(shard -> all.add(shard::close));
    open.clear();
    return all;
  }
}
