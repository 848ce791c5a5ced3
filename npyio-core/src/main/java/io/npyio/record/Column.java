package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaf field of a struct, at any depth: one that holds values, not other fields.
 *
 * @param path the field names from the outermost struct to the leaf
 * @param dims the axes of the leaf and of the fields around it, joined
 * @param dtype of the values
 * @param cell the conversion to Java
 * @param loader of the values of that dtype
 */
record Column(List<String> path, Shape dims, DType dtype, Cell cell, Cell.Loader loader) {

  /** The advice where a value is missing. */
  static final String DECLARE = "declare the component @Nullable or Optional";

  private NdArray in(NdArray rows) {
    NdArray view = rows;
    for (String name : path) {
      view = view.field(name);
    }
    return view;
  }

  /**
   * Loads the values of a block of records.
   *
   * @param units the block viewed with text as numbers, see {@link TextUnits}
   */
  Object load(NdArray rows, NdArray units, @Nullable Object old, BlockPosition position) {
    int count = Math.toIntExact(Math.multiplyExact(rows.size(), dims.size()));
    try {
      return loader.load(in(units), count, old);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw explained(in(rows), position, e);
    }
  }

  private RuntimeException explained(NdArray view, BlockPosition position, RuntimeException cause) {
    Shape shape = view.shape();
    for (long i = 0; i < shape.size(); i++) {
      NdArray element = view.at(shape.unravel(i));
      try {
        cell.get(element);
      } catch (ArithmeticException | IllegalArgumentException e) {
        String hint = MissingValues.isMissing(element) ? "; " + DECLARE + " to read it" : "";
        return at(position, i, e.getMessage() + hint, e);
      }
    }
    return cause;
  }

  /** Sets the values of a block of records from a flat array of stored values. */
  void store(NdArray rows, Object values, BlockPosition position) {
    NdArray view = in(rows);
    requireNoNull(values, position);
    try {
      view.copyFrom(values);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw explained(view, values, position, e);
    }
  }

  /** Arrays store null as a missing value, components only where they are declared so. */
  private void requireNoNull(Object values, BlockPosition position) {
    int found = values instanceof Object[] objects ? Arrays.asList(objects).indexOf(null) : -1;
    if (found >= 0) {
      throw isNull(position, found, null);
    }
  }

  private RuntimeException explained(
      NdArray view, Object values, BlockPosition position, RuntimeException cause) {
    Shape shape = view.shape();
    for (int i = 0; i < Array.getLength(values); i++) {
      try {
        view.at(shape.unravel(i)).set(Array.get(values, i));
      } catch (ArithmeticException | IllegalArgumentException e) {
        return at(position, i, e.getMessage(), e);
      }
    }
    return cause;
  }

  /** Sets the given values of a block of records to the dtype's missing value. */
  void storeMissing(NdArray rows, BitSet missing) {
    NdArray view = in(rows);
    missing.stream().forEach(i -> MissingValues.set(view.at(view.shape().unravel(i))));
  }

  /** The exception for a null that the field cannot store. */
  IllegalArgumentException isNull(
      BlockPosition position, long i, @Nullable RuntimeException cause) {
    boolean canBeNull = !(cell instanceof NumberCell number && number.type().isPrimitive());
    String hint =
        canBeNull && MissingValues.existIn(dtype)
            ? "; " + DECLARE + " to store " + MissingValues.name(dtype)
            : "";
    return new IllegalArgumentException(where(position, i) + "null cannot be stored" + hint, cause);
  }

  /** The exception for a missing value of a dtype without one. */
  IllegalArgumentException cannotBeMissing(BlockPosition position, long i) {
    return new IllegalArgumentException(where(position, i) + dtype + " has no missing value");
  }

  private String where(BlockPosition position, long i) {
    return where(String.join(".", path), position.index(i, dims));
  }

  private RuntimeException at(
      BlockPosition position, long i, @Nullable String problem, RuntimeException e) {
    return located(where(position, i) + problem, e);
  }

  /** An exception of the kind of the cause, with a message that names field and index. */
  static RuntimeException located(String text, RuntimeException e) {
    RuntimeException complete =
        e instanceof ArithmeticException
            ? new ArithmeticException(text)
            : new IllegalArgumentException(text);
    complete.initCause(e);
    return complete;
  }

  static String where(String path, String index) {
    return "field '" + path + "' at " + index + ": ";
  }
}
