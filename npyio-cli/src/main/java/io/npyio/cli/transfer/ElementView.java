package io.npyio.cli.transfer;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Tuple;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another way to see the elements of an array: first their bytes as another dtype, then only some
 * of their fields.
 *
 * @param dtype as in {@code ndarray.view}; null for the array's own
 * @param fields to keep, in their new order, with dots for fields of fields; empty for all
 */
public record ElementView(@Nullable DType dtype, List<String> fields) {
  /** {@return whether the elements are seen as they are} */
  public boolean changesNothing() {
    return dtype == null && fields.isEmpty();
  }

  /** {@return the elements of an open array, seen in this way; closing it closes both} */
  public OpenArray of(OpenArray open) {
    NdArray array = dtype == null ? open.array() : open.array().view(dtype);
    if (fields.isEmpty()) {
      return new OpenArray(array, array.dtype(), open.order(), open.owner());
    }
    DType.Struct struct = requireStruct(array.dtype());
    List<Field> chosen = chosen(struct);
    var withGaps = new DType.Struct(chosen, struct.itemSize());
    return new OpenArray(array.view(withGaps), packed(chosen), open.order(), open.owner());
  }

  /** {@return the layout of an array, seen in this way} */
  public ArrayLayout of(ArrayLayout layout) {
    ArrayLayout viewed = dtype == null ? layout : viewed(layout, dtype);
    return fields.isEmpty()
        ? viewed
        : new ArrayLayout(
            packed(chosen(requireStruct(viewed.dtype()))), viewed.shape(), viewed.order());
  }

  /** {@return whether objects lose those of their fields that are Python objects} */
  public boolean leavesNoObjects(ObjectArray objects) {
    return !fields.isEmpty() && !packed(chosen(requireStruct(objects.dtype()))).hasObjects();
  }

  /** {@return the fields of objects that are kept, cast to plain elements} */
  public OpenArray plain(ObjectArray objects) {
    DType.Struct struct = packed(chosen(requireStruct(objects.dtype())));
    NdArray result = NdArray.zeros(new ArrayLayout(struct, objects.shape(), Order.C));
    for (int i = 0; i < fields.size(); i++) {
      Field field = struct.fields().get(i);
      result.field(field.name()).copyFrom(ObjectCast.cast(column(objects, i), field.type()));
    }
    return OpenArray.of(result);
  }

  /** {@return the objects, seen in this way} */
  public ObjectArray of(ObjectArray objects) {
    if (dtype != null) {
      throw new IllegalArgumentException(
          "--view is for the bytes of plain elements, but these are Python objects");
    }
    if (fields.isEmpty()) {
      return objects;
    }
    DType.Struct struct = packed(chosen(requireStruct(objects.dtype())));
    List<Tuple> elements =
        objects.elements().stream().map(element -> kept(objects.dtype(), element)).toList();
    return ObjectArray.of(struct, objects.shape(), elements);
  }

  private ObjectArray column(ObjectArray objects, int index) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object element : objects.elements()) {
      values.add(value(objects.dtype(), element, fields.get(index)));
    }
    return ObjectArray.of(objects.shape(), values);
  }

  private Tuple kept(DType dtype, @Nullable Object element) {
    List<@Nullable Object> values = new ArrayList<>();
    fields.forEach(name -> values.add(value(dtype, element, name)));
    return Tuple.copyOf(values);
  }

  // ---- names --------------------------------------------------------------------------------

  /** The fields that are kept, at their offsets in the whole element. */
  private List<Field> chosen(DType.Struct struct) {
    return fields.stream().map(name -> chosen(struct, name, name)).toList();
  }

  /** A field, or with a dot in its path a field of a field. */
  private static Field chosen(DType.Struct struct, String path, String newName) {
    int dot = innerDot(struct, path);
    if (dot < 0) {
      Field field = struct.field(path);
      return new Field(newName, null, field.type(), field.offset());
    }
    Field outer = struct.field(path.substring(0, dot));
    Field inner = chosen((DType.Struct) outer.type(), path.substring(dot + 1), newName);
    return inner.withOffset(outer.offset() + inner.offset());
  }

  private static @Nullable Object value(DType dtype, @Nullable Object element, String path) {
    DType.Struct struct = (DType.Struct) dtype;
    int dot = innerDot(struct, path);
    Field field = struct.field(dot < 0 ? path : path.substring(0, dot));
    Object value = ((List<?>) requireNonNull(element)).get(struct.fields().indexOf(field));
    return dot < 0 ? value : value(field.type(), value, path.substring(dot + 1));
  }

  /** The dot behind the name of a struct field; -1 if the path is a name, or none that exists. */
  private static int innerDot(DType.Struct struct, String path) {
    for (Field field : struct.fields()) {
      if (field.name().equals(path)) {
        return -1;
      }
    }
    for (Field field : struct.fields()) {
      if (field.type() instanceof DType.Struct && path.startsWith(field.name() + ".")) {
        return field.name().length();
      }
    }
    return -1;
  }

  private static DType.Struct requireStruct(DType dtype) {
    if (dtype instanceof DType.Struct struct) {
      return struct;
    }
    throw new IllegalArgumentException(
        "--fields is for structured arrays, but the elements are " + dtype.name());
  }

  private static DType.Struct packed(List<Field> fields) {
    return DType.struct(fields.toArray(Field[]::new));
  }

  // ---- dtypes -------------------------------------------------------------------------------

  /** Elements of another size change the length of the last axis, as in {@code ndarray.view}. */
  private static ArrayLayout viewed(ArrayLayout layout, DType dtype) {
    int from = layout.dtype().itemSize();
    int to = dtype.itemSize();
    long[] lengths = layout.shape().lengths();
    if (from != to) {
      int last = lengths.length - 1;
      boolean isRow = last == 0 || (last > 0 && layout.order() == Order.C);
      if (!isRow || to == 0 || lengths[last] * from % to != 0) {
        // fails with the message of the library
        NdArray unused = NdArray.zeros(layout.dtype()).view(dtype);
      }
      lengths[last] = lengths[last] * from / to;
    }
    return new ArrayLayout(dtype, Shape.of(lengths), layout.order());
  }
}
