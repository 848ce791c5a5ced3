package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.cli.format.ArraySource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that choose a part of an array: a slice, and of it the first or the last rows. */
final class PartOptions {
  private final Verb verb;
  private final OptionSpec slice;
  private final OptionSpec head;
  private final OptionSpec tail;

  PartOptions(Verb verb) {
    this.verb = verb;
    slice = verb.option("--slice", "INDEX", Transform.SLICE_HELP);
    head =
        verb.option(
            "--head", "N", "Print only the first N rows, along the first axis.", OptionType.COUNT);
    tail = verb.option("--tail", "N", "Print only the last N rows.", OptionType.COUNT);
  }

  /** Refuses options that exclude each other. */
  void requireConsistent() {
    if (head.getValue() != null && tail.getValue() != null) {
      throw verb.misuse("--head and --tail cannot both be given; --slice takes any part");
    }
  }

  private boolean isEveryRow() {
    return head.getValue() == null && tail.getValue() == null;
  }

  /** Whether the part is all of the array. */
  boolean isWhole() {
    return slice.getValue() == null && isEveryRow();
  }

  /** The index to open an array with, from which {@link #rows} are then selected; null for all. */
  @Nullable String index(ArraySource array) {
    if (slice.getValue() != null || isEveryRow() || !array.readsParts()) {
      return slice.getValue();
    }
    Integer last = tail.getValue();
    return last == null ? ":" + head.getValue() : last == 0 ? ":0" : -last + ":";
  }

  /** The chosen part of a whole array. */
  NdArray of(NdArray array) {
    return rows(Transform.sliced(array, slice.getValue()));
  }

  /** The chosen rows of a slice. */
  NdArray rows(NdArray part) {
    if (isEveryRow()) {
      return part;
    }
    if (part.rank() == 0) {
      throw new IllegalArgumentException(
          "--head and --tail take rows, but this is a single element");
    }
    Integer first = head.getValue();
    Integer last = tail.getValue();
    long rows = part.shape().length(0);
    return last == null
        ? part.slice(0, 0, Math.min(first, rows))
        : part.slice(0, Math.max(0, rows - last), rows);
  }
}
