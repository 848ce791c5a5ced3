package io.npyio.cli.repair;

import io.npyio.cli.repair.HeaderText.Meaning;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a file says, or must have said before it was damaged.
 *
 * @param faults because of which NumPy does not read it, or not the right data
 * @param remarks on what is unusual in it, though NumPy reads it
 */
record HeaderReading(
    ArrayLayout layout, long dataOffset, List<Fault> faults, List<String> remarks) {

  /**
   * Reads a header.
   *
   * @param head the first bytes of the file, at least all of the header
   * @param size of the file
   */
  static HeaderReading of(byte[] head, long size, ReadOptions limits) throws IOException {
    HeaderScan scan = HeaderScan.of(head);
    Meaning meaning = scan == null ? null : HeaderText.read(scan.decoded(), scan.start());
    try {
      NpyHeader header = Npy.header(ByteSource.of(head), limits);
      return ofSound(header, scan, meaning, size);
    } catch (NpyFormatException refusal) {
      if (scan == null || meaning == null) {
        throw new BeyondRepair(refusal.offset(), refusal.problem());
      }
      return ofDamaged(scan, meaning, size, refusal);
    }
  }

  /** Even a header that can be read may state a wrong length. */
  private static HeaderReading ofSound(
      NpyHeader header, @Nullable HeaderScan scan, @Nullable Meaning meaning, long size)
      throws IOException {
    ArrayLayout layout = header.layout();
    List<Fault> faults = new ArrayList<>();
    long offset = scan == null ? header.dataOffset() : dataOffset(scan, layout, size, faults);
    List<String> remarks = new ArrayList<>();
    if (meaning != null) {
      meaning.faults().forEach(fault -> remarks.add(fault.text()));
    }
    if (layout.shape().rank() > 0
        && !layout.dtype().hasObjects()
        && offset < NpyHeader.encode(layout).length) {
      remarks.add("the header has no room to grow, which append needs");
    }
    return new HeaderReading(layout, offset, faults, remarks);
  }

  private static HeaderReading ofDamaged(
      HeaderScan scan, Meaning meaning, long size, NpyFormatException refusal) throws IOException {
    List<Fault> faults = new ArrayList<>();
    if (!scan.hasStatedVersion()) {
      faults.add(new Fault(HeaderScan.VERSION_AT, "the version is wrong; it is " + scan.version()));
    }
    meaning.layout().requireBoundedByBytes();
    long offset = dataOffset(scan, meaning.layout(), size, faults);
    faults.addAll(meaning.faults());
    if (faults.isEmpty()) {
      throw new BeyondRepair(refusal.offset(), refusal.problem());
    }
    return new HeaderReading(meaning.layout(), offset, faults, List.of());
  }

  /**
   * Where the data begin. The header says so itself; if that cannot be true, then the length of the
   * file does, or the line feed at the end of the header. Whatever is believed, only padding lies
   * between the dictionary and the data.
   */
  private static long dataOffset(HeaderScan scan, ArrayLayout layout, long size, List<Fault> faults)
      throws BeyondRepair {
    long declared = scan.declaredEnd();
    long fitting = layout.dtype().hasObjects() ? -1 : size - layout.nbytes();
    boolean isFitting = fitting == declared && declared >= scan.dictionaryEnd();
    if (isFitting && !scan.isPaddedTo(declared)) {
      faults.add(new Fault(scan.dictionaryEnd(), "other bytes than spaces follow the dictionary"));
    }
    // the first elements may look like padding; NumPy's own ends at an aligned byte
    boolean isFittingLine =
        scan.isLineTo(fitting) && HeaderScan.isAligned(fitting) && !HeaderScan.isAligned(declared);
    if (isFitting || (scan.isLineTo(declared) && !isFittingLine)) {
      return declared;
    }
    long end = paddingEnd(scan, fitting, layout.size() == 0 ? size : -1);
    if (end < 0) {
      throw new BeyondRepair(
          HeaderScan.LENGTH_AT,
          "the header says that the data begin at byte %d, where they do not".formatted(declared));
    }
    if (end != declared) {
      faults.add(
          new Fault(
              HeaderScan.LENGTH_AT,
              "the header says that the data begin at byte %d, but they begin at byte %d"
                  .formatted(declared, end)));
    }
    return end;
  }

  /**
   * Where the padding ends, by the best sign there is of it; -1 without one.
   *
   * @param fitting where the length of the file says so
   * @param sizeOfEmpty the size of a file that has no data; -1 if it has
   */
  private static long paddingEnd(HeaderScan scan, long fitting, long sizeOfEmpty) {
    if (scan.isLineTo(fitting)) {
      return fitting;
    }
    if (scan.alignedEnd() >= 0) {
      return scan.alignedEnd();
    }
    if (scan.isPaddedTo(scan.declaredEnd())) {
      return scan.declaredEnd();
    }
    return scan.isPaddedTo(sizeOfEmpty) ? sizeOfEmpty : -1;
  }
}
