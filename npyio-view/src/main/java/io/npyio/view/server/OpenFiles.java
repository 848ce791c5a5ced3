package io.npyio.view.server;

import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of the viewer. Arrays stay open between requests, the last few that were used. */
final class OpenFiles implements Closeable {
  private static final int MAX_OPEN = 4;

  /** An array of a file in one state of the file. */
  record Key(int file, String member, Stamp stamp) {}

  /** The work of a request on an array. */
  interface Use<R> {
    R with(Key key, OpenView view) throws IOException, HttpProblem;
  }

  private final List<ViewedFile> files;
  private final Consumer<Key> beforeClosing;

  /** From the least to the most recently used. */
  private final Map<Key, Entry> open = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Files of which none is open yet.
   *
   * @param beforeClosing ends all other use of an array
   */
  OpenFiles(List<ViewedFile> files, Consumer<Key> beforeClosing) {
    this.files = files;
    this.beforeClosing = beforeClosing;
  }

  int count() {
    return files.size();
  }

  ViewedFile file(int number) {
    return files.get(number);
  }

  /**
   * Uses an array.
   *
   * @param expected the stamp of the file as the page knows it; null for any
   * @throws HttpProblem also if the file has changed, before or meanwhile
   */
  <R> R use(int number, String member, @Nullable String expected, Use<R> use)
      throws IOException, HttpProblem {
    Stamp stamp = requireStamp(number, expected);
    Entry entry = lease(new Key(number, member, stamp));
    try {
      return use.with(entry.key, entry.view(files.get(number)));
    } catch (InternalError pageFault) {
      throw changed(number, "was cut short while it was read");
    } finally {
      release(entry);
    }
  }

  /**
   * The stamp of a file now.
   *
   * @throws HttpProblem if it is not as expected
   */
  Stamp requireStamp(int number, @Nullable String expected) throws IOException, HttpProblem {
    Stamp stamp = files.get(number).stamp();
    if (expected != null && !expected.equals(stamp.text())) {
      throw changed(number, "has changed since the page read its header");
    }
    return stamp;
  }

  private HttpProblem changed(int number, String event) throws IOException {
    ViewedFile file = files.get(number);
    return HttpProblem.conflict(
        file.name() + " " + event + "; reload it", Map.of("stamp", file.stamp().text()));
  }

  private Entry lease(Key key) throws IOException {
    List<Entry> unused = new ArrayList<>();
    Entry entry;
    synchronized (open) {
      entry = open.computeIfAbsent(key, Entry::new);
      entry.leases++;
      Iterator<Entry> oldest = open.values().iterator();
      while (oldest.hasNext()) {
        Entry other = oldest.next();
        if (other.leases == 0 && (other.isOutdatedBy(key) || open.size() > MAX_OPEN)) {
          oldest.remove();
          unused.add(other);
        }
      }
    }
    for (Entry other : unused) {
      other.close();
    }
    return entry;
  }

  private void release(Entry entry) {
    synchronized (open) {
      entry.leases--;
    }
  }

  /** Closes all arrays. No request may run any more. */
  @Override
  public void close() throws IOException {
    List<Entry> all;
    synchronized (open) {
      all = List.copyOf(open.values());
      open.clear();
    }
    for (Entry entry : all) {
      entry.close();
    }
  }

  private final class Entry {
    private final Key key;
    private int leases;
    private @Nullable OpenView view;

    Entry(Key key) {
      this.key = key;
    }

    boolean isOutdatedBy(Key now) {
      return key.file() == now.file() && !key.stamp().equals(now.stamp());
    }

    /** Opened by the first request, while others for the same array wait. */
    synchronized OpenView view(ViewedFile file) throws IOException {
      if (view == null) {
        view = file.open(key.member());
      }
      return view;
    }

    synchronized void close() throws IOException {
      if (view != null) {
        beforeClosing.accept(key);
        view.close();
        view = null;
      }
    }
  }
}
