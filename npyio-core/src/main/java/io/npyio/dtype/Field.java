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
 * @since 0.1.0
 */
public record Field(String name, @Nullable String title, DType type, int offset) {

  /** Checks that name and type are not null and the offset is not negative. */
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    if (offset < 0) {
      throw new IllegalArgumentException("field '" + name + "' has a negative offset: " + offset);
    }
  }

  /** A field without a title, whose offset {@link DType#struct} is to set. */
  public static Field of(String name, DType type) {
    return new Field(name, null, type, 0);
  }

  /** {@return a field whose type is in NumPy's notation, as in {@code Field.of("x", "<f8")}} */
  public static Field of(String name, String type) {
    return of(name, DType.of(type));
  }

  /** {@return this field at another offset} */
  public Field withOffset(int otherOffset) {
    return new Field(name, title, type, otherOffset);
  }

  /** {@return this field with another type} */
  public Field withType(DType otherType) {
    return new Field(name, title, otherType, offset);
  }

  /** The offset after the field; does not overflow for fields that a struct has checked. */
  int end() {
    return offset + type.itemSize();
  }
}
