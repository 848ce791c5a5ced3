package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** What has to hold of an array before its data are read, mapped or lengthened. */
final class DataChecks {
  private static final int MAX_SHOWN_CHARACTERS = 100;

  private DataChecks() {}

  // ---- where the data are --------------------------------------------------------------------

  /** Whether a path is one of the operating system, not of a jar or of another file system. */
  static boolean isLocal(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }

  /**
   * Checks that a path is local.
   *
   * @param consequence what its files lack otherwise, and what can be done, for the message
   */
  static void requireLocal(Path path, String consequence) {
    if (!isLocal(requireNonNull(path, "path"))) {
      throw new IllegalArgumentException(
          "%s is in a file system of kind '%s', whose files %s"
              .formatted(path, path.getFileSystem().provider().getScheme(), consequence));
    }
  }

  // ---- what the elements are -----------------------------------------------------------------

  /**
   * Checks that elements are plain.
   *
   * @param use to which Python objects cannot be put, for the message
   */
  static void requireNoObjects(DType dtype, String use) {
    if (dtype.hasObjects()) {
      throw new IllegalArgumentException(
          "elements of " + dtype + " hold Python objects, which cannot be " + use);
    }
  }

  /** Checks that a header that was read is one of plain elements. */
  static void requireNoObjects(String name, NpyHeader header) throws NpyFormatException {
    if (header.layout().dtype().hasObjects()) {
      throw new NpyFormatException(
          name,
          header.dataOffset(),
          "expected plain data but found the Python objects of " + shown(header.layout().dtype()),
          "loadObjects reads them");
    }
  }

  // ---- how many bytes there are --------------------------------------------------------------

  /** Checks that the options allow to read as many bytes as the layout has. */
  static void requireAllowed(String name, long at, ArrayLayout layout, ReadOptions options)
      throws NpyFormatException {
    if (layout.nbytes() > options.maxBytes()) {
      throw new NpyFormatException(
          name,
          at,
          "expected at most %d bytes of data but found %s of %s, which has %d"
              .formatted(
                  options.maxBytes(), layout.shape(), shown(layout.dtype()), layout.nbytes()),
          "if you trust the source, allow more with maxBytes");
    }
  }

  /**
   * Checks that a file has all its data, and otherwise tells how many bytes are missing; and that
   * it has not far more elements than bytes.
   */
  static void requireLength(String name, long length, ArrayLayout layout, long end)
      throws NpyFormatException {
    requireBounded(name, end - layout.nbytes(), layout);
    if (length < end) {
      throw missing(name, length, layout, end - length);
    }
  }

  /** Checks that the work on an array is bounded by its bytes. */
  static void requireBounded(String name, long at, ArrayLayout layout) throws NpyFormatException {
    try {
      layout.requireBoundedByBytes();
    } catch (IllegalArgumentException tooMany) {
      throw new NpyFormatException(name, at, String.valueOf(tooMany.getMessage()));
    }
  }

  /** The error of a file that ends before its data do. */
  static NpyFormatException missing(String name, long at, ArrayLayout layout, long missing) {
    return new NpyFormatException(
        name,
        at,
        "the file ends here but %s of %s needs %d more %s"
            .formatted(
                layout.shape(), shown(layout.dtype()), missing, missing == 1 ? "byte" : "bytes"));
  }

  /** A dtype in a message: as in a header, and no longer than a line. */
  static String shown(DType dtype) {
    String text = dtype.toString();
    boolean isQuoted = dtype instanceof DType.Struct || dtype instanceof DType.SubArray;
    String whole = isQuoted ? text : "'" + text + "'";
    return whole.length() <= MAX_SHOWN_CHARACTERS
        ? whole
        : whole.substring(0, MAX_SHOWN_CHARACTERS - 3) + "...";
  }
}
