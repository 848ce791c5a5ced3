package io.npyio.cli.format;

import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a user, or a sidecar, says about the bytes of a raw file; what is not said is null.
 *
 * @param dtype of the elements
 * @param shape of the array; not said, it is one axis of the rest of the file
 * @param order of the elements; not said, C
 * @param offset of the first byte; not said, 0
 */
public record RawSpec(
    @Nullable DType dtype,
    @Nullable ShapeText shape,
    @Nullable Order order,
    @Nullable Long offset) {
  /** Says nothing. */
  public static final RawSpec NOTHING = new RawSpec(null, null, null, null);

  /** This, and where it says nothing the other. */
  RawSpec orElse(RawSpec other) {
    return new RawSpec(
        dtype == null ? other.dtype : dtype,
        shape == null ? other.shape : shape,
        order == null ? other.order : order,
        offset == null ? other.offset : offset);
  }

  /** A file that says by itself what it holds is not to be described. */
  void requireNothing(FileKind kind) throws IOException {
    if (dtype != null) {
      throw refused(kind, "--dtype", "; 'npyio convert --to-dtype' changes its dtype");
    }
    if (shape != null) {
      throw refused(kind, "--shape", "; 'npyio convert --to-shape' changes its shape");
    }
    if (order != null) {
      throw refused(kind, "--order", "; 'npyio convert --to-order' changes its order");
    }
    if (offset != null) {
      throw refused(kind, "--offset", "");
    }
  }

  private static IOException refused(FileKind kind, String option, String hint) {
    return new IOException(
        "%s describes the bytes of raw files, but this %s file says itself what it holds%s"
            .formatted(option, kind.word(), hint));
  }
}
