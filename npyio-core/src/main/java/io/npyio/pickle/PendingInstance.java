package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object of a class: its name, the arguments of its constructor, and a state that may follow.
 *
 * <p>The state of an object may contain the object again. As its state is set right after it has
 * been made, a use before that can only come from within; it gets the object without its state.
 */
final class PendingInstance extends Unfinished {
  private final String className;
  private final List<@Nullable Object> arguments = new ArrayList<>();
  private @Nullable PendingArray array;
  private @Nullable PendingList items;
  private @Nullable Object maxLength;
  private @Nullable PendingDict keywords;
  private @Nullable PendingDict entries;
  private @Nullable Object state;
  private @Nullable Object made;

  private PendingInstance(ValueFactory values, String className) throws PickleException {
    super(values);
    this.className = className;
    values.allocate(className.length());
  }

  /** The object that a call of the class makes. */
  static PendingInstance of(String className, Arguments given) throws PickleException {
    var instance = new PendingInstance(given.values(), className);
    for (int i = 0; i < given.size(); i++) {
      instance.add(given.item(i));
    }
    return instance;
  }

  /** An array of an unknown subclass of {@code ndarray}; the array is its argument. */
  static PendingInstance ofArray(String className, Arguments given) throws PickleException {
    var instance = new PendingInstance(given.values(), className);
    instance.array = PendingArray.withoutState(given.values());
    return instance;
  }

  /** A dictionary of a class of its own: its entries are its last argument. */
  static PendingInstance of(String className, Arguments given, PendingDict entries)
      throws PickleException {
    PendingInstance instance = of(className, given);
    instance.entries = entries;
    return instance;
  }

  /** A {@code deque}: its arguments are its items, and its greatest length unless that is null. */
  static PendingInstance ofDeque(PendingList items, @Nullable Object maxLength)
      throws PickleException {
    var instance = new PendingInstance(items.values(), AllowedName.DEQUE.toString());
    instance.items = items;
    if (maxLength != null) {
      instance.maxLength = items.values().of(maxLength);
    }
    return instance;
  }

  /** A {@code range}, which counts as the list of its integers. */
  static PendingInstance ofRange(Arguments given) throws PickleException {
    PendingInstance instance = of(AllowedName.RANGE.toString(), given);
    if (instance.instance().plainValue() instanceof List<?> integers) {
      instance.standFor(integers.size());
    }
    return instance;
  }

  private void add(@Nullable Object argument) throws PickleException {
    arguments.add(values().of(argument));
    hold(argument);
  }

  /** The items that the pickle appends to the object. */
  PendingList items() throws PickleException {
    if (items == null) {
      items = new PendingList(values());
    }
    return items;
  }

  /** The entries that the pickle sets in the object. */
  PendingDict entries() throws PickleException {
    if (entries == null) {
      entries = new PendingDict(values());
    }
    return entries;
  }

  /** Sets the keyword arguments, which become the last argument. */
  void setKeywords(PendingDict given) throws PickleException {
    keywords = given;
    given.value();
    hold(given);
  }

  /** Sets the state. */
  void build(@Nullable Object given) throws PickleException {
    made = null;
    PendingArray plain = array;
    if (plain != null && given instanceof PendingTuple tuple && tuple.items().size() == 5) {
      plain.build(Arguments.of("the state of an array", given, values()));
      array = null;
      add(plain);
      return;
    }
    array = null;
    state = values().of(given);
    hold(given);
  }

  @Override
  void close() throws PickleException {
    if (items != null) {
      items.value();
      hold(items);
    }
    if (entries != null) {
      entries.value();
      hold(entries);
    }
  }

  @Override
  Object sample() {
    if (made == null) {
      made = made();
    }
    return made;
  }

  private Object made() {
    return switch (className) {
      case "uuid.UUID" -> uuid();
      case "builtins.range", "types.SimpleNamespace", "argparse.Namespace" ->
          values().known(instance());
      default -> instance();
    };
  }

  private ObjectArray.Instance instance() {
    List<@Nullable Object> all = new ArrayList<>(arguments);
    if (items != null) {
      all.add(items.sample());
    }
    if (maxLength != null) {
      all.add(maxLength);
    }
    if (entries != null) {
      all.add(entries.sample());
    }
    if (keywords != null) {
      all.add(keywords.sample());
    }
    return new ObjectArray.Instance(className, ObjectArray.Tuple.copyOf(all), state);
  }

  private Object uuid() {
    Object number = state instanceof Map<?, ?> attributes ? attributes.get("int") : null;
    if (!(number instanceof Long || number instanceof BigInteger)) {
      return instance();
    }
    BigInteger bits = new BigInteger(number.toString());
    UUID uuid = new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
    return values()
        .known(new ObjectArray.Instance(className, ObjectArray.Tuple.of(uuid.toString()), null));
  }
}
