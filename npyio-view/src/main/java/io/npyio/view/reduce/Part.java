package io.npyio.view.reduce;

import io.npyio.dtype.DType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The real number that stands for an element. */
public enum Part {
  /** The element itself, which is not complex. */
  VALUE,
  /** The magnitude of a complex number. */
  ABS,
  /** The angle of a complex number, from -π to π. */
  PHASE,
  /** The real part of a complex number. */
  REAL,
  /** The imaginary part of a complex number. */
  IMAG;

  /**
   * {@return the part that a text names}
   *
   * @param text {@code abs}, {@code phase}, {@code real} or {@code imag}; null for the magnitude of
   *     complex numbers, and for other elements themselves
   * @throws IllegalArgumentException if it is another text
   */
  public static Part of(@Nullable String text, DType dtype) {
    boolean isComplex = dtype.category() == DType.Category.COMPLEX;
    if (text == null) {
      return isComplex ? ABS : VALUE;
    }
    return switch (text) {
      case "abs" -> ABS;
      case "phase" -> PHASE;
      case "real" -> REAL;
      case "imag" -> IMAG;
      default ->
          throw new IllegalArgumentException(
              "part '%s' is unknown; expected abs, phase, real or imag".formatted(text));
    };
  }

  /** The text that names the part. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
