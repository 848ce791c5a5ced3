package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the keys of one dictionary or set. Unhashable ones are refused, as in Python. Bytes become
 * a {@link ByteBuffer}, because Java arrays are compared by identity. The work of hashing keys, and
 * of comparing keys of equal hash, is counted: a hostile pickle can make either take hours.
 */
final class KeyCheck {
  /** Up to this many keys are quick to compare, unless they contain other keys. */
  private static final int MAX_UNCOUNTED_KEYS = 64;

  private static final double MAX_WORK_STEPS = 1e15;

  private static final int CHARACTERS_PER_STEP = 16;

  private final ValueFactory values;
  private final Map<Integer, SameHash> byHash = new HashMap<>(0);
  private long steps;

  KeyCheck(ValueFactory values) {
    this.values = values;
  }

  /** The key for an item, which is about to be added to a table of the given size. */
  @Nullable Object add(@Nullable Object item, int size) throws PickleException {
    steps = 0;
    Object key = hashable(values.of(item));
    if (size >= MAX_UNCOUNTED_KEYS || key instanceof Collection) {
      SameHash others = byHash.computeIfAbsent(Objects.hashCode(key), hash -> new SameHash());
      values.work((long) Math.min(MAX_WORK_STEPS, others.add(steps + comparing(key))));
    }
    return key;
  }

  /** The keys with the same hash. */
  private static final class SameHash {
    private int count;
    private double comparing;

    /** Adds a key and returns the work of comparing it with each of the others. */
    double add(double more) {
      double work = (count * more + comparing) / 2;
      count++;
      comparing += more;
      return work;
    }
  }

  /** The approximate work of comparing a key with another one of equal hash. */
  private static double comparing(@Nullable Object key) {
    if (key instanceof FrozenSet set) {
      return set.comparing();
    }
    return key instanceof ObjectArray.Tuple tuple ? comparingAll(tuple) : 0;
  }

  static double comparingAll(Collection<? extends @Nullable Object> items) {
    double work = 0;
    for (Object item : items) {
      work += 1 + comparing(item);
    }
    return work;
  }

  private void step(int characters) throws PickleException {
    long more = 1L + characters / CHARACTERS_PER_STEP;
    steps += more;
    values.work(more);
  }

  private @Nullable Object hashable(@Nullable Object value) throws PickleException {
    if (value instanceof byte[] bytes) {
      step(bytes.length);
      return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
    if (value instanceof ObjectArray.Tuple tuple) {
      return hashable(tuple);
    }
    if (isUnhashable(value)) {
      throw values.problem(ValueFactory.describe(value) + " cannot be a key, or a member of a set");
    }
    step(value instanceof String text ? text.length() : 0);
    return value;
  }

  private ObjectArray.Tuple hashable(ObjectArray.Tuple tuple) throws PickleException {
    step(0);
    values.allocate(Allowance.OBJECT_BYTES + (long) tuple.size() * Allowance.REFERENCE_BYTES);
    List<@Nullable Object> items = new ArrayList<>(tuple.size());
    for (Object item : tuple) {
      items.add(hashable(item));
    }
    return ObjectArray.Tuple.copyOf(items);
  }

  private static boolean isUnhashable(@Nullable Object value) {
    return value instanceof List
        || value instanceof Map
        || (value instanceof Set && !(value instanceof FrozenSet)) // its members are hashable
        || value instanceof NdArray
        || value instanceof ObjectArray
        || value instanceof DType;
  }
}
