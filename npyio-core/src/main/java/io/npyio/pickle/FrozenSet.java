package io.npyio.pickle;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Python frozenset: a set that cannot be changed, and that is written as one. */
final class FrozenSet extends AbstractSet<@Nullable Object> {
  private final Set<@Nullable Object> members;
  private @Nullable Integer hash;

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
}
