package io.npyio.cli.repair;

import io.npyio.array.ObjectArray;
import io.npyio.cli.format.NpySequence;
import io.npyio.cli.format.text.Plural;
import io.npyio.cli.transfer.FileSignature;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares the data of a file with its header. */
final class Examination {
  private final Path path;
  private final Content content;
  private final Surplus surplus;
  private final ReadOptions limits;
  private final HeaderReading header;
  private final ArrayLayout layout;
  private final long dataOffset;

  /** The bytes from the start of the data to the end of the file; negative if it ends before. */
  private final long available;

  private final List<Fault> faults;
  private final List<String> remarks;

  /**
   * Reads the header.
   *
   * @param content of the file, or what it was before a conversion
   */
  Examination(Path path, Content content, byte[] head, Surplus surplus, ReadOptions limits)
      throws IOException {
    this.path = path;
    this.content = content;
    this.surplus = surplus;
    this.limits = limits;
    this.header = HeaderReading.of(head, content.size(), limits);
    this.layout = header.layout();
    this.dataOffset = header.dataOffset();
    this.available = content.size() - dataOffset;
    this.faults = new ArrayList<>(header.faults());
    this.remarks = new ArrayList<>(header.remarks());
  }

  /** Whether the file is as long as its header says. */
  boolean isWhole() {
    return layout.dtype().hasObjects() || available == layout.nbytes();
  }

  Diagnosis diagnosis() throws IOException {
    if (layout.dtype().hasObjects()) {
      return ofObjects();
    }
    if (isWhole()) {
      return diagnosis(layout, available);
    }
    if (available < layout.nbytes()) {
      return ofCut();
    }
    return isArray(dataEnd()) ? ofSeveral() : ofSurplus(available - layout.nbytes());
  }

  private long dataEnd() {
    return dataOffset + layout.nbytes();
  }

  private Diagnosis diagnosis(ArrayLayout mended, long dataBytes) {
    boolean isSame =
        header.faults().isEmpty() && header.remarks().isEmpty() && mended.equals(layout);
    byte[] newHeader = isSame ? null : NpyHeader.encode(mended);
    return new Diagnosis(faults, remarks, mended, newHeader, content, dataOffset, dataBytes);
  }

  // ---- rows ----------------------------------------------------------------------------------

  /** The bytes of a row along the axis whose rows follow each other; 0 without such an axis. */
  private long rowBytes() {
    return layout.growthAxis() < 0 ? 0 : withRows(1).nbytes();
  }

  private ArrayLayout withRows(long count) {
    return layout.withLength(layout.growthAxis(), count);
  }

  private Diagnosis ofCut() throws BeyondRepair {
    int axis = layout.growthAxis();
    long rows = axis < 0 || available < 0 ? 0 : available / rowBytes();
    if (rows == 0) {
      throw new BeyondRepair(
          content.size(),
          "the file ends here, before the first %s of %s %s is whole"
              .formatted(
                  axis < 0 ? "element" : "row", quoted(layout.dtype().toString()), layout.shape()));
    }
    long count = layout.shape().length(axis);
    faults.add(
        new Fault(
            content.size(),
            "the data end %s early: %d of %s along axis %d whole, %d lost"
                .formatted(
                    Plural.of(layout.nbytes() - available, "byte"),
                    rows,
                    Plural.of(count, "row"),
                    axis,
                    count - rows)));
    return diagnosis(withRows(rows), rows * rowBytes());
  }

  private Diagnosis ofSurplus(long bytes) throws IOException {
    long row = rowBytes();
    boolean isRows = row > 0 && bytes % row == 0;
    String found = "expected the end of the file but found " + Plural.of(bytes, "more byte");
    if (surplus == Surplus.DROPPED) {
      String rows = isRows ? ", or " + Plural.of(bytes / row, "row") + " with --keep-extra" : "";
      faults.add(new Fault(dataEnd(), found + "; cut off" + rows));
      return diagnosis(layout, layout.nbytes());
    }
    if (!isRows) {
      throw new IOException(
          "byte %d: %s, which are not whole rows of %s; without --keep-extra they are cut off"
              .formatted(dataEnd(), found, Plural.of(row, "byte")));
    }
    int axis = layout.growthAxis();
    long rows = bytes / row;
    faults.add(
        new Fault(
            dataEnd(),
            found + "; kept as %s along axis %d".formatted(Plural.of(rows, "row"), axis)));
    return diagnosis(withRows(layout.shape().length(axis) + rows), available);
  }

  // ---- what only reading tells -----------------------------------------------------------------

  private boolean isArray(long at) throws IOException {
    try (InputStream bytes = content.open()) {
      bytes.skipNBytes(at);
      return FileSignature.of(bytes.readNBytes(FileSignature.LENGTH)) == FileSignature.NPY;
    }
  }

  /** Several arrays are kept as they are; a header that NumPy does not read hides the others. */
  private Diagnosis ofSeveral() throws IOException {
    if (faults.isEmpty()) {
      NpySequence arrays = NpySequence.of(path, limits);
      int count = arrays.items().size();
      if (arrays.end() != content.size()) {
        throw new IOException(
            "byte %d: expected the file to end with its array number %d; 'npyio unpack' takes several"
                    .formatted(arrays.end(), count)
                + " arrays apart, and repair mends each");
      }
      remarks.add("it holds %d arrays".formatted(count));
    }
    return diagnosis(layout, available);
  }

  /** Only reading the objects tells whether they are whole. */
  private Diagnosis ofObjects() throws IOException {
    try (InputStream bytes = content.open()) {
      bytes.skipNBytes(dataOffset);
      var header = new ByteArrayInputStream(NpyHeader.encode(layout));
      ObjectArray unused = Npy.loadObjects(new SequenceInputStream(header, bytes), limits);
    } catch (NpyFormatException problem) {
      if (!problem.isUnsupported()) {
        throw new BeyondRepair(dataOffset, "the objects cannot be read: " + problem.problem());
      }
    }
    return diagnosis(layout, available);
  }

  private static String quoted(String dtype) {
    return dtype.startsWith("[") || dtype.startsWith("{") ? dtype : "'" + dtype + "'";
  }
}
