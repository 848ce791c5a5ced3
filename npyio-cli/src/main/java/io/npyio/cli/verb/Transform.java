package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.cli.format.text.AxesText;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.NpyVersion;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that change an array on its way from one file to another. */
final class Transform {
  static final String SLICE_HELP = "Select a part, in Python's syntax: \"0:10, ::-1, 3\".";

  private final OptionSpec dtype;
  private final OptionSpec order;
  private final OptionSpec endian;
  private final OptionSpec shape;
  private final OptionSpec version;
  private final OptionSpec slice;
  private final OptionSpec axes;
  private final OptionSpec transpose;

  Transform(Verb verb) {
    dtype =
        verb.option(
            "--to-dtype", "DTYPE", "Cast the elements as NumPy's astype does.", OptionType.DTYPE);
    order =
        verb.option(
            "--to-order", "ORDER", "Write the elements in this order: C or F.", OptionType.ORDER);
    endian =
        verb.option(
            "--to-endian",
            "ENDIAN",
            "Write them in this byte order: little or big.",
            OptionType.BYTE_ORDER);
    shape =
        verb.option(
            "--to-shape", "SHAPE", "Give the array another shape, as in 2,-1.", OptionType.SHAPE);
    version =
        verb.option(
            "--to-version",
            "VERSION",
            "Of a .npy file: 1.0, 2.0 or 3.0. Default: as needed.",
            OptionType.VERSION);
    slice = verb.option("--slice", "INDEX", SLICE_HELP);
    axes =
        verb.option(
            "--axes",
            "AXES",
            "Order the axes, as in 1,2,0; --transpose reverses them.",
            OptionType.of(AxesText.class, AxesText::parse));
    transpose = verb.flag("--transpose", "Reverse the axes.");
  }

  /** Whether the array is to be changed in any way. */
  boolean changesArrays() {
    return changesShape()
        || Stream.of(dtype, order, endian, version).anyMatch(option -> option.getValue() != null);
  }

  /** Whether elements are to be selected, or to get other places. */
  boolean changesShape() {
    return Verb.isSet(transpose)
        || Stream.of(slice, axes, shape).anyMatch(option -> option.getValue() != null);
  }

  /** Refuses options that exclude each other. */
  void requireConsistent(Verb verb) {
    if (axes.getValue() != null && Verb.isSet(transpose)) {
      throw verb.misuse("--axes and --transpose exclude each other; --transpose reverses all axes");
    }
  }

  @Nullable DType dtype() {
    return dtype.getValue();
  }

  @Nullable NpyVersion version() {
    return version.getValue();
  }

  static NdArray sliced(NdArray array, @Nullable String index) {
    return index == null ? array : array.slice(index);
  }

  /** The part that is selected, in Python's syntax; null for all. */
  @Nullable String index() {
    return slice.getValue();
  }

  /** The elements with their axes in the wanted order. */
  private NdArray moved(NdArray part) {
    AxesText moved = axes.getValue();
    if (moved != null) {
      return part.permute(moved.of(part.rank()));
    }
    return Verb.isSet(transpose) ? part.transpose() : part;
  }

  /** The selected elements in the wanted shape, of an array in memory. */
  NdArray part(NdArray array) {
    NdArray part = moved(sliced(array, index()));
    ShapeText wanted = shape.getValue();
    return wanted == null ? part : part.copy(Order.C).reshape(wanted.lengths());
  }

  /** Refuses the options that lay out bytes, for arrays of Python objects. */
  void requireNoLayout() {
    if (order.getValue() != null || endian.getValue() != null || version.getValue() != null) {
      throw new IllegalArgumentException(
          "--to-order, --to-endian and --to-version are for plain elements, not for Python objects;"
              + " --to-dtype casts those that are numbers or text");
    }
  }

  /** Selected elements in the wanted shape; closing it frees their copy, if there is one. */
  OpenArray view(OpenArray open) throws IOException {
    NdArray part = moved(open.array());
    ShapeText wanted = shape.getValue();
    if (wanted == null) {
      return new OpenArray(part, open.dtype(), open.order(), () -> {});
    }
    if (part.isContiguous(Order.C)) {
      return new OpenArray(part.reshape(wanted.lengths()), open.dtype(), open.order(), () -> {});
    }
    OpenArray copy = OpenArray.scratch(new ArrayLayout(open.dtype(), part.shape(), Order.C));
    copy.array().copyFrom(part);
    return new OpenArray(copy.array().reshape(wanted.lengths()), open.dtype(), open.order(), copy);
  }

  /** Files keep only the size of the types of ml_dtypes. */
  private static void requireNotBare(DType from, @Nullable DType to) {
    boolean isBare =
        from instanceof DType.Flexible bytes && bytes.form() == DType.Flexible.Form.VOID;
    if (isBare && from.itemSize() <= 2 && to instanceof DType.Scalar) {
      throw new IllegalArgumentException(
          "elements of %s are bare bytes, not numbers; --view names their type, as in --view %s"
              .formatted(from, from.itemSize() == 2 ? "bfloat16" : "float8_e4m3fn"));
    }
  }

  /** The plan to write a view. */
  ArrayWrite plan(OpenArray view) {
    NdArray array = view.array();
    DType chosen = dtype();
    DType to = chosen == null ? view.dtype() : chosen;
    if (to.hasObjects()) {
      throw new IllegalArgumentException(
          "elements of %s cannot be cast to Python objects; --to-dtype takes a dtype of plain elements"
              .formatted(array.dtype().name()));
    }
    requireNotBare(array.dtype(), chosen);
    ByteOrder bytes = endian.getValue();
    Order wanted = order.getValue();
    return new ArrayWrite(
        array,
        bytes == null ? to : to.withByteOrder(bytes),
        wanted == null ? view.order() : wanted,
        version());
  }
}
