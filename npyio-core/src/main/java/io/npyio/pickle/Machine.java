package io.npyio.pickle;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stack machine that executes a pickle. */
final class Machine {
  private static final int MAX_DIGITS = 4300; // Python's own limit: parsing takes quadratic time
  private static final int MAX_PROTOCOL = 5;
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)");

  private final PickleInput input;
  private final ValueFactory values;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final List<@Nullable Object> memo = new ArrayList<>();
  private int[] marks = new int[8];
  private int markCount;

  Machine(PickleInput input, ValueFactory values) {
    this.input = input;
    this.values = values;
  }

  /** Runs the pickle to its end and returns the result. */
  @Nullable Object run() throws IOException {
    while (true) {
      values.moveTo(input.position());
      Opcode opcode = opcode();
      try {
        if (opcode == Opcode.STOP) {
          return result();
        }
        step(opcode);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
        throw values.problem(String.valueOf(wrong.getMessage()));
      }
    }
  }

  private Opcode opcode() throws IOException {
    int code = input.readByte();
    Opcode opcode = Opcode.of(code);
    if (opcode == null) {
      throw values.problem(
          "expected an instruction of a pickle but found the byte %02X".formatted(code));
    }
    return opcode;
  }

  private @Nullable Object result() throws PickleException {
    Object result = values.of(pop());
    if (!stack.isEmpty() || markCount > 0) {
      throw values.problem("the pickle ends with more than one value");
    }
    return result;
  }

  private void step(Opcode opcode) throws IOException {
    switch (opcode) {
      case PROTO -> requireProtocol(input.readByte());
      case FRAME -> input.requireLength(input.readLong());
      case NONE -> push(null);
      case NEWTRUE -> push(true);
      case NEWFALSE -> push(false);
      case INT -> push(integerOrBool(line()));
      case BININT -> push((long) input.readInt());
      case BININT1 -> push((long) input.readByte());
      case BININT2 -> push((long) input.readShort());
      case LONG -> push(integer(line().replaceFirst("L$", "")));
      case LONG1 -> push(integer(input.readBytes(input.readByte())));
      case LONG4 -> push(integer(input.readBytes(input.readInt())));
      case FLOAT -> push(real(line()));
      case BINFLOAT -> push(input.readDouble());
      case UNICODE -> push(PickleText.decodeRawUnicode(input.readLine()));
      case SHORT_BINUNICODE -> push(text(input.readByte()));
      case BINUNICODE -> push(text(input.readUnsignedInt()));
      case BINUNICODE8 -> push(text(input.readLong()));
      case STRING -> push(new ValueFactory.ByteString(PickleText.unquote(input.readLine())));
      case BINSTRING -> push(new ValueFactory.ByteString(input.readBytes(input.readInt())));
      case SHORT_BINSTRING -> push(new ValueFactory.ByteString(input.readBytes(input.readByte())));
      case SHORT_BINBYTES -> push(input.readBytes(input.readByte()));
      case BINBYTES -> push(input.readBytes(input.readUnsignedInt()));
      case BINBYTES8 -> push(input.readBytes(input.readLong()));
      case BYTEARRAY8 -> push(values.byteArray(input.readBytes(input.readLong())));
      case MARK -> mark();
      case EMPTY_TUPLE -> push(new PendingTuple(values, List.of()));
      case TUPLE -> push(new PendingTuple(values, popToMark()));
      case TUPLE1 -> push(new PendingTuple(values, pop(1)));
      case TUPLE2 -> push(new PendingTuple(values, pop(2)));
      case TUPLE3 -> push(new PendingTuple(values, pop(3)));
      case EMPTY_LIST -> push(new PendingList(values));
      case LIST -> makeList(popToMark());
      case APPEND -> append(pop(1));
      case APPENDS -> append(popToMark());
      case EMPTY_DICT -> push(new PendingDict(values));
      case DICT -> makeDictionary(popToMark());
      case SETITEM -> put(pop(2));
      case SETITEMS -> put(popToMark());
      case EMPTY_SET -> push(PendingSet.set(values));
      case ADDITEMS -> add(popToMark());
      case FROZENSET -> push(PendingSet.frozen(values).addAll(popToMark()));
      case PUT -> memoize(index(line()));
      case BINPUT -> memoize(input.readByte());
      case LONG_BINPUT -> memoize(input.readUnsignedInt());
      case MEMOIZE -> memoize(memo.size());
      case GET -> push(remembered(index(line())));
      case BINGET -> push(remembered(input.readByte()));
      case LONG_BINGET -> push(remembered(input.readUnsignedInt()));
      case GLOBAL -> push(global(line(), line()));
      case STACK_GLOBAL -> push(stackGlobal());
      case REDUCE, NEWOBJ -> reduce();
      case NEWOBJ_EX -> reduceWithKeywords();
      case INST -> call(global(line(), line()), new PendingTuple(values, popToMark()));
      case OBJ -> callFirst(popToMark());
      case BUILD -> build();
      default -> throw values.unsupported("the instruction " + opcode);
    }
  }

  // ---- the stack -----------------------------------------------------------------------------

  private void push(@Nullable Object item) throws PickleException {
    stack.add(item);
    values.require((long) stack.size() * Allowance.REFERENCE_BYTES);
  }

  private int base() {
    return markCount == 0 ? 0 : marks[markCount - 1];
  }

  private @Nullable Object pop() throws PickleException {
    requireOnStack(1);
    return stack.remove(stack.size() - 1);
  }

  private @Nullable Object top() throws PickleException {
    requireOnStack(1);
    return stack.get(stack.size() - 1);
  }

  private void requireOnStack(int count) throws PickleException {
    if (stack.size() - base() < count) {
      throw values.problem("the pickle pops more values than it has pushed");
    }
  }

  private List<@Nullable Object> pop(int count) throws PickleException {
    requireOnStack(count);
    return popFrom(stack.size() - count);
  }

  private List<@Nullable Object> popFrom(int from) {
    List<@Nullable Object> last = stack.subList(from, stack.size());
    List<@Nullable Object> popped = new ArrayList<>(last);
    last.clear();
    return popped;
  }

  private void mark() throws PickleException {
    values.require((long) markCount * Allowance.REFERENCE_BYTES);
    if (markCount == marks.length) {
      marks = Arrays.copyOf(marks, 2 * markCount);
    }
    marks[markCount++] = stack.size();
  }

  private List<@Nullable Object> popToMark() throws PickleException {
    if (markCount == 0) {
      throw values.problem("the pickle pops to a mark that it has not set");
    }
    return popFrom(marks[--markCount]);
  }

  // ---- the memo ------------------------------------------------------------------------------

  private void memoize(long index) throws PickleException {
    // Python numbers entries from 0, so an index beyond the bytes read so far is an attack
    if (index < 0 || index > input.position()) {
      throw values.problem("the memo cannot have an entry " + index);
    }
    while (memo.size() <= index) {
      values.allocate(Allowance.REFERENCE_BYTES);
      memo.add(null);
    }
    memo.set((int) index, top());
  }

  private @Nullable Object remembered(long index) throws PickleException {
    if (index < 0 || index >= memo.size()) {
      throw values.problem("the memo has no entry " + index);
    }
    return memo.get((int) index);
  }

  private static long index(String line) {
    return INTEGER.matcher(line).matches() && line.length() < 19 ? Long.parseLong(line) : -1;
  }

  // ---- constants -----------------------------------------------------------------------------

  private void requireProtocol(int protocol) throws PickleException {
    if (protocol > MAX_PROTOCOL) {
      throw values.problem("expected a pickle protocol from 0 to 5 but found " + protocol);
    }
  }

  private String line() throws IOException {
    return new String(input.readLine(), StandardCharsets.ISO_8859_1);
  }

  private static Object integerOrBool(String line) {
    return switch (line) {
      case "00" -> false;
      case "01" -> true;
      default -> integer(line);
    };
  }

  private static Object integer(String digits) {
    if (!INTEGER.matcher(digits).matches() || digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("expected an integer but found other text");
    }
    return small(new BigInteger(digits));
  }

  /** Two's complement, little-endian; zero bytes are the number 0. */
  private static Object integer(byte[] littleEndian) {
    int count = littleEndian.length;
    byte[] bytes = new byte[Math.max(count, 1)];
    for (int i = 0; i < count; i++) {
      bytes[i] = littleEndian[count - 1 - i];
    }
    return small(new BigInteger(bytes));
  }

  static Object small(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static double real(String line) {
    return switch (line) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "-nan" -> Double.NaN;
      default -> {
        if (!FLOAT.matcher(line).matches() || line.length() > MAX_DIGITS) {
          throw new IllegalArgumentException("expected a float but found other text");
        }
        yield Double.parseDouble(line);
      }
    };
  }

  private String text(long length) throws IOException {
    byte[] utf8 = input.readBytes(length);
    values.allocate(length);
    return PickleText.decode(utf8);
  }

  // ---- containers ----------------------------------------------------------------------------

  private void makeList(List<@Nullable Object> items) throws PickleException {
    push(new PendingList(values));
    append(items);
  }

  private void append(List<@Nullable Object> items) throws PickleException {
    PendingList list = listOnTop();
    for (Object item : items) {
      list.append(item);
    }
  }

  private PendingList listOnTop() throws PickleException {
    Object top = top();
    if (top instanceof PendingInstance instance) {
      return instance.items();
    }
    if (top instanceof PendingList list) {
      return list;
    }
    throw values.problem(
        "the pickle appends to " + ValueFactory.describe(top) + ", which is not a list");
  }

  private void makeDictionary(List<@Nullable Object> items) throws PickleException {
    push(new PendingDict(values));
    put(items);
  }

  private void put(List<@Nullable Object> items) throws PickleException {
    PendingDict entries = dictionaryOnTop();
    if (items.size() % 2 != 0) {
      throw values.problem("the pickle sets a key without a value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      entries.put(items.get(i), items.get(i + 1));
    }
  }

  private PendingDict dictionaryOnTop() throws PickleException {
    Object top = top();
    if (top instanceof PendingInstance instance) {
      return instance.entries();
    }
    if (top instanceof PendingDict entries) {
      return entries;
    }
    throw values.problem(
        "the pickle sets items of " + ValueFactory.describe(top) + ", which is not a dict");
  }

  private void add(List<@Nullable Object> items) throws PickleException {
    if (!(top() instanceof PendingSet set)) {
      throw values.problem(
          "the pickle adds members to " + ValueFactory.describe(top()) + ", which is not a set");
    }
    set.addAll(items);
  }

  // ---- names and calls ------------------------------------------------------

  /** An {@link AllowedName}, or a {@link ClassName}. */
  private Object global(String module, String name) throws PickleException {
    AllowedName allowed = AllowedName.of(module, name);
    return allowed == null ? values.named(module, name) : allowed;
  }

  private Object stackGlobal() throws PickleException {
    Object name = pop();
    Object module = pop();
    if (module instanceof String moduleText && name instanceof String nameText) {
      return global(moduleText, nameText);
    }
    throw values.problem(
        "expected the texts of a name but found %s and %s"
            .formatted(ValueFactory.describe(module), ValueFactory.describe(name)));
  }

  private void reduce() throws PickleException {
    Object given = pop();
    call(pop(), given);
  }

  private void reduceWithKeywords() throws PickleException {
    Object keywords = pop();
    Object given = pop();
    Object function = pop();
    if (!(keywords instanceof PendingDict entries)) {
      throw values.problem(
          "expected keyword arguments but found " + ValueFactory.describe(keywords));
    }
    call(function, given);
    if (!entries.entries().isEmpty() && top() instanceof PendingInstance instance) {
      instance.setKeywords(entries);
    }
  }

  private void callFirst(List<@Nullable Object> functionAndArguments) throws PickleException {
    if (functionAndArguments.isEmpty()) {
      throw values.problem("the pickle calls a function without naming it");
    }
    Object function = functionAndArguments.remove(0);
    call(function, new PendingTuple(values, functionAndArguments));
  }

  private void call(@Nullable Object function, @Nullable Object given) throws PickleException {
    if (function instanceof AllowedName allowed) {
      push(AllowedCalls.call(allowed, Arguments.of("'" + allowed + "'", given, values)));
    } else if (function instanceof ClassName named && values.readsUnknownClasses()) {
      push(PendingInstance.of(named.name(), Arguments.of("a call", given, values)));
    } else {
      throw values.problem("the pickle calls " + ValueFactory.describe(function));
    }
  }

  private void build() throws PickleException {
    Object state = pop();
    Object built = top();
    if (built instanceof PendingArray array) {
      array.build(Arguments.of("the state of an array", state, values));
    } else if (built instanceof PendingDType dtype) {
      dtype.build(Arguments.of("the state of a dtype", state, values));
    } else if (built instanceof PendingInstance instance) {
      instance.build(state);
    } else {
      throw values.problem(
          "the pickle sets the state of " + ValueFactory.describe(built) + ", which has none");
    }
  }
}
