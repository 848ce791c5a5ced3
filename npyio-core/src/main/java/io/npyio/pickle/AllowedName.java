package io.npyio.pickle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a pickle may use, and nothing else. They are only compared with this list; what
 * each stands for is Java code of {@link AllowedCalls}.
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
    for (AllowedName global : values()) {
      for (String name : global.names.split(" ")) {
        BY_NAME.put(name, global);
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

  /** The name in NumPy 1 and in Python 3. */
  @Override
  public String toString() {
    return names.split(" ")[0];
  }
}
