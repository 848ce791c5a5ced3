package io.npyio.cli.repair;

import io.npyio.dtype.ArrayLayout;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The faults of a file, and the file without them. */
public final class Diagnosis {
  private static final int BLOCK_BYTES = 1 << 16;

  private final List<Fault> faults;
  private final List<String> remarks;
  private final ArrayLayout layout;
  private final byte @Nullable [] newHeader;
  private final Content content;
  private final long dataOffset;
  private final long dataBytes;

  /**
   * The outcome of an examination.
   *
   * @param newHeader of the mended file; null to keep the one that it has
   */
  Diagnosis(
      List<Fault> faults,
      List<String> remarks,
      ArrayLayout layout,
      byte @Nullable [] newHeader,
      Content content,
      long dataOffset,
      long dataBytes) {
    this.faults = List.copyOf(faults);
    this.remarks = List.copyOf(remarks);
    this.layout = layout;
    this.newHeader = newHeader;
    this.content = content;
    this.dataOffset = dataOffset;
    this.dataBytes = dataBytes;
  }

  /** This diagnosis of a file whose bytes had been converted, which is one fault more. */
  Diagnosis after(Fault conversion) {
    List<Fault> all = new ArrayList<>(List.of(conversion));
    all.addAll(faults);
    return new Diagnosis(all, remarks, layout, newHeader, content, dataOffset, dataBytes);
  }

  /** {@return what is wrong, from the start of the file on; nothing if it is sound} */
  public List<Fault> faults() {
    return faults;
  }

  /** {@return what is unusual in a header that NumPy reads} */
  public List<String> remarks() {
    return remarks;
  }

  /** {@return whether NumPy reads the file, and every byte of it} */
  public boolean isSound() {
    return faults.isEmpty();
  }

  /** {@return whether the mended file has another header} */
  public boolean hasNewHeader() {
    return newHeader != null;
  }

  /** {@return the layout of the array once it is mended} */
  public ArrayLayout layout() {
    return layout;
  }

  /** {@return the size of the mended file in bytes} */
  public long size() {
    return (newHeader == null ? dataOffset : newHeader.length) + dataBytes;
  }

  /**
   * Writes the mended file.
   *
   * @param progress is given the bytes of each block written
   */
  public void writeTo(WritableByteChannel channel, LongConsumer progress) throws IOException {
    OutputStream out = Channels.newOutputStream(channel);
    if (newHeader != null) {
      out.write(newHeader);
    }
    long start = newHeader == null ? 0 : dataOffset;
    try (InputStream bytes = content.open()) {
      bytes.skipNBytes(start);
      byte[] block = new byte[BLOCK_BYTES];
      for (long left = dataOffset + dataBytes - start; left > 0; ) {
        int count = bytes.readNBytes(block, 0, (int) Math.min(left, block.length));
        if (count == 0) {
          throw new EOFException("the file was cut short while it was read");
        }
        out.write(block, 0, count);
        progress.accept(count);
        left -= count;
      }
    }
  }
}
