package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set or frozenset that the pickle is still filling. */
final class PendingSet extends Unfinished {
  private final Set<@Nullable Object> members = new LinkedHashSet<>(2);
  private final Set<@Nullable Object> set;
  private final KeyCheck keys = new KeyCheck(values());

  private PendingSet(ValueFactory values, boolean frozen) throws PickleException {
    super(values);
    values.allocate(Allowance.ENTRY_BYTES);
    set = frozen ? new FrozenSet(members) : members;
  }

  static PendingSet set(ValueFactory values) throws PickleException {
    return new PendingSet(values, false);
  }

  static PendingSet frozen(ValueFactory values) throws PickleException {
    return new PendingSet(values, true);
  }

  PendingSet addAll(List<@Nullable Object> items) throws PickleException {
    for (Object item : items) {
      Object hashable = keys.add(item, members.size());
      requireOpen();
      hold(item);
      values().allocate(Allowance.ENTRY_BYTES);
      if (!members.add(hashable)) {
        throw values()
            .problem("a member of a set comes twice, as NaN can in Python but not in Java");
      }
    }
    return this;
  }

  @Override
  Object sample() {
    return set instanceof FrozenSet
        ? values()
            .known(
                new ObjectArray.Instance(
                    AllowedName.FROZENSET.toString(), ObjectArray.Tuple.of(set), null))
        : set;
  }
}
