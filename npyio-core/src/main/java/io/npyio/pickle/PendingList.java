package io.npyio.pickle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that the pickle is still appending to. */
final class PendingList extends Unfinished {
  private final List<@Nullable Object> items = new ArrayList<>(0);

  PendingList(ValueFactory values) throws PickleException {
    super(values);
  }

  void append(@Nullable Object item) throws PickleException {
    Object value = values().of(item);
    requireOpen();
    hold(item);
    values().allocate(Allowance.REFERENCE_BYTES);
    items.add(value);
  }

  List<@Nullable Object> items() {
    return items;
  }

  @Override
  Object sample() {
    return items;
  }
}
