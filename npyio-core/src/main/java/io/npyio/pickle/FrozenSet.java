package io.npyio.pickle;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Python frozenset: an unmodifiable set that is also written as a frozenset. */
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

  /** As for any set, but computed once: nested sets would otherwise be walked at every level. */
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
   * The approximate work of comparing it with another set of equal hash, see {@link KeyCheck};
   * computed once. Members of equal hash are compared pairwise, and so are their own members: the
   * work grows exponentially with the nesting.
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
