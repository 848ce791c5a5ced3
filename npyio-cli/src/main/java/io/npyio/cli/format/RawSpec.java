package io.npyio.cli.format;

import io.npyio.cli.format.text.ShapeText;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The description of the bytes of a raw file, by the user or by its sidecar; null where it is left
 * out.
 *
 * @param dtype of the elements
 * @param shape of the array; by default one axis that takes the rest of the file
 * @param order of the elements; by default C
 * @param offset of the first byte; by default 0
 */
public record RawSpec(
    @Nullable DType dtype,
    @Nullable ShapeText shape,
    @Nullable Order order,
    @Nullable Long offset) {
  /** An empty description. */
  public static final RawSpec NOTHING = new RawSpec(null, null, null, null);

  /** This description, completed by another one. */
  RawSpec orElse(RawSpec other) {
    return new RawSpec(
        dtype == null ? other.dtype : dtype,
        shape == null ? other.shape : shape,
        order == null ? other.order : order,
        offset == null ? other.offset : offset);
  }

  /**
   * {@return the number of bytes that the array needs, from the first byte of the file; {@link
   * Long#MAX_VALUE} if it takes all there are}
   */
  public long end() {
    if (dtype == null || shape == null || !shape.isComplete()) {
      return Long.MAX_VALUE;
    }
    long bytes = new ArrayLayout(dtype, shape.with(0), Order.C).nbytes();
    long end = (offset == null ? 0 : offset) + bytes;
    return end < 0 ? Long.MAX_VALUE : end;
  }

  /**
   * Checks that files of a kind need a description.
   *
   * @throws IOException if they do not, and this is one
   */
  public void requireFor(FileKind kind) throws IOException {
    if (kind == FileKind.RAW) {
      return;
    }
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
        "%s describes the bytes of raw files, but this %s file describes itself%s"
            .formatted(option, kind.word(), hint));
  }
}
