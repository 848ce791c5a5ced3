package io.npyio.cli.terminal;

import io.npyio.cli.format.text.Printable;
import io.npyio.cli.scan.LeafField;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedArray;
import io.npyio.view.ViewedFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arrays of the files and the fields of these, of which one is looked at, and open. */
final class Deck implements Closeable {
  private static final int WHOLE = -1;

  private final List<Entry> entries = new ArrayList<>();
  private int current;
  private int field = WHOLE;
  private @Nullable OpenView open;
  private @Nullable Stamp stamp;

  /** An array of a file. */
  private record Entry(ViewedFile file, ViewedArray array) {
    String name() {
      return array.member().isEmpty() ? file.name() : file.name() + ":" + array.member();
    }

    /** The array as the file has it now. */
    Entry again() throws IOException {
      ViewedArray gone = ViewedArray.damaged(array.member(), "is no longer in the file");
      return new Entry(
          file,
          file.arrays().stream()
              .filter(each -> each.member().equals(array.member()))
              .findFirst()
              .orElse(gone));
    }
  }

  Deck(List<ViewedFile> files) throws IOException {
    for (ViewedFile file : files) {
      for (ViewedArray array : file.arrays()) {
        entries.add(new Entry(file, array));
      }
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  private Entry entry() {
    return entries.get(current);
  }

  /** Opens the array, unless it is open, and returns what is to be seen of it. */
  Sheet sheet() throws IOException {
    String problem = entry().array().problem();
    if (problem != null) {
      throw new IOException(problem);
    }
    if (open == null) {
      stamp = entry().file().stamp();
      open = whole(entry().file().open(entry().array().member()));
    }
    if (open instanceof OpenView.Values values) {
      return field == WHOLE
          ? Sheet.of(values.array())
          : Sheet.of(LeafField.of(values.array()).get(field).array());
    }
    return new Sheet.Objects(((OpenView.Objects) open).array());
  }

  /** An array, all elements of which can be read. */
  private static OpenView whole(OpenView open) throws IOException {
    if (!(open instanceof OpenView.Partial partial)) {
      return open;
    }
    try {
      partial.fetcher().fetch(partial.array());
      return new OpenView.Values(partial.array(), partial);
    } catch (IOException | RuntimeException problem) {
      partial.close();
      throw problem;
    }
  }

  /** Closes an array whose file has changed; returns whether it has. */
  boolean closeChanged() throws IOException {
    if (open == null || entry().file().stamp().equals(stamp)) {
      return false;
    }
    close();
    field = WHOLE;
    entries.set(current, entry().again());
    return true;
  }

  /** The fields of an open array of structs. */
  private List<LeafField> fields() {
    return open instanceof OpenView.Values values && values.array().dtype() instanceof DType.Struct
        ? LeafField.of(values.array())
        : List.of();
  }

  /** Turns to the next field, and after the last one to the next array. */
  void next() throws IOException {
    if (field + 1 < fields().size()) {
      field++;
    } else {
      turnTo(current + 1);
    }
  }

  /** Turns back. */
  void previous() throws IOException {
    if (field > WHOLE) {
      field--;
    } else {
      turnTo(current - 1);
    }
  }

  private void turnTo(int entry) throws IOException {
    int next = Math.floorMod(entry, entries.size());
    field = WHOLE;
    if (next != current) {
      close();
      current = next;
    }
  }

  String fileName() {
    return entry().file().name();
  }

  /** The name and the layout of what is looked at. */
  String title() {
    ArrayLayout layout = entry().array().layout();
    String name = entry().name() + (field == WHOLE ? "" : " " + fields().get(field).name());
    String facts =
        layout == null
            ? ""
            : "  %s %s %s order".formatted(type(layout.dtype()), layout.shape(), layout.order());
    String count = entries.size() == 1 ? "" : "  (%d of %d)".formatted(current + 1, entries.size());
    return Printable.of(name + facts + count);
  }

  private String type(DType dtype) {
    if (field != WHOLE) {
      return fields().get(field).array().dtype().name();
    }
    return dtype instanceof DType.Struct ? "struct" : dtype.name();
  }

  @Override
  public void close() throws IOException {
    OpenView closed = open;
    open = null;
    if (closed != null) {
      closed.close();
    }
  }
}
