package io.npyio.pickle;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a Python class or function that is not an {@link AllowedName}. It is a text and is
 * never looked up; as a value it stands for the class.
 */
record ClassName(String name) {
  /** The class of classes. */
  static final String TYPE = "builtins.type";

  /** Types that people store as values: {@code {'dtype': np.float32}}. */
  private static final Set<String> PLAIN_TYPES =
      Stream.concat(
              Stream.of(
                      "int float str bool list dict tuple object type Ellipsis NotImplemented"
                          .split(" "))
                  .map(type -> "builtins." + type),
              Stream.of(
                      ("bool bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 intc uintc"
                              + " longlong ulonglong long ulong float16 float32 float64 longdouble"
                              + " complex64 complex128 clongdouble str_ bytes_ void object_"
                              + " datetime64 timedelta64 generic number integer signedinteger"
                              + " unsignedinteger inexact floating complexfloating flexible"
                              + " character")
                          .split(" "))
                  .map(type -> "numpy." + type))
          .collect(Collectors.toUnmodifiableSet());

  /** Types that Python 3 names as Python 2 did in old protocols. */
  private static final Map<String, String> PYTHON_2 = Map.of("unicode", "str", "long", "int");

  /** Whether it is one of Python's or NumPy's own types. */
  boolean isPlainType() {
    return PLAIN_TYPES.contains(name);
  }

  /** The name in Python 3. */
  static ClassName of(String module, String name) {
    if (!module.equals("__builtin__")) {
      return new ClassName(module + "." + name);
    }
    return new ClassName("builtins." + PYTHON_2.getOrDefault(name, name));
  }
}
