package io.npyio.pickle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Python names that a pickle may use: pickle calls them globals. A name is compared with this
 * list and never looked up; {@link AllowedCalls} has the Java code for each.
 */
enum AllowedName {
  RECONSTRUCT(
      "numpy.core.multiarray._reconstruct",
      "numpy._core.multiarray._reconstruct",
      "numpy.core._internal._reconstruct"),
  SCALAR("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"),
  FROMBUFFER("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer"),
  STRING_DTYPE(
      "numpy._core._internal._convert_to_stringdtype_kwargs",
      "numpy.core._internal._convert_to_stringdtype_kwargs"),
  NDARRAY("numpy.ndarray"),
  RECARRAY("numpy.recarray", "numpy.rec.recarray"),
  MATRIX("numpy.matrix", "numpy.matrixlib.defmatrix.matrix"),
  MEMMAP("numpy.memmap", "numpy.core.memmap.memmap", "numpy._core.memmap.memmap"),
  CHARARRAY(
      "numpy.chararray",
      "numpy.char.chararray",
      "numpy.core.defchararray.chararray",
      "numpy._core.defchararray.chararray"),
  RECORD("numpy.record", "numpy.rec.record"),
  DTYPE("numpy.dtype"),
  COMPLEX("builtins.complex", "__builtin__.complex"),
  BYTES("builtins.bytes", "__builtin__.bytes"),
  BYTEARRAY("builtins.bytearray", "__builtin__.bytearray"),
  SET("builtins.set", "__builtin__.set"),
  FROZENSET("builtins.frozenset", "__builtin__.frozenset"),
  ENCODE("_codecs.encode"),
  RANGE("builtins.range", "__builtin__.xrange"),
  SLICE("builtins.slice", "__builtin__.slice"),
  GETATTR("builtins.getattr", "__builtin__.getattr"),
  RECONSTRUCTOR("copyreg._reconstructor", "copy_reg._reconstructor"),
  ORDERED_DICT("collections.OrderedDict"),
  DEFAULTDICT("collections.defaultdict"),
  COUNTER("collections.Counter"),
  DEQUE("collections.deque"),
  SIMPLE_NAMESPACE("types.SimpleNamespace"),
  NAMESPACE("argparse.Namespace"),
  POSIX_PATH("pathlib.PosixPath", "pathlib._local.PosixPath"),
  WINDOWS_PATH("pathlib.WindowsPath", "pathlib._local.WindowsPath"),
  PURE_POSIX_PATH("pathlib.PurePosixPath", "pathlib._local.PurePosixPath"),
  PURE_WINDOWS_PATH("pathlib.PureWindowsPath", "pathlib._local.PureWindowsPath"),
  UUID("uuid.UUID"),
  FRACTION("fractions.Fraction"),
  DECIMAL("decimal.Decimal"),
  DATE("datetime.date"),
  DATETIME("datetime.datetime"),
  TIME("datetime.time"),
  TIMEDELTA("datetime.timedelta"),
  TIMEZONE("datetime.timezone"),
  ZONE_INFO_CLASS("zoneinfo.ZoneInfo"),
  ZONE_INFO("zoneinfo.ZoneInfo._unpickle");

  private static final Map<String, AllowedName> BY_NAME = new HashMap<>();

  static {
    for (AllowedName allowed : values()) {
      for (String name : allowed.names.split(" ")) {
        BY_NAME.put(name, allowed);
      }
    }
  }

  private final String names;

  AllowedName(String... names) {
    this.names = String.join(" ", names);
  }

  static @Nullable AllowedName of(String module, String name) {
    return BY_NAME.get(module + "." + name);
  }

  /** The name that NumPy 1 and Python 3 use. */
  @Override
  public String toString() {
    return names.split(" ")[0];
  }
}
