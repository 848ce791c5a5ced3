package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Bytes without a header, as {@code numpy.memmap} and {@code tofile} leave them. */
final class RawKind implements FileKind {
  @Override
  public String word() {
    return "raw";
  }

  @Override
  public ArrayInfo info(Path path, RawSpec raw) throws IOException {
    Located located = locate(path, raw);
    return new ArrayInfo(this, null, located.layout, located.offset);
  }

  @Override
  public OpenArray open(Path path, RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return map(path, raw, MapMode.READ_ONLY);
  }

  @Override
  public OpenArray update(Path path, RawSpec raw) throws IOException {
    return map(path, raw, MapMode.READ_WRITE);
  }

  private static OpenArray map(Path path, RawSpec raw, MapMode mode) throws IOException {
    Located located = locate(path, raw);
    Memmap map = Memmap.open(path, mode, located.layout, located.offset);
    return OpenArray.of(map, located.layout.order());
  }

  @Override
  public GrowingFile grow(Path path, RawSpec raw) throws IOException {
    Located located = locate(path, raw);
    boolean isDescribed = raw.dtype() == null;
    return GrowingRaw.open(path, located.layout, located.offset, isDescribed);
  }

  /** Where an array lies in a file, and how. */
  private record Located(ArrayLayout layout, long offset) {}

  private static Located locate(Path path, RawSpec said) throws IOException {
    RawSpec spec = said.dtype() == null ? said.orElse(Sidecar.read(path)) : said;
    DType dtype = spec.dtype();
    if (dtype == null) {
      throw new IOException(
          "is no .npy file; for a raw file name --dtype (and --shape), or describe it in "
              + Sidecar.of(path).getFileName());
    }
    if (dtype.hasObjects()) {
      throw new IOException(
          "elements of " + dtype + " are Python objects, which no raw file holds");
    }
    long offset = spec.offset() == null ? 0 : spec.offset();
    Order order = spec.order() == null ? Order.C : spec.order();
    return new Located(layout(path, dtype, spec.shape(), order, offset), offset);
  }

  private static ArrayLayout layout(
      Path path, DType dtype, @Nullable ShapeText shape, Order order, long offset)
      throws IOException {
    if (shape == null) {
      return Memmap.inferLayout(path, dtype, offset);
    }
    Shape lengths = shape.isComplete() ? shape.with(0) : completed(path, dtype, shape, offset);
    ArrayLayout layout = new ArrayLayout(dtype, lengths, order);
    long missing = layout.nbytes() - (Files.size(path) - offset);
    if (missing > 0) {
      // opening it says so in the words of all files
      Memmap.open(path, MapMode.READ_ONLY, layout, offset).close();
    }
    return layout;
  }

  private static Shape completed(Path path, DType dtype, ShapeText shape, long offset)
      throws IOException {
    long bytes = Files.size(path) - offset;
    long perStep = Math.multiplyExact(shape.known(), (long) dtype.itemSize());
    if (perStep == 0 || bytes < 0 || bytes % perStep != 0) {
      throw new IOException(
          "-1 in the shape %s of %s stands for no whole number: %d bytes follow byte %d, in steps of %d"
              .formatted(shape, dtype, Math.max(bytes, 0), offset, perStep));
    }
    return shape.with(bytes / perStep);
  }

  @Override
  public void write(Outgoing array, WritableByteChannel channel) throws IOException {
    array.writeData(channel);
  }

  @Override
  public void save(Path path, Outgoing array, boolean describe) throws IOException {
    Replacement.of(path, array::writeData, description(path, array.layout(), describe));
  }

  @Override
  public void create(Path path, NewArray array, boolean describe) throws IOException {
    Cleanup.Step description = description(path, array.layout(), describe);
    if (array.isZero()) {
      Cleanup.unbroken(
          () -> {
            Memmap.open(path, MapMode.CREATE, array.layout()).close();
            description.run();
          });
    } else {
      Replacement.of(path, array::writeData, description);
    }
  }

  /** Writes the sidecar, if there is to be one. */
  private static Cleanup.Step description(Path path, ArrayLayout layout, boolean describe)
      throws IOException {
    return isDescribed(path, describe) ? () -> Sidecar.write(path, layout, 0) : () -> {};
  }

  /** Whether a sidecar is to be written: not for pipes and devices, and not over something else. */
  private static boolean isDescribed(Path path, boolean describe) throws IOException {
    if (!describe || (Files.exists(path) && !Files.isRegularFile(path))) {
      return false;
    }
    Sidecar.requireReplaceable(path);
    return true;
  }
}
