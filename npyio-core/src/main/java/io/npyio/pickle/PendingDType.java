package io.npyio.pickle;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A dtype: its type string, and usually a state with the details. */
final class PendingDType extends Unfinished {
  private static final Pattern TYPE =
      Pattern.compile("[<>|=]?[?a-zA-Z][0-9]{0,10}(?:\\[[0-9]{0,10}[a-zA-Z]+\\])?");
  private static final int MAX_COST_BYTES = 4 << 20;
  private static final String STATE = "the state of a dtype";

  private final String type;
  private @Nullable DType dtype;

  private PendingDType(ValueFactory values, String type) throws PickleException {
    super(values);
    this.type = type;
  }

  /**
   * The arguments are the type string and two flags without a meaning here. A {@code recarray} has
   * the class {@code numpy.record} in place of the string, and its fields in the state.
   */
  static PendingDType of(Arguments arguments) throws PickleException {
    boolean isRecord = arguments.requireSize(1, 3).item(0) == AllowedName.RECORD;
    String type = isRecord ? "V" : arguments.text(0);
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("a text in a pickle is not the type string of a dtype");
    }
    return new PendingDType(arguments.values(), type);
  }

  /** NumPy 2's StringDType, whose arrays are pickled as lists of objects. */
  static PendingDType ofStrings(Arguments arguments) throws PickleException {
    arguments.requireSize(1, 2);
    var part = new PendingDType(arguments.values(), "T");
    part.dtype = DType.OBJECT;
    return part;
  }

  DType dtype() throws PickleException {
    values().work(cost() / Allowance.OBJECT_BYTES);
    return (DType) value();
  }

  @Override
  void close() {
    if (dtype == null) {
      dtype = DType.of(type);
    }
  }

  @Override
  Object sample() {
    return dtype == null ? DType.OBJECT : dtype;
  }

  /**
   * Sets the state: version, order, sub-array, names, fields, item size, alignment, flags, unit.
   */
  void build(Arguments state) throws PickleException {
    requireOpen();
    long version = state.requireSize(8, 9).integer(0);
    if (version != 3 && version != 4) {
      throw new IllegalArgumentException(STATE + " has version " + version + ", not 3 or 4");
    }
    DType made = made(state);
    if (cost() > MAX_COST_BYTES) {
      throw new IllegalArgumentException("a dtype is larger than npyio reads from a pickle");
    }
    dtype = made;
  }

  private DType made(Arguments state) throws PickleException {
    if (state.item(2) != null) {
      Arguments array = state.tuple(2).requireSize(2, 2);
      return new DType.SubArray(held(array.dtype(0)), array.shape(1));
    }
    if (state.item(3) != null) {
      return struct(state);
    }
    ByteOrder order = state.text(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return switch (type.charAt(0)) {
      case 'S' -> DType.bytes(state.smallInteger(5));
      case 'V' -> DType.raw(state.smallInteger(5));
      case 'U' -> DType.unicode(codePoints(state.smallInteger(5))).withByteOrder(order);
      case 'M', 'm' -> temporal(state).withByteOrder(order);
      default -> DType.of(type).withByteOrder(order);
    };
  }

  private static int codePoints(int bytes) {
    if (bytes % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          "text of " + bytes + " bytes is not a whole number of UTF-32 units");
    }
    return bytes / Integer.BYTES;
  }

  private DType held(PendingDType part) throws PickleException {
    DType held = part.dtype();
    hold(part);
    return held;
  }

  private DType temporal(Arguments state) {
    boolean isDelta = type.charAt(0) == 'm';
    if (state.size() < 9) {
      return new DType.Temporal(
          isDelta,
          1,
          DateTimeUnit.GENERIC,
          ByteOrder.LITTLE_ENDIAN); // as NumPy 1.4 wrote it: no unit
    }
    Arguments unit = state.tuple(8).requireSize(2, 2).tuple(1).requireSize(4, 5);
    return new DType.Temporal(
        isDelta,
        unit.smallInteger(1),
        unit(new String(unit.bytes(0), StandardCharsets.ISO_8859_1)),
        ByteOrder.LITTLE_ENDIAN);
  }

  private static DateTimeUnit unit(String symbol) {
    for (DateTimeUnit unit : DateTimeUnit.values()) {
      if (unit.symbol().equals(symbol)) {
        return unit;
      }
    }
    throw new IllegalArgumentException(STATE + " has a unit of time that npyio does not know");
  }

  private DType struct(Arguments state) throws PickleException {
    if (!(state.item(4) instanceof PendingDict fields)) {
      throw state.unexpected(4, "a dict");
    }
    fields.value();
    hold(fields);
    Arguments names = state.tuple(3);
    List<Field> made = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      values().allocate(Allowance.OBJECT_BYTES);
      made.add(field(names.text(i), fields.entries()));
    }
    return new DType.Struct(made, state.smallInteger(5));
  }

  private Field field(String name, Map<?, ?> fields) {
    Object found = fields.get(name);
    if (found == null) {
      found = fields.get(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)));
    }
    Arguments field = Arguments.of(STATE, found, values()).requireSize(2, 3);
    if (!(field.item(0) instanceof DType of)) {
      throw field.unexpected(0, "a dtype");
    }
    return new Field(name, field.size() == 3 ? field.text(2) : null, of, field.smallInteger(1));
  }
}
