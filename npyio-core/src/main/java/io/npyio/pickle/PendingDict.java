package io.npyio.pickle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dictionary that the pickle is still filling. */
final class PendingDict extends Unfinished {
  private final Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>(2);
  private final KeyCheck keys = new KeyCheck(values());

  PendingDict(ValueFactory values) throws PickleException {
    super(values);
    values.allocate(Allowance.ENTRY_BYTES);
  }

  void put(@Nullable Object key, @Nullable Object item) throws PickleException {
    Object hashable = keys.add(key, entries.size());
    Object value = values().of(item);
    requireOpen();
    hold(key);
    hold(item);
    values().allocate(Allowance.ENTRY_BYTES);
    int before = entries.size();
    entries.put(hashable, value);
    if (entries.size() == before) {
      throw values().problem("a key of a dict comes twice, as NaN can in Python but not in Java");
    }
  }

  Map<@Nullable Object, @Nullable Object> entries() {
    return entries;
  }

  @Override
  Object sample() {
    return entries;
  }
}
