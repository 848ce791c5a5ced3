package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Python object that takes several instructions to make. As soon as something uses it as a value
 * it is closed: a pickle that adds to it later describes a value that contains itself, and is
 * refused. That, and the depth and cost that are counted here, make every value safe to walk.
 */
abstract class Part {
  private final Values values;
  private int depth = 1;
  private long cost = Allowance.OBJECT;
  private boolean closed;

  Part(Values values) throws PickleException {
    this.values = values;
    values.allocate(2L * Allowance.OBJECT);
  }

  final Values values() {
    return values;
  }

  /** The estimated memory of the value, with everything in it counted as often as it occurs. */
  final long cost() {
    return cost;
  }

  /** The finished value. */
  final Object value() throws PickleException {
    if (!closed) {
      closed = true;
      close();
    }
    return sample();
  }

  /** Completes the value. */
  void close() throws PickleException {}

  /** The value as far as it is made. */
  abstract Object sample();

  final void requireOpen() throws PickleException {
    if (closed) {
      throw values.problem(
          Values.describe(this) + " contains itself, which npyio reads from no pickle");
    }
  }

  /** Counts what this one comes to hold. */
  final void hold(@Nullable Object item) throws PickleException {
    cost += Allowance.REFERENCE;
    if (item instanceof Part part) {
      requireDeeperThan(part);
      cost += part.cost;
    }
    values.require(cost);
  }

  private void requireDeeperThan(Part part) throws PickleException {
    depth = Math.max(depth, part.depth + 1);
    values.requireDepth(depth);
  }

  /** A list. */
  static final class Items extends Part {
    private final List<@Nullable Object> items = new ArrayList<>(0);

    Items(Values values) throws PickleException {
      super(values);
    }

    void append(@Nullable Object item) throws PickleException {
      Object value = values().of(item);
      requireOpen();
      hold(item);
      values().allocate(Allowance.REFERENCE);
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

  /** A tuple. It may hold names and unfinished arrays until somebody asks for its value. */
  static final class Fixed extends Part {
    private final List<@Nullable Object> items;
    private ObjectArray.@Nullable Tuple tuple;

    Fixed(Values values, List<@Nullable Object> items) throws PickleException {
      super(values);
      this.items = items;
      values.allocate((long) items.size() * Allowance.REFERENCE);
      for (Object item : items) {
        if (item instanceof Part part) {
          super.requireDeeperThan(part); // or asking for the value could recurse without end
        }
      }
    }

    List<@Nullable Object> items() {
      return items;
    }

    @Override
    void close() throws PickleException {
      values().allocate((long) items.size() * Allowance.REFERENCE);
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

  /** A dictionary. */
  static final class Entries extends Part {
    private final Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>(2);
    private final Keys keys = new Keys(values());

    Entries(Values values) throws PickleException {
      super(values);
      values.allocate(Allowance.ENTRY);
    }

    void put(@Nullable Object key, @Nullable Object item) throws PickleException {
      Object hashable = keys.add(key, entries.size());
      Object value = values().of(item);
      requireOpen();
      hold(key);
      hold(item);
      values().allocate(Allowance.ENTRY);
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

  /** A set or frozenset. */
  static final class Members extends Part {
    private final Set<@Nullable Object> members = new LinkedHashSet<>(2);
    private final Set<@Nullable Object> set;
    private final Keys keys = new Keys(values());

    private Members(Values values, boolean frozen) throws PickleException {
      super(values);
      values.allocate(Allowance.ENTRY);
      set = frozen ? new FrozenSet(members) : members;
    }

    static Members set(Values values) throws PickleException {
      return new Members(values, false);
    }

    static Members frozen(Values values) throws PickleException {
      return new Members(values, true);
    }

    Members addAll(List<@Nullable Object> items) throws PickleException {
      for (Object item : items) {
        Object hashable = keys.add(item, members.size());
        requireOpen();
        hold(item);
        values().allocate(Allowance.ENTRY);
        if (!members.add(hashable)) {
          throw values()
              .problem("a member of a set comes twice, as NaN can in Python but not in Java");
        }
      }
      return this;
    }

    @Override
    Object sample() {
      return set;
    }
  }
}
