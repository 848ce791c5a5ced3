package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tuple. Until its value is asked for it may hold names and unfinished arrays, as the arguments
 * of calls do.
 */
final class PendingTuple extends Unfinished {
  private final List<@Nullable Object> items;
  private ObjectArray.@Nullable Tuple tuple;

  PendingTuple(ValueFactory values, List<@Nullable Object> items) throws PickleException {
    super(values);
    this.items = items;
    values.allocate((long) items.size() * Allowance.REFERENCE_BYTES);
    for (Object item : items) {
      if (item instanceof Unfinished part) {
        super.requireDeeperThan(part); // otherwise close() could recurse without end
      }
    }
  }

  List<@Nullable Object> items() {
    return items;
  }

  @Override
  void close() throws PickleException {
    values().allocate((long) items.size() * Allowance.REFERENCE_BYTES);
    @Nullable Object[] made = new @Nullable Object[items.size()];
    for (int i = 0; i < made.length; i++) {
      made[i] = values().of(items.get(i));
      hold(items.get(i));
    }
    tuple = ObjectArray.Tuple.of(made);
  }

  @Override
  Object sample() {
    return tuple == null ? ObjectArray.Tuple.of() : tuple;
  }
}
