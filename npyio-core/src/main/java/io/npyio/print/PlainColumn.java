package io.npyio.print;

import io.npyio.dtype.DType;
import io.npyio.literal.PyLiteral;
import io.npyio.memory.Memory;
import io.npyio.strided.FlexibleAccess;
import io.npyio.strided.NumberAccess;
import java.nio.charset.StandardCharsets;

/** Text, bytes and other elements that are printed as they are, not aligned. */
record PlainColumn(Memory memory, DType type) implements Column {
  /** NumPy prints the object itself, but the array does not contain it. */
  static final String OBJECT = "<object>";

  @Override
  public String text(long position) {
    return text(memory, position, type);
  }

  static String text(Memory memory, long position, DType type) {
    if (type instanceof DType.Scalar scalar) {
      return NumberAccess.text(memory, position, scalar);
    }
    return type instanceof DType.Flexible flexible ? quoted(memory, position, flexible) : OBJECT;
  }

  private static String quoted(Memory memory, long position, DType.Flexible type) {
    return switch (type.form()) {
      case BYTES -> bytes(FlexibleAccess.stripped(memory, position, type.length()));
      case UNICODE -> PyLiteral.quote(FlexibleAccess.codePoints(memory, position, type));
      case VOID -> FlexibleAccess.escaped(FlexibleAccess.bytes(memory, position, type.length()));
    };
  }

  private static String bytes(byte[] bytes) {
    return new PyLiteral.Bytes(new String(bytes, StandardCharsets.ISO_8859_1), 0).text();
  }
}
