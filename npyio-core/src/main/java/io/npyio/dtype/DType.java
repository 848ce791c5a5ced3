package io.npyio.dtype;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.npyio.literal.PyLiteral;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The type of an array's elements, as NumPy's dtype. Immutable; two dtypes are equal if NumPy's
 * dtypes for the same bytes are.
 *
 * <p>{@link #of(String)} reads NumPy's own notation and {@code toString()} writes it. Byte order is
 * a property of a dtype; NumPy's <em>native</em> is little-endian here, on every machine.
 *
 * @since 0.1.0
 */
public sealed interface DType {
  // No default methods: they would make initializing a record wait for this interface, whose
  // constants wait for the records, and two threads could deadlock.

  /** A byte, false if it is zero: {@code |b1}. */
  Scalar BOOL = Scalar.of(Kind.BOOL);

  /** {@code |i1}. */
  Scalar INT8 = Scalar.of(Kind.INT8);

  /** {@code |u1}. */
  Scalar UINT8 = Scalar.of(Kind.UINT8);

  /** {@code <i2}. */
  Scalar INT16 = Scalar.of(Kind.INT16);

  /** {@code <u2}. */
  Scalar UINT16 = Scalar.of(Kind.UINT16);

  /** {@code <i4}. */
  Scalar INT32 = Scalar.of(Kind.INT32);

  /** {@code <u4}. */
  Scalar UINT32 = Scalar.of(Kind.UINT32);

  /** {@code <i8}. */
  Scalar INT64 = Scalar.of(Kind.INT64);

  /** {@code <u8}. */
  Scalar UINT64 = Scalar.of(Kind.UINT64);

  /** {@code <f2}. */
  Scalar FLOAT16 = Scalar.of(Kind.FLOAT16);

  /** {@code <f4}. */
  Scalar FLOAT32 = Scalar.of(Kind.FLOAT32);

  /** {@code <f8}. */
  Scalar FLOAT64 = Scalar.of(Kind.FLOAT64);

  /** {@code <f16}: x87 extended precision. */
  Scalar LONGDOUBLE = Scalar.of(Kind.LONGDOUBLE);

  /** ml_dtypes' bfloat16; {@code <V2} in files, so {@code view} the loaded array. */
  Scalar BFLOAT16 = Scalar.of(Kind.BFLOAT16);

  /** ml_dtypes' float8_e4m3fn; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar FLOAT8_E4M3FN = Scalar.of(Kind.FLOAT8_E4M3FN);

  /** ml_dtypes' float8_e5m2; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar FLOAT8_E5M2 = Scalar.of(Kind.FLOAT8_E5M2);

  /** ml_dtypes' float8_e4m3fnuz; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar FLOAT8_E4M3FNUZ = Scalar.of(Kind.FLOAT8_E4M3FNUZ);

  /** ml_dtypes' float8_e5m2fnuz; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar FLOAT8_E5M2FNUZ = Scalar.of(Kind.FLOAT8_E5M2FNUZ);

  /** ml_dtypes' float8_e4m3b11fnuz; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar FLOAT8_E4M3B11FNUZ = Scalar.of(Kind.FLOAT8_E4M3B11FNUZ);

  /** ml_dtypes' float8_e8m0fnu; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar FLOAT8_E8M0FNU = Scalar.of(Kind.FLOAT8_E8M0FNU);

  /** ml_dtypes' int4; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar INT4 = Scalar.of(Kind.INT4);

  /** ml_dtypes' uint4; {@code <V1} in files, so {@code view} the loaded array. */
  Scalar UINT4 = Scalar.of(Kind.UINT4);

  /** {@code <c8}. */
  Scalar COMPLEX64 = Scalar.of(Kind.COMPLEX64);

  /** {@code <c16}. */
  Scalar COMPLEX128 = Scalar.of(Kind.COMPLEX128);

  /** {@code <c32}: two x87 extended numbers. */
  Scalar CLONGDOUBLE = Scalar.of(Kind.CLONGDOUBLE);

  /** {@code |O}: references to Python objects, whose bytes cannot be read. */
  PyObject OBJECT = new PyObject();

  /** The maximum size of one element in bytes. */
  int MAX_ITEM_SIZE = Integer.MAX_VALUE;

  /**
   * {@return the dtype that a text in NumPy's notation describes}
   *
   * <p>A type string ({@code <f4}, {@code |S5}, {@code >M8[ms]}), a name ({@code float32}, {@code
   * datetime64[ms]}), a comma string ({@code i4,(2,3)f8}) or the text of a list of fields ({@code
   * [('x', '<f8'), ('m', '<f4', (2, 2))]}), each as {@code numpy.dtype} accepts it.
   *
   * @throws IllegalArgumentException if the text is not a dtype; says why
   */
  static DType of(String text) {
    return Descr.isLiteral(text) ? Descr.toDType(PyLiteral.parse(text)) : TypeString.parse(text);
  }

  /** {@return NumPy's {@code S}: bytes of a fixed length, padded with zeros} */
  static Flexible bytes(int length) {
    return new Flexible(Flexible.Form.BYTES, length, LITTLE_ENDIAN);
  }

  /**
   * {@return NumPy's {@code U}: text of a fixed number of code points, 4 bytes each, padded with
   * zeros}
   */
  static Flexible unicode(int length) {
    return new Flexible(Flexible.Form.UNICODE, length, LITTLE_ENDIAN);
  }

  /** {@return NumPy's {@code V}: raw bytes} */
  static Flexible raw(int length) {
    return new Flexible(Flexible.Form.VOID, length, LITTLE_ENDIAN);
  }

  /** {@return points in time, counted in that unit from 1970-01-01T00:00} */
  static Temporal datetime64(DateTimeUnit unit) {
    return new Temporal(false, 1, unit, LITTLE_ENDIAN);
  }

  /** {@return spans of time, counted in that unit} */
  static Temporal timedelta64(DateTimeUnit unit) {
    return new Temporal(true, 1, unit, LITTLE_ENDIAN);
  }

  /**
   * {@return a struct of the fields one after another, without gaps; their own offsets are ignored}
   */
  static Struct struct(Field... fields) {
    return StructLayout.packed(List.of(fields));
  }

  /** {@return a struct laid out as by a C compiler: NumPy's {@code align=True}} */
  static Struct alignedStruct(Field... fields) {
    return StructLayout.aligned(List.of(fields));
  }

  /** {@return a field type that is an array of the base type} */
  static SubArray subArray(DType base, long... shape) {
    return new SubArray(base, Shape.of(shape));
  }

  /** {@return the size of one element in bytes} */
  int itemSize();

  /** {@return NumPy's name: {@code float32}, {@code datetime64[ms]}, {@code str96}} */
  String name();

  /**
   * {@return this dtype in another byte order, including all fields}
   *
   * <p>Types without a byte order return themselves.
   */
  DType withByteOrder(ByteOrder order);

  /**
   * {@return the Python text of NumPy's {@code descr}: {@code '<f4'} with its quotes, or a list of
   * tuples}
   *
   * @throws IllegalArgumentException for a struct whose fields overlap or are out of order, which a
   *     descr cannot express
   */
  String descr();

  /** {@return whether the elements, or any of their fields, are Python objects} */
  boolean hasObjects();

  /** {@return the alignment that a C compiler would give the type} */
  int alignment();

  /** {@return the category of this dtype} */
  Category category();

  /** {@return whether two dtypes are equal, ignoring byte order, also that of fields} */
  static boolean equalsIgnoringByteOrder(DType a, DType b) {
    return a.withByteOrder(LITTLE_ENDIAN).equals(b.withByteOrder(LITTLE_ENDIAN));
  }

  /**
   * The categories of dtypes, for exhaustive switches.
   *
   * @since 0.1.0
   */
  enum Category {
    /** Real numbers and booleans: {@link Scalar}. */
    NUMBER,
    /** Pairs of numbers: {@link Scalar}. */
    COMPLEX,
    /** Points in time: {@link Temporal}. */
    DATETIME,
    /** Spans of time: {@link Temporal}. */
    TIMEDELTA,
    /** {@code S}: {@link Flexible}. */
    BYTES,
    /** {@code U}: {@link Flexible}. */
    UNICODE,
    /** {@code V}: {@link Flexible}. */
    VOID,
    /** {@link Struct}. */
    STRUCT,
    /** {@link SubArray}; only fields have this type. */
    SUB_ARRAY,
    /** {@link PyObject}. */
    OBJECT;

    /** {@return whether elements are text or bytes: {@code S}, {@code U} or {@code V}} */
    public boolean isFlexible() {
      return this == BYTES || this == UNICODE || this == VOID;
    }

    /** {@return whether elements are datetime64 or timedelta64 counts} */
    public boolean isTemporal() {
      return this == DATETIME || this == TIMEDELTA;
    }
  }

  /**
   * Numbers and booleans.
   *
   * @since 0.1.0
   */
  record Scalar(Kind kind, ByteOrder order) implements DType {

    /** Types of one byte have no order; it is set to little-endian. */
    public Scalar {
      Objects.requireNonNull(kind, "kind");
      order = kind.size() == 1 ? LITTLE_ENDIAN : Objects.requireNonNull(order, "order");
    }

    /** {@return the little-endian dtype of that kind} */
    public static Scalar of(Kind kind) {
      return new Scalar(kind, LITTLE_ENDIAN);
    }

    @Override
    public String descr() {
      return Descr.text(this);
    }

    @Override
    public boolean hasObjects() {
      return false;
    }

    @Override
    public Category category() {
      return kind.isComplex() ? Category.COMPLEX : Category.NUMBER;
    }

    @Override
    public int itemSize() {
      return kind.size();
    }

    @Override
    public String name() {
      return kind.numpyName();
    }

    @Override
    public Scalar withByteOrder(ByteOrder newOrder) {
      return new Scalar(kind, newOrder);
    }

    @Override
    public int alignment() {
      return kind.part().size();
    }

    /**
     * The type string in a descr; extensions are raw bytes there, with a meaningless byte order.
     */
    String stored() {
      return kind.isExtension()
          ? TypeString.orderSign(order, true) + kind.letter() + kind.size()
          : toString();
    }

    /** {@return {@code <f4}, {@code |u1}; the name of an extension} */
    @Override
    public String toString() {
      if (kind.isExtension()) {
        return name();
      }
      return TypeString.orderSign(order, kind.size() > 1) + kind.letter() + kind.size();
    }
  }

  /**
   * {@code datetime64} and {@code timedelta64}: signed 64-bit counts of a multiple of a unit; the
   * lowest value is NaT, <em>not a time</em>.
   *
   * @param isDelta whether elements are spans rather than points in time
   * @param count the number of units in one step
   * @param unit of the steps; {@link DateTimeUnit#GENERIC} for counts without a unit
   * @param order of the bytes
   * @since 0.1.0
   */
  record Temporal(boolean isDelta, int count, DateTimeUnit unit, ByteOrder order) implements DType {

    /** The count that means <em>not a time</em>. */
    public static final long NAT = Long.MIN_VALUE;

    /** Checks that the count is not negative. */
    public Temporal {
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(order, "order");
      if (count < 0) {
        throw new IllegalArgumentException("a step cannot have " + count + " units");
      }
      count = unit == DateTimeUnit.GENERIC ? 1 : count;
    }

    /** {@return the step in which the elements count} */
    public TimeStep step() {
      return new TimeStep(count, unit);
    }

    @Override
    public String descr() {
      return Descr.text(this);
    }

    @Override
    public boolean hasObjects() {
      return false;
    }

    @Override
    public Category category() {
      return isDelta ? Category.TIMEDELTA : Category.DATETIME;
    }

    @Override
    public int itemSize() {
      return Long.BYTES;
    }

    @Override
    public String name() {
      return (isDelta ? "timedelta64" : "datetime64") + step();
    }

    @Override
    public Temporal withByteOrder(ByteOrder newOrder) {
      return new Temporal(isDelta, count, unit, newOrder);
    }

    @Override
    public int alignment() {
      return Long.BYTES;
    }

    /** {@return {@code <M8[ms]}, {@code >m8[25us]}} */
    @Override
    public String toString() {
      return TypeString.orderSign(order, true) + (isDelta ? "m8" : "M8") + step();
    }
  }

  /**
   * Bytes, text and raw elements, whose length is part of the type.
   *
   * @param form bytes, text or raw
   * @param length in bytes, or in code points for {@link Form#UNICODE}
   * @param order of each code point's 4 bytes; the other forms have none
   * @since 0.1.0
   */
  record Flexible(Form form, int length, ByteOrder order) implements DType {

    /**
     * The kinds of element.
     *
     * @since 0.1.0
     */
    public enum Form {
      /** {@code S}: bytes, padded with zeros. */
      BYTES('S', 1, "bytes"),
      /** {@code U}: UTF-32 code points, padded with zeros. */
      UNICODE('U', Integer.BYTES, "str"),
      /** {@code V}: uninterpreted bytes. */
      VOID('V', 1, "void");

      private final char letter;
      private final int width;
      private final String numpyName;

      Form(char letter, int width, String numpyName) {
        this.letter = letter;
        this.width = width;
        this.numpyName = numpyName;
      }

      /** {@return the letter in NumPy's type strings} */
      public char letter() {
        return letter;
      }

      /** {@return the size in bytes of one unit of length} */
      public int width() {
        return width;
      }
    }

    /** Checks the length. */
    public Flexible {
      Objects.requireNonNull(form, "form");
      order = form == Form.UNICODE ? Objects.requireNonNull(order, "order") : LITTLE_ENDIAN;
      if (length < 0 || length > MAX_ITEM_SIZE / form.width()) {
        throw new IllegalArgumentException(
            "a length of '%s' must be from 0 to %d, not %d"
                .formatted(form.letter(), MAX_ITEM_SIZE / form.width(), length));
      }
    }

    @Override
    public String descr() {
      return Descr.text(this);
    }

    @Override
    public boolean hasObjects() {
      return false;
    }

    @Override
    public Category category() {
      return switch (form) {
        case BYTES -> Category.BYTES;
        case UNICODE -> Category.UNICODE;
        case VOID -> Category.VOID;
      };
    }

    @Override
    public int itemSize() {
      return length * form.width();
    }

    @Override
    public String name() {
      return form.numpyName + (length == 0 ? "" : 8L * itemSize());
    }

    @Override
    public Flexible withByteOrder(ByteOrder newOrder) {
      return new Flexible(form, length, newOrder);
    }

    @Override
    public int alignment() {
      return form.width();
    }

    /** {@return {@code |S5}, {@code <U3}, {@code |V8}} */
    @Override
    public String toString() {
      return TypeString.orderSign(order, form == Form.UNICODE) + form.letter() + length;
    }
  }

  /**
   * A record of named fields.
   *
   * @param fields in the order of declaration
   * @param itemSize in bytes, padding included
   * @since 0.1.0
   */
  record Struct(List<Field> fields, int itemSize) implements DType {

    /**
     * Checks that names and titles are unique and that the fields lie inside the item. They may
     * overlap, as in NumPy; such a struct cannot be written to a {@code .npy} file.
     */
    public Struct {
      fields = List.copyOf(fields);
      Set<String> names = new HashSet<>();
      for (Field field : fields) {
        requireNew(field.name(), names);
        String title = field.title();
        if (title != null) {
          requireNew(title, names);
        }
        long end = (long) field.offset() + field.type().itemSize();
        if (end > itemSize) {
          throw new IllegalArgumentException(
              "field '%s' ends at byte %d of an item of %d bytes"
                  .formatted(field.name(), end, itemSize));
        }
      }
    }

    private static void requireNew(String name, Set<String> names) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("two fields have the name '" + name + "'");
      }
    }

    /**
     * {@return the field of that name or title}
     *
     * @throws IllegalArgumentException if there is no such field; the message lists all fields
     */
    public Field field(String name) {
      for (Field field : fields) {
        if (field.name().equals(name) || name.equals(field.title())) {
          return field;
        }
      }
      throw new IllegalArgumentException("no field " + PyLiteral.quote(name) + " in " + this);
    }

    @Override
    public String descr() {
      return Descr.text(this);
    }

    @Override
    public Category category() {
      return Category.STRUCT;
    }

    @Override
    public String name() {
      return "void" + (itemSize == 0 ? "" : 8L * itemSize);
    }

    @Override
    public Struct withByteOrder(ByteOrder order) {
      return new Struct(
          fields.stream().map(field -> field.withType(field.type().withByteOrder(order))).toList(),
          itemSize);
    }

    @Override
    public boolean hasObjects() {
      return fields.stream().anyMatch(field -> field.type().hasObjects());
    }

    /** {@return the widest alignment of the fields, or 1 if they are packed more tightly} */
    @Override
    public int alignment() {
      int widest = 1;
      boolean isAligned = true;
      for (Field field : fields) {
        int alignment = field.type().alignment();
        widest = Math.max(widest, alignment);
        isAligned &= field.offset() % alignment == 0;
      }
      return isAligned && itemSize % widest == 0 ? widest : 1;
    }

    /** {@return the list of fields or, if a descr cannot express it, NumPy's dictionary} */
    @Override
    public String toString() {
      return Descr.display(this);
    }
  }

  /**
   * A field that is an array. If it is the dtype of a whole array, its axes become the array's last
   * ones.
   *
   * @param base the type of its elements; may itself be a sub-array
   * @param shape of the field; elements lie in C order
   * @since 0.1.0
   */
  record SubArray(DType base, Shape shape) implements DType {

    /** Checks that the size fits. */
    public SubArray {
      Objects.requireNonNull(base, "base");
      if (shape.rank() == 0) {
        throw new IllegalArgumentException(
            "a sub-array cannot have shape (); use its base type " + base);
      }
      boolean fits;
      try {
        fits = shape.bytes(base.itemSize()) <= MAX_ITEM_SIZE;
      } catch (ArithmeticException tooLarge) {
        fits = false;
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "a sub-array of %s of %s is larger than the limit of %d bytes"
                .formatted(shape, base, MAX_ITEM_SIZE));
      }
    }

    @Override
    public String descr() {
      return Descr.text(this);
    }

    @Override
    public Category category() {
      return Category.SUB_ARRAY;
    }

    @Override
    public int itemSize() {
      return (int) shape.bytes(base.itemSize());
    }

    @Override
    public String name() {
      return "void" + (itemSize() == 0 ? "" : 8L * itemSize());
    }

    @Override
    public SubArray withByteOrder(ByteOrder order) {
      return new SubArray(base.withByteOrder(order), shape);
    }

    @Override
    public boolean hasObjects() {
      return base.hasObjects();
    }

    @Override
    public int alignment() {
      return base.alignment();
    }

    /** {@return {@code ('<f4', (2, 3))}} */
    @Override
    public String toString() {
      return Descr.text(this);
    }
  }

  /**
   * {@code |O}: Python objects.
   *
   * @since 0.1.0
   */
  record PyObject() implements DType {
    @Override
    public String descr() {
      return Descr.text(this);
    }

    @Override
    public Category category() {
      return Category.OBJECT;
    }

    @Override
    public int itemSize() {
      return Long.BYTES;
    }

    @Override
    public String name() {
      return "object";
    }

    @Override
    public PyObject withByteOrder(ByteOrder order) {
      return this;
    }

    @Override
    public boolean hasObjects() {
      return true;
    }

    @Override
    public int alignment() {
      return Long.BYTES;
    }

    @Override
    public String toString() {
      return "|O";
    }
  }
}
