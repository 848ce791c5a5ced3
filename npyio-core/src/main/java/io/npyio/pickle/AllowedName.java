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
  RECORD("numpy.record"),
  DTYPE("numpy.dtype"),
  COMPLEX("builtins.complex", "__builtin__.complex"),
  BYTES("builtins.bytes", "__builtin__.bytes"),
  BYTEARRAY("builtins.bytearray", "__builtin__.bytearray"),
  SET("builtins.set", "__builtin__.set"),
  FROZENSET("builtins.frozenset", "__builtin__.frozenset"),
  ENCODE("_codecs.encode"),
  ORDERED_DICT("collections.OrderedDict"),
  DECIMAL("decimal.Decimal"),
  DATE("datetime.date"),
  DATETIME("datetime.datetime"),
  TIME("datetime.time"),
  TIMEDELTA("datetime.timedelta"),
  TIMEZONE("datetime.timezone");

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
