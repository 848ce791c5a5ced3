package io.npyio.pickle;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Python frozenset: a set that cannot be changed, and that is written as one. */
final class FrozenSet extends AbstractSet<@Nullable Object> {
  private final Set<@Nullable Object> members;
  private @Nullable Integer hash;
  private double comparing;

  FrozenSet(Set<@Nullable Object> members) {
    this.members = Collections.unmodifiableSet(members);
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return members.iterator();
  }

  @Override
  public boolean contains(@Nullable Object value) {
    return members.contains(value);
  }

  @Override
  public int size() {
    return members.size();
  }

  /** As of any set, but taken once: sets in sets would otherwise be walked at every level. */
  @Override
  public int hashCode() {
    Integer known = hash;
    if (known == null) {
      known = super.hashCode();
      hash = known;
    }
    return known;
  }

  /**
   * About what it takes to compare it with another one of its hash, see {@link KeyCheck}; taken
   * once, like the hash. PendingSet that have one hash are compared each with each, and their
   * members again: that grows exponentially.
   */
  double comparing() {
    if (comparing == 0) {
      comparing = KeyCheck.comparingAll(members) * mostOfOneHash();
    }
    return comparing;
  }

  private int mostOfOneHash() {
    int most = 1;
    Map<Integer, Integer> hashes = new HashMap<>();
    for (Object member : members) {
      most = Math.max(most, hashes.merge(Objects.hashCode(member), 1, Integer::sum));
    }
    return most;
  }
}
