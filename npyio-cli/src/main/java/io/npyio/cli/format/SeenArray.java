package io.npyio.cli.format;

import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ElementView;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An array whose elements are seen in another way. */
public record SeenArray(ArraySource source, ElementView view) {
  /**
   * {@return the index that opening applies at once: a view may change the axes that it is about}
   */
  private @Nullable String early(@Nullable String index) {
    return view.dtype() == null ? index : null;
  }

  /** {@return the bytes that {@link #open} reports in all} */
  public long openingBytes(@Nullable String index) throws IOException {
    return source.openingBytes(early(index));
  }

  /**
   * Opens the array or a part of it.
   *
   * @param index of the part, in Python's syntax; null for all of the array
   * @param wanted the dtype that text is read as; null to infer one
   * @param progress is given the bytes of each block read
   */
  public OpenArray open(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    String early = early(index);
    return opened(early, wanted, progress).slice(early == null ? index : null);
  }

  private OpenArray opened(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    if (!view.fields().isEmpty() && source.objectType() != null) {
      return view.plain(source.objects()).slice(index);
    }
    OpenArray open = source.open(index, wanted, progress);
    try {
      return view.of(open);
    } catch (RuntimeException problem) {
      open.close();
      throw problem;
    }
  }

  /** {@return its Python objects; null if it has other elements, or only others are seen} */
  public @Nullable ObjectArray objects() throws IOException {
    DType type = source.objectType();
    return type == null || view.leavesNoObjects(type) ? null : view.of(source.objects());
  }
}
