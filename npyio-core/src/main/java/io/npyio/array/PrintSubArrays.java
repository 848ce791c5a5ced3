package io.npyio.array;

import java.util.ArrayList;
import java.util.List;

/** Fields that are arrays, in brackets and on one line. */
record PrintSubArrays(PrintColumn items, List<PrintAxis> axes) implements PrintColumn {

  /** For the axes of {@code array} from {@code first} on. */
  static PrintSubArrays of(PrintColumn items, NdArray array, int first, PrintOptions options) {
    long size = 1;
    for (int axis = first; axis < array.rank(); axis++) {
      size *= array.lengths()[axis];
    }
    List<PrintAxis> axes = new ArrayList<>();
    for (int axis = first; axis < array.rank(); axis++) {
      boolean isCut = size > options.threshold();
      axes.add(new PrintAxis(array.lengths()[axis], array.rawStrides()[axis], isCut));
    }
    return new PrintSubArrays(items, axes);
  }

  @Override
  public String text(long position) {
    return text(0, position);
  }

  private String text(int axis, long position) {
    if (axis == axes.size()) {
      return items.text(position);
    }
    List<String> texts = new ArrayList<>();
    axes.get(axis).walk(position, item -> texts.add(text(axis + 1, item)), () -> texts.add("..."));
    return "[" + String.join(", ", texts) + "]";
  }
}
