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

  /**
   * @throws IllegalArgumentException if bytes are to be seen as Python objects
   */
  public ElementView {
    if (dtype != null && dtype.hasObjects()) {
      throw new IllegalArgumentException(
          "--view %s: bytes cannot be seen as Python objects".formatted(dtype));
    }
  }

  /** {@return the elements of an open array, seen in this way; closing it closes both} */
  public OpenArray of(OpenArray open) {
    NdArray array = dtype == null ? open.array() : open.array().view(dtype);
    if (fields.isEmpty()) {
      return new OpenArray(array, array.dtype(), open.order(), open.owner());
    }
    List<Chosen> chosen = chosen(array.dtype());
    var withGaps =
        new DType.Struct(chosen.stream().map(Chosen::field).toList(), array.dtype().itemSize());
    return new OpenArray(array.view(withGaps), packed(chosen), open.order(), open.owner());
  }

  /** {@return the layout of an array, seen in this way} */
  public ArrayLayout of(ArrayLayout layout) {
    ArrayLayout viewed = dtype == null ? layout : viewed(layout, dtype);
    return fields.isEmpty()
        ? viewed
        : new ArrayLayout(packed(chosen(viewed.dtype())), viewed.shape(), viewed.order());
  }

  /** {@return whether elements lose the fields that are Python objects} */
  public boolean leavesNoObjects(DType type) {
    return !fields.isEmpty() && !packed(chosen(type)).hasObjects();
  }

  /** {@return the fields of objects that are kept, cast to plain elements} */
  public OpenArray plain(ObjectArray objects) {
    List<Chosen> chosen = chosen(objects.dtype());
    NdArray result = NdArray.zeros(new ArrayLayout(packed(chosen), objects.shape(), Order.C));
    for (Chosen each : chosen) {
      ObjectArray column =
          ObjectArray.of(objects.shape(), objects.elements().stream().map(each::valueOf).toList());
      result.field(each.field().name()).copyFrom(ObjectCast.cast(column, each.field().type()));
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
    List<Chosen> chosen = chosen(objects.dtype());
    List<Tuple> elements =
        objects.elements().stream()
            .map(
                element ->
                    Tuple.copyOf(chosen.stream().map(each -> each.valueOf(element)).toList()))
            .toList();
    return ObjectArray.of(packed(chosen), objects.shape(), elements);
  }

  // ---- fields -------------------------------------------------------------------------------

  /**
   * A field that is kept.
   *
   * @param field under its new name, at its offset in the whole element
   * @param indices of the field, and before it of those around it
   */
  private record Chosen(Field field, List<Integer> indices) {
    /** This field of a struct that is itself a field. */
    Chosen within(Field outer, int index) {
      List<Integer> all = new ArrayList<>(List.of(index));
      all.addAll(indices);
      return new Chosen(field.withOffset(outer.offset() + field.offset()), all);
    }

    @Nullable Object valueOf(@Nullable Object element) {
      Object value = element;
      for (int index : indices) {
        value = ((List<?>) requireNonNull(value)).get(index);
      }
      return value;
    }
  }

  private List<Chosen> chosen(DType type) {
    DType.Struct struct = requireStruct(type);
    return fields.stream().map(name -> chosen(struct, name, name)).toList();
  }

  /** A field, or with a dot in its path a field of a field. */
  private static Chosen chosen(DType.Struct struct, String path, String newName) {
    int dot = innerDot(struct, path);
    Field field = struct.field(dot < 0 ? path : path.substring(0, dot));
    int index = struct.fields().indexOf(field);
    if (dot < 0) {
      return new Chosen(new Field(newName, null, field.type(), field.offset()), List.of(index));
    }
    return chosen((DType.Struct) field.type(), path.substring(dot + 1), newName)
        .within(field, index);
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

  private static DType.Struct packed(List<Chosen> chosen) {
    return DType.struct(chosen.stream().map(Chosen::field).toArray(Field[]::new));
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
