package io.npyio.print;

import io.npyio.strided.Strided;
import java.util.ArrayList;
import java.util.List;

/** Fields that are arrays, in brackets and on one line. */
record SubArrays(Column items, List<Axis> axes) implements Column {

  /** The column for the axes of {@code array} from {@code first} on. */
  static SubArrays of(Column items, Strided array, int first, PrintOptions options) {
    long size = 1;
    for (int axis = first; axis < array.rank(); axis++) {
      size *= array.lengths()[axis];
    }
    List<Axis> axes = new ArrayList<>();
    for (int axis = first; axis < array.rank(); axis++) {
      boolean isCut = size > options.threshold();
      axes.add(new Axis(array.lengths()[axis], array.strides()[axis], isCut));
    }
    return new SubArrays(items, axes);
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
