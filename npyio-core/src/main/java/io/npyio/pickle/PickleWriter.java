package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Instance;
import io.npyio.array.ObjectArray.Tuple;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pickle of an array of plain Java values, or of one such value, such that NumPy 1 and 2
 * load it: protocol 3, the module names of NumPy 1, no memo. A value that occurs twice is written
 * twice.
 */
public final class PickleWriter {
  private static final byte[] PLACEHOLDER = {'b'};

  private final PickleOutput out;
  private int depth;

  private PickleWriter(PickleOutput out) {
    this.out = out;
  }

  /**
   * Writes one pickle; the stream stays open.
   *
   * @throws IllegalArgumentException if a value has no form in Python here, or is nested too deep,
   *     as a value that contains itself is
   */
  public static void write(OutputStream stream, ObjectArray array) throws IOException {
    write(stream, writer -> writer.objects(array));
  }

  /** As {@link #write}, but of any value. */
  public static void writeValue(OutputStream stream, Object value) throws IOException {
    write(stream, writer -> writer.value(value));
  }

  /** Writes what is between the first and the last opcode. */
  private interface Content {
    void write(PickleWriter writer) throws IOException;
  }

  private static void write(OutputStream stream, Content content) throws IOException {
    var out = new PickleOutput(stream);
    out.opcode(Opcode.PROTO);
    out.writeByte(3);
    content.write(new PickleWriter(out));
    out.opcode(Opcode.STOP);
  }

  // ---- arrays --------------------------------------------------------------------------------

  private void objects(ObjectArray array) throws IOException {
    startArray(array.shape(), array.dtype());
    out.bool(false); // elements are in C order
    boolean isStruct = array.dtype() instanceof DType.Struct;
    list(array.elements().iterator(), element -> element(element, isStruct));
    endArray();
  }

  /** NumPy sets a struct element from a tuple only. */
  private void element(@Nullable Object element, boolean isStruct) throws IOException {
    if (isStruct && element instanceof List<?> fields) {
      value(ObjectArray.Tuple.copyOf(fields));
    } else {
      value(element);
    }
  }

  private void numbers(NdArray array) throws IOException {
    if (array.rank() == 0 && AllowedCalls.isScalarArray(array.dtype())) {
      scalar(array);
      return;
    }
    var layout = array.layout();
    startArray(layout.shape(), layout.dtype());
    out.bool(layout.order() == Order.F);
    out.bytes(array, layout.order());
    endArray();
  }

  private void scalar(NdArray array) throws IOException {
    out.name(AllowedName.SCALAR);
    dtype(array.dtype());
    out.bytes(array, Order.C);
    out.opcode(Opcode.TUPLE2);
    out.opcode(Opcode.REDUCE);
  }

  private void startArray(Shape shape, DType dtype) throws IOException {
    out.name(AllowedName.RECONSTRUCT);
    out.name(AllowedName.NDARRAY);
    out.integer(0);
    out.opcode(Opcode.TUPLE1);
    out.bytes(PLACEHOLDER);
    out.opcode(Opcode.TUPLE3);
    out.opcode(Opcode.REDUCE);
    out.opcode(Opcode.MARK);
    out.integer(1);
    shape(shape);
    dtype(dtype);
  }

  private void endArray() throws IOException {
    out.opcode(Opcode.TUPLE);
    out.opcode(Opcode.BUILD);
  }

  private void shape(Shape shape) throws IOException {
    out.opcode(Opcode.MARK);
    for (long length : shape.lengths()) {
      out.integer(length);
    }
    out.opcode(Opcode.TUPLE);
  }

  private void dtype(DType dtype) throws IOException {
    new DTypeWriter(out).write(dtype);
  }

  // ---- values --------------------------------------------------------------------------------

  private void value(@Nullable Object value) throws IOException {
    deeper();
    if (!simple(value) && !container(value) && !time(value) && !instance(value)) {
      throw new IllegalArgumentException(
          "npyio cannot write "
              + (value == null ? "null" : value.getClass().getName())
              + " for Python; docs/objects.md lists the types that it can");
    }
    depth--;
  }

  private void deeper() {
    if (++depth > Allowance.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "values are nested more than " + Allowance.MAX_DEPTH + " deep, or contain themselves");
    }
  }

  private boolean simple(@Nullable Object value) throws IOException {
    if (value == null) {
      out.opcode(Opcode.NONE);
    } else if (value instanceof Boolean bool) {
      out.bool(bool);
    } else if (value instanceof String text) {
      out.text(text);
    } else if (value instanceof byte[] bytes) {
      out.bytes(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      out.bytes(bytes);
    } else {
      return number(value);
    }
    return true;
  }

  private boolean number(Object value) throws IOException {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      out.integer(((Number) value).longValue());
    } else if (value instanceof BigInteger integer) {
      out.integer(integer);
    } else if (value instanceof Double || value instanceof Float) {
      out.real(((Number) value).doubleValue());
    } else if (value instanceof BigDecimal decimal) {
      out.name(AllowedName.DECIMAL);
      out.text(decimal.toString());
      out.opcode(Opcode.TUPLE1);
      out.opcode(Opcode.REDUCE);
    } else if (value instanceof ObjectArray.Complex complex) {
      out.name(AllowedName.COMPLEX);
      out.real(complex.re());
      out.real(complex.im());
      out.opcode(Opcode.TUPLE2);
      out.opcode(Opcode.REDUCE);
    } else {
      return false;
    }
    return true;
  }

  private boolean container(@Nullable Object value) throws IOException {
    if (value instanceof ObjectArray.Tuple tuple) {
      tuple(tuple, this::value);
    } else if (value instanceof List<?> items) {
      list(items.iterator(), this::value);
    } else if (value instanceof Map<?, ?> map) {
      dictionary(map);
    } else if (value instanceof Set<?> members) {
      set(members, members instanceof FrozenSet ? AllowedName.FROZENSET : AllowedName.SET);
    } else if (value instanceof NdArray array) {
      numbers(array);
    } else if (value instanceof ObjectArray array) {
      objects(array);
    } else if (value instanceof DType dtype) {
      dtype(dtype);
    } else {
      return false;
    }
    return true;
  }

  /** Writes one item of a container. */
  private interface Each {
    void write(@Nullable Object value) throws IOException;
  }

  private void tuple(List<?> items, Each each) throws IOException {
    out.opcode(Opcode.MARK);
    for (Object item : items) {
      each.write(item);
    }
    out.opcode(Opcode.TUPLE);
  }

  private void list(Iterator<?> items, Each each) throws IOException {
    out.opcode(Opcode.EMPTY_LIST);
    // in batches, as Python does: it keeps a whole batch on its stack
    while (items.hasNext()) {
      out.opcode(Opcode.MARK);
      for (int i = 0; i < PickleOutput.BATCH_ITEMS && items.hasNext(); i++) {
        each.write(items.next());
      }
      out.opcode(Opcode.APPENDS);
    }
  }

  private void dictionary(Map<?, ?> map) throws IOException {
    out.opcode(Opcode.EMPTY_DICT);
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      out.opcode(Opcode.MARK);
      for (int i = 0; i < PickleOutput.BATCH_ITEMS && entries.hasNext(); i++) {
        Map.Entry<?, ?> entry = entries.next();
        key(entry.getKey());
        value(entry.getValue());
      }
      out.opcode(Opcode.SETITEMS);
    }
  }

  private void set(Set<?> members, AllowedName type) throws IOException {
    out.name(type);
    list(members.iterator(), this::key);
    out.opcode(Opcode.TUPLE1);
    out.opcode(Opcode.REDUCE);
  }

  /** Keys must be hashable in Python, so sets are written as frozensets. */
  private void key(@Nullable Object key) throws IOException {
    if (key instanceof Set<?> members) {
      deeper();
      set(members, AllowedName.FROZENSET);
      depth--;
    } else if (key instanceof ObjectArray.Tuple tuple) {
      deeper();
      tuple(tuple, this::key);
      depth--;
    } else if (key instanceof List || key instanceof Map || key instanceof ObjectArray) {
      throw new IllegalArgumentException(
          ValueFactory.describe(key) + " cannot be a key, or a member of a set, in Python");
    } else {
      value(key);
    }
  }

  // ---- objects of known classes ----------------------------------------------------------------

  private boolean instance(@Nullable Object value) throws IOException {
    if (value instanceof UUID uuid) {
      write(new Instance(AllowedName.UUID.toString(), Tuple.of(uuid.toString()), null));
    } else if (value instanceof Instance instance) {
      write(instance);
    } else {
      return false;
    }
    return true;
  }

  private void write(Instance instance) throws IOException {
    Object first = instance.arguments().isEmpty() ? null : instance.arguments().get(0);
    String name = instance.className();
    if (name.startsWith("numpy.") && first instanceof NdArray array && array.rank() == 0) {
      scalar(array);
    } else if (name.equals(ClassName.TYPE)) {
      out.name(KnownClasses.requireType(String.valueOf(first)));
    } else if (name.equals(AllowedName.FROZENSET.toString()) && first instanceof Set<?> members) {
      set(members, AllowedName.FROZENSET);
    } else {
      call(instance);
    }
  }

  private void call(Instance instance) throws IOException {
    out.name(KnownClasses.require(instance.className()).toString());
    tuple(instance.arguments(), this::value);
    out.opcode(Opcode.REDUCE);
    if (instance.state() != null) {
      value(instance.state());
      out.opcode(Opcode.BUILD);
    }
  }

  // ---- times ---------------------------------------------------------------------------------

  private boolean time(@Nullable Object value) throws IOException {
    if (value instanceof LocalDate date) {
      call(AllowedName.DATE, Times.bytes(date), null);
    } else if (value instanceof LocalDateTime time) {
      call(AllowedName.DATETIME, Times.bytes(time), null);
    } else if (value instanceof OffsetDateTime time) {
      call(AllowedName.DATETIME, Times.bytes(time.toLocalDateTime()), time.getOffset());
    } else if (value instanceof ZonedDateTime time) {
      call(AllowedName.DATETIME, Times.bytes(time.toLocalDateTime()), time.getZone());
    } else if (value instanceof LocalTime time) {
      call(AllowedName.TIME, Times.bytes(time), null);
    } else if (value instanceof OffsetTime time) {
      call(AllowedName.TIME, Times.bytes(time.toLocalTime()), time.getOffset());
    } else if (value instanceof Duration duration) {
      duration(duration);
    } else if (value instanceof ZoneId zone) {
      zone(zone);
    } else {
      return false;
    }
    return true;
  }

  private void call(AllowedName type, byte[] state, @Nullable ZoneId zone) throws IOException {
    out.name(type);
    out.bytes(state);
    if (zone == null) {
      out.opcode(Opcode.TUPLE1);
    } else {
      zone(zone);
      out.opcode(Opcode.TUPLE2);
    }
    out.opcode(Opcode.REDUCE);
  }

  private void duration(Duration duration) throws IOException {
    out.name(AllowedName.TIMEDELTA);
    for (long part : Times.parts(duration)) {
      out.integer(part);
    }
    out.opcode(Opcode.TUPLE3);
    out.opcode(Opcode.REDUCE);
  }

  private void zone(ZoneId zone) throws IOException {
    if (zone instanceof ZoneOffset offset) {
      out.name(AllowedName.TIMEZONE);
      duration(Duration.ofSeconds(offset.getTotalSeconds()));
    } else {
      out.name(AllowedName.ZONE_INFO_CLASS);
      out.text(zone.getId());
    }
    out.opcode(Opcode.TUPLE1);
    out.opcode(Opcode.REDUCE);
  }
}
