package io.npyio.cli.format;

import static java.util.Objects.requireNonNull;

import io.npyio.array.ObjectArray;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.Replacement;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.source.FileSource;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes without a header, as {@code numpy.memmap} and {@code tofile} write them.
 *
 * @param spec of the array to be read, from the command line
 * @param sidecar beside the file to be written
 */
record RawFile(Path path, RawSpec spec, Sidecar sidecar) implements ArrayFile {
  private static final ShapeText ANY_LENGTH = ShapeText.parse("-1");

  @Override
  public FileKind kind() {
    return FileKind.RAW;
  }

  // ---- reading -----------------------------------------------------------------------------

  @Override
  public ArrayInfo info() throws IOException {
    Located located = locate();
    return ArrayInfo.of(kind(), null, located.layout, located.offset);
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return map(MapMode.READ_ONLY);
  }

  @Override
  public void change(Change change, LongConsumer progress) throws IOException {
    ArrayFile.changeInPlace(map(MapMode.READ_WRITE), change);
  }

  private OpenArray map(MapMode mode) throws IOException {
    Located located = locate();
    Memmap map = Memmap.open(path, mode, located.layout, located.offset);
    return OpenArray.of(map, located.layout.order());
  }

  @Override
  public GrowingFile grow() throws IOException {
    RawSpec known = described();
    return GrowingRaw.open(path, wholeRows(known), offset(known), growing());
  }

  @Override
  public GrowingFile recover() throws IOException {
    RawSpec known = described();
    return GrowingRaw.recover(path, wholeRows(known), offset(known), growing());
  }

  /** A sidecar that describes the file has to follow its length. */
  private Sidecar growing() {
    return spec.dtype() == null ? Sidecar.WRITTEN : Sidecar.OMITTED;
  }

  /** The layout of the array and the byte at which it begins. */
  private record Located(ArrayLayout layout, long offset) {}

  private Located locate() throws IOException {
    RawSpec known = described();
    long offset = offset(known);
    return new Located(layout(dtype(known), known.shape(), order(known), offset), offset);
  }

  private RawSpec described() throws IOException {
    FileSource.requirePositions(path);
    RawSpec known = described(path, spec);
    DType dtype = dtype(known);
    if (dtype.hasObjects()) {
      throw new IOException(
          "elements of " + dtype + " are Python objects, which a raw file cannot hold");
    }
    return known;
  }

  /** The description of a file, completed by its sidecar. */
  static RawSpec described(Path path, RawSpec spec) throws IOException {
    RawSpec known = spec.dtype() == null ? spec.orElse(SidecarFile.read(path)) : spec;
    if (known.dtype() == null) {
      throw new IOException(
          "is not a .npy file; for a raw file give --dtype (and --shape), or describe it in "
              + SidecarFile.of(path).getFileName());
    }
    return known;
  }

  private static DType dtype(RawSpec known) {
    return requireNonNull(known.dtype());
  }

  private static Order order(RawSpec known) {
    return known.order() == null ? Order.C : known.order();
  }

  private static long offset(RawSpec known) {
    return known.offset() == null ? 0 : known.offset();
  }

  /** The layout of the rows that are there in full, if the description leaves their number open. */
  private ArrayLayout wholeRows(RawSpec known) throws IOException {
    ShapeText shape = known.shape() == null ? ANY_LENGTH : known.shape();
    long rowBytes = Math.multiplyExact(shape.known(), (long) dtype(known).itemSize());
    long bytes = Files.size(path) - offset(known);
    if (rowBytes > 0 && bytes >= 0) {
      var rows = new ArrayLayout(dtype(known), shape.with(bytes / rowBytes), order(known));
      if (!shape.isComplete() && shape.lengths()[rows.growthAxis()] < 0) {
        return rows;
      }
    }
    return layout(dtype(known), known.shape(), order(known), offset(known));
  }

  private ArrayLayout layout(DType dtype, @Nullable ShapeText shape, Order order, long offset)
      throws IOException {
    if (shape == null) {
      return Memmap.inferLayout(path, dtype, offset);
    }
    Shape lengths = shape.isComplete() ? shape.with(0) : completed(dtype, shape, offset);
    ArrayLayout layout = new ArrayLayout(dtype, lengths, order);
    long missing = layout.nbytes() - (Files.size(path) - offset);
    if (missing > 0) {
      // fails with the message for all files that are too short
      Memmap.open(path, MapMode.READ_ONLY, layout, offset).close();
    }
    return layout;
  }

  private Shape completed(DType dtype, ShapeText shape, long offset) throws IOException {
    long bytes = Files.size(path) - offset;
    long perStep = Math.multiplyExact(shape.known(), (long) dtype.itemSize());
    if (perStep == 0 || bytes < 0 || bytes % perStep != 0) {
      throw new IOException(
          "-1 in the shape %s of %s does not stand for a whole number: %d bytes follow byte %d, in steps of %d"
              .formatted(shape, dtype, Math.max(bytes, 0), offset, perStep));
    }
    return shape.with(bytes / perStep);
  }

  // ---- writing -----------------------------------------------------------------------------

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    array.writeData(channel, progress);
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    throw new IOException(
        "a raw file cannot hold Python objects; --to-dtype casts those that are numbers or text");
  }

  @Override
  public void save(ArrayWrite array, LongConsumer progress) throws IOException {
    Replacement.of(path, channel -> array.writeData(channel, progress), placing(array.layout()));
  }

  @Override
  public void create(GeneratedArray array, LongConsumer progress) throws IOException {
    Replacement.Placing placing = placing(array.layout());
    if (array.isZero() && !Replacement.isPipeOrDevice(path)) {
      Cleanup.Step create = () -> Memmap.open(path, MapMode.CREATE, array.layout()).close();
      Cleanup.unbroken(() -> placing.run(create));
    } else {
      Replacement.of(path, channel -> array.writeData(channel, progress), placing);
    }
  }

  /** How new data and their sidecar take their places, so that no sidecar describes other data. */
  private Replacement.Placing placing(ArrayLayout layout) throws IOException {
    if (Replacement.isPipeOrDevice(path)) {
      return Cleanup.Step::run;
    }
    if (sidecar == Sidecar.OMITTED) {
      return step -> SidecarFile.removeAround(path, step);
    }
    SidecarFile.requireReplaceable(path);
    return step -> SidecarFile.replaceAround(path, layout, step);
  }
}
