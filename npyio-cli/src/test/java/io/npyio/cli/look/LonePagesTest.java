package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes of a mapped file are read before elements that stand alone. */
class LonePagesTest {
  private static final long START = 128;

  private final NdArray array = NdArray.zeros(DType.FLOAT32, 10, 50_000);
  private final List<String> events = new ArrayList<>();

  /** Notes what is read, and fails as a file does that was cut short. */
  private final class Noting implements ByteSource {
    @Override
    public String name() {
      return "x.npy";
    }

    @Override
    public long size() {
      return START;
    }

    @Override
    public void readFully(long position, ByteBuffer target) throws IOException {
      events.add(position + "+" + target.remaining());
      throw new EOFException("x.npy ends there");
    }

    @Override
    public void close() {
      events.add("file closed");
    }
  }

  private LonePages pages() {
    return new LonePages(
        new Noting(),
        START,
        new OpenArray(array, array.dtype(), Order.C, () -> events.add("array closed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "0, 0          | 128+4",
        "1, 10:20      | 200168+40",
        "1, 20:10:-1   | 200172+40",
        "0, ::3000     | none",
        "::9, 0        | none",
        "3, :30000:100 | 600128+119604",
        "3:3, :        | none"
      })
  void elementsNearEachOtherAreReadTogether(String slice, String read) {
    pages().expect(array.slice(slice));
    assertEquals(read == null ? List.of() : List.of(read), events);
  }

  @Test
  void nothingHasToBeFetched() throws IOException {
    LonePages pages = pages();
    assertFalse(pages.isRequired());
    pages.fetch(array);
    assertEquals(List.of(), events);
  }

  @Test
  void closingClosesArrayAndFile() throws IOException {
    pages().close();
    assertArrayEquals(new String[] {"array closed", "file closed"}, events.toArray());
  }
}
