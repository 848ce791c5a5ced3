package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many pieces of a source are asked for together. */
class PieceReaderTest {
  private static final int MIB = 1 << 20;

  private final List<Integer> batches = new ArrayList<>();

  /** A file of bytes whose values are the lowest ones of their positions. */
  private final class Positions implements ByteSource {
    private final byte[] header;
    private final long size;

    Positions(ArrayLayout layout) {
      header = NpyHeader.encode(layout);
      size = header.length + layout.nbytes();
    }

    @Override
    public String name() {
      return "positions.npy";
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void readFully(long position, ByteBuffer target) {
      for (long at = position; target.hasRemaining(); at++) {
        target.put(at < header.length ? header[(int) at] : (byte) at);
      }
    }

    @Override
    public void readFully(List<Part> parts) throws IOException {
      if (!parts.isEmpty()) {
        batches.add(parts.size());
      }
      ByteSource.super.readFully(parts);
    }

    @Override
    public void close() {}
  }

  private NdArray load(String slice, long... lengths) throws IOException {
    try (ByteSource source = new Positions(ArrayLayout.of(DType.UINT8, lengths))) {
      return Npy.open(source).slice(slice).load();
    }
  }

  @Test
  void aThousandSmallOnes() throws IOException {
    NdArray column = load("10:, 5", 2510, MIB + 1);
    assertEquals(List.of(1024, 1024, 452), batches);
    for (int i : new int[] {0, 1023, 1024, 2048, 2499}) {
      long position = 128 + (i + 10L) * (MIB + 1) + 5;
      assertEquals((int) (position & 0xFF), column.getInt(i), "row " + i);
    }
  }

  @Test
  void asManyLargeOnesAsComeTo32MiB() throws IOException {
    NdArray most = load(":, 1:", 10, 8 * MIB);
    assertEquals(List.of(5, 5), batches);
    assertEquals((128 + 9 * 8 * MIB + 7) & 0xFF, most.getInt(9, 6));
    batches.clear();
    load(":, " + 4 * MIB + ":", 8, 8 * MIB);
    assertEquals(List.of(8), batches);
    batches.clear();
    load(":, " + 4 * MIB + ":", 9, 8 * MIB);
    assertEquals(List.of(8, 1), batches);
  }
}
