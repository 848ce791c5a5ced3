package io.npyio.cli.look;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.text.Cells;
import io.npyio.cli.scan.LeafField;
import io.npyio.view.Editor;
import io.npyio.view.ElementText;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sets elements of a {@code .npy} or raw file, which is mapped for writing only meanwhile. */
final class ElementEditor implements Editor {
  private final String name;
  private final ArrayFile file;
  private final RawSpec raw;

  /**
   * An editor of a file.
   *
   * @param name as the user typed it
   * @param raw how the user described its bytes
   */
  ElementEditor(String name, ArrayFile file, RawSpec raw) {
    this.name = name;
    this.file = file;
    this.raw = raw;
  }

  /** What became of an edit; {@link ArrayFile.Change} returns nothing. */
  private static final class Outcome {
    private @Nullable Change change;
    private @Nullable Conflict conflict;
  }

  @Override
  public synchronized Change set(long[] index, @Nullable String field, String old, String value)
      throws IOException, Conflict {
    var outcome = new Outcome();
    file.change(array -> set(array, new Edit(index, field, old, value), outcome), bytes -> {});
    if (outcome.conflict != null) {
      throw outcome.conflict;
    }
    return requireNonNull(outcome.change);
  }

  /** What the user asks for. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Edit(long[] index, @Nullable String field, String old, String value) {}

  private void set(NdArray array, Edit edit, Outcome outcome) {
    int rank = array.rank();
    if (edit.index().length < rank) {
      throw new IllegalArgumentException(
          "the index has %d numbers, but the array has %d axes"
              .formatted(edit.index().length, rank));
    }
    String field = edit.field();
    NdArray target = (field == null ? array : LeafField.named(array, field)).at(edit.index());
    if (target.rank() > 0) {
      throw new IllegalArgumentException("the index names several elements: " + target.shape());
    }
    String before = ElementText.of(target);
    if (!ElementText.shortened(before).equals(ElementText.shortened(edit.old()))) {
      outcome.conflict =
          new Conflict("the element is not '%s' but '%s'".formatted(edit.old(), before), before);
      return;
    }
    long[] whole = Arrays.copyOf(edit.index(), rank);
    String undo = new SetCommand(name, raw).of(whole, array.at(whole));
    Cells.assign(target, edit.value());
    outcome.change = new Change(ElementText.of(target), undo);
  }
}
