package io.npyio.dtype;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field of a structured dtype.
 *
 * @param name may be empty, for at most one field of a struct
 * @param title a second name that NumPy also accepts, or null
 * @param type of the field; a {@link DType.SubArray} for a field that is an array
 * @param offset in bytes from the start of the element
 */
public record Field(String name, @Nullable String title, DType type, int offset) {

  /** Checks that name and type are there and the offset is not negative. */
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    if (offset < 0) {
      throw new IllegalArgumentException("field '" + name + "' has a negative offset: " + offset);
    }
  }

  /** A field of no title whose offset is left to {@link DType#struct} to set. */
  public static Field of(String name, DType type) {
    return new Field(name, null, type, 0);
  }

  /** {@return a field of NumPy's type string or name, as in {@code Field.of("x", "<f8")}} */
  public static Field of(String name, String type) {
    return of(name, DType.of(type));
  }

  /** {@return the same field at another offset} */
  public Field withOffset(int otherOffset) {
    return new Field(name, title, type, otherOffset);
  }

  /** {@return the same field of another type} */
  public Field withType(DType otherType) {
    return new Field(name, title, otherType, offset);
  }

  /** Inside a struct, which has checked that it fits. */
  int end() {
    return offset + type.itemSize();
  }
}
