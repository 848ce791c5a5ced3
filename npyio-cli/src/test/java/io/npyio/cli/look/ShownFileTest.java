package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.ShardSpec;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.WebAddress;
import io.npyio.cli.format.WebFile;
import io.npyio.cli.transfer.ElementView;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.http.HttpOptions;
import io.npyio.http.TestServer;
import io.npyio.shards.ShardOrder;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind as the viewer sees them. */
class ShownFileTest {
  private static final ElementView AS_IT_IS = new ElementView(null, List.of());

  @TempDir Path folder;

  private ShownFile shown(String name) throws IOException {
    return shown(name, AS_IT_IS);
  }

  private ShownFile shown(String name, ElementView view) throws IOException {
    String file = folder.resolve(name).toString();
    return new ShownFile(file, ArrayFiles.source(file, SourceSpec.DEFAULT), view, null);
  }

  private static String printed(ShownFile file, String member) throws IOException {
    try (OpenView view = file.open(member)) {
      return ((OpenView.Values) view).array().toString();
    }
  }

  private static String layouts(ShownFile file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (ViewedArray array : file.arrays()) {
      text.append("%s|%s|%s\n".formatted(array.member(), array.layout(), array.problem()));
    }
    return text.toString();
  }

  @Test
  void anNpyFileIsOneArrayWithoutAName() throws IOException {
    Npy.save(folder.resolve("a.npy"), new int[][] {{1, 2}, {3, 4}});
    ShownFile file = shown("a.npy");
    assertEquals("npy", file.format());
    assertEquals(144, file.bytes());
    assertEquals("|<i4 (2, 2) C|null\n", layouts(file));
    assertEquals("[[1 2]\n [3 4]]", printed(file, ""));
    assertTrue(file.editor("").isEmpty());
  }

  @Test
  void anArchiveHasItsMembersAndTheFaultsOfTheirHeaders() throws IOException {
    Map<String, Object> arrays = new LinkedHashMap<>();
    arrays.put("w", new int[] {1, 2});
    arrays.put("v", new double[] {0.5});
    Npz.save(folder.resolve("a.npz"), arrays);
    ShownFile file = shown("a.npz");
    assertEquals(List.of("w", "v"), file.arrays().stream().map(ViewedArray::member).toList());
    assertEquals("[0.5]", printed(file, "v"));
    assertEquals("[1 2]", printed(shown("a.npz:w"), ""));

    byte[] bytes = Files.readAllBytes(folder.resolve("a.npz"));
    int magic = indexOf(bytes, "NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes[magic + 20] = '!';
    Files.write(folder.resolve("bad.npz"), bytes);
    List<ViewedArray> damaged = shown("bad.npz").arrays();
    assertEquals("w", damaged.get(0).member());
    assertEquals("byte 20: '!i4' is not a dtype: no type has that name", damaged.get(0).problem());
    assertEquals("v", damaged.get(1).member());
    assertEquals(null, damaged.get(1).problem());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
  }

  @Test
  void elementsAreSeenAsAskedOrSaidNotToFit() throws IOException {
    Npy.save(folder.resolve("a.npy"), new int[] {1, 2});
    ShownFile file = shown("a.npy", new ElementView(DType.of("<i2"), List.of()));
    assertEquals("|<i2 (4,) C|null\n", layouts(file));
    assertEquals("[1 0 2 0]", printed(file, ""));
    ViewedArray misfit = shown("a.npy", new ElementView(null, List.of("x"))).arrays().get(0);
    assertEquals("--fields is for structured arrays, but the elements are int32", misfit.problem());
  }

  @Test
  void bareBytesOfBfloat16AreNumbersWhenAskedFor() throws IOException {
    Npy.save(folder.resolve("a.npy"), new short[] {0x3F80, (short) 0xC020, 0x7FC0, 0x7F80});
    ShownFile file = shown("a.npy", new ElementView(DType.BFLOAT16, List.of()));
    assertEquals("|bfloat16 (4,) C|null\n", layouts(file));
    assertEquals("[ 1.  -2.5  nan  inf]", printed(file, ""));
  }

  @Test
  void samplesOfALargeFileAreReadByPositionToo() throws IOException {
    Npy.save(folder.resolve("a.npy"), NdArray.zeros(DType.UINT8, 2000, 1000));
    try (OpenView view = shown("a.npy").open("")) {
      assertInstanceOf(LonePages.class, view.fetcher());
      NdArray row = ((OpenView.Values) view).array().at(1999);
      view.fetcher().expect(row);
      assertEquals(0, row.getInt(999));
    }
  }

  @Test
  void tablesAndRawFilesAreArrays() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "x,y\n1,2.5\n3,4.5\n");
    ShownFile table = shown("t.csv");
    assertEquals("csv", table.format());
    assertEquals("[(1, 2.5) (3, 4.5)]", printed(table, ""));
    Files.write(folder.resolve("r.dat"), new byte[] {1, 2, 3});
    var raw = new RawSpec(DType.of("u1"), null, null, null);
    String name = folder.resolve("r.dat").toString();
    ShownFile file =
        new ShownFile(
            name, ArrayFiles.source(name, SourceSpec.DEFAULT.describedBy(raw)), AS_IT_IS, raw);
    assertEquals("[1 2 3]", printed(file, ""));
    assertTrue(file.editor("").isPresent());
    assertTrue(file.editor("x").isEmpty());
  }

  @Test
  void pythonObjectsAreGivenAsSuch() throws IOException {
    Npy.saveObjects(
        folder.resolve("o.npy"),
        ObjectArray.of(Shape.of(2), List.of("a", ObjectArray.Tuple.of(1L))));
    try (OpenView view = shown("o.npy").open("")) {
      assertEquals("['a' (1,)]", ((OpenView.Objects) view).array().toString());
    }
  }

  @Test
  void shardsAreOneArrayWithTheStampOfAll() throws IOException {
    for (int i = 0; i < 3; i++) {
      Npy.save(folder.resolve("s-" + i + ".npy"), new int[] {i, i});
    }
    var rules = new ShardSpec(true, ShardOrder.UNAMBIGUOUS);
    SourceSpec spec =
        new SourceSpec(
            RawSpec.NOTHING, SourceSpec.DEFAULT.table(), null, SourceSpec.DEFAULT.limits(), rules);
    var shards = Objects.requireNonNull(ArrayFiles.shards(folder.toString(), spec));
    var file = new ShownFile(folder.toString(), shards, AS_IT_IS, null);
    assertEquals("[0 0 1 1 2 2]", printed(file, ""));
    assertEquals(3 * 136, file.bytes());
    Stamp before = file.stamp();
    assertEquals(before, file.stamp());
    Npy.save(folder.resolve("s-1.npy"), new int[] {9, 9, 9});
    assertNotEquals(before, file.stamp());
  }

  @Test
  void largeShardsAreReadInParts() throws IOException {
    for (int i = 0; i < 3; i++) {
      double[][] rows = new double[1000][100];
      rows[7][9] = i;
      Npy.save(folder.resolve("s-" + i + ".npy"), rows);
    }
    var rules = new ShardSpec(true, ShardOrder.UNAMBIGUOUS);
    SourceSpec spec =
        new SourceSpec(
            RawSpec.NOTHING, SourceSpec.DEFAULT.table(), null, SourceSpec.DEFAULT.limits(), rules);
    var shards = Objects.requireNonNull(ArrayFiles.shards(folder.toString(), spec));
    try (OpenView open = new ShownFile(folder.toString(), shards, AS_IT_IS, null).open("")) {
      NdArray cell = ((OpenView.Partial) open).array().at(2007, 9);
      open.fetcher().fetch(cell);
      assertEquals(2, cell.getDouble());
    }
  }

  /** A file on a server, seen in a way, by a clock that the test sets. */
  private static ShownFile onWeb(TestServer server, String name, ElementView view, AtomicLong clock)
      throws IOException {
    String address = server.address(name).toString();
    var web = new WebFile(Objects.requireNonNull(WebAddress.of(address)), HttpOptions.DEFAULT);
    ArrayFile file = Objects.requireNonNull(ArrayFiles.onWeb(web, SourceSpec.DEFAULT));
    return new ShownFile(address, file, view, null, clock::get);
  }

  @Test
  void aWebFileCostsTheRangesThatAreLookedAt() throws IOException {
    NdArray array = NdArray.zeros(DType.INT32, 1000, 1000);
    array.setInt(7, 500, 600);
    try (TestServer server = new TestServer(Npy.toBytes(array))) {
      var asShorts = new ElementView(DType.of("<i2"), List.of());
      ShownFile file = onWeb(server, "a.npy", asShorts, new AtomicLong());
      try (OpenView open = file.open("")) {
        NdArray cell = ((OpenView.Partial) open).array().at(500, 1200);
        open.fetcher().fetch(cell);
        assertEquals(7, cell.getInt());
      }
      // 2,002,400 is in block 122 of 16,384 bytes; the header has 128
      assertEquals(List.of("GET bytes=0-4095", "GET bytes=1998976-2015359"), server.requests());
    }
  }

  @Test
  void storedMembersOnTheWebAreReadInPartsAndSmallArraysAtOnce() throws IOException {
    Map<String, Object> arrays = new LinkedHashMap<>();
    arrays.put("large", NdArray.zeros(DType.INT32, 1000, 1000));
    arrays.put("small", new int[] {1, 2});
    Path path = folder.resolve("a.npz");
    Npz.save(path, arrays);
    try (TestServer server = new TestServer(Files.readAllBytes(path))) {
      ShownFile file = onWeb(server, "a.npz", AS_IT_IS, new AtomicLong());
      assertEquals("[1 2]", printed(file, "small"));
      try (OpenView open = file.open("large")) {
        open.fetcher().fetch(((OpenView.Partial) open).array().at(999, 999));
      }
      long bytes = server.requests().stream().filter(each -> each.contains("-")).count();
      assertTrue(bytes < 10, "few ranges are asked for: " + bytes);
    }
  }

  @Test
  void aWebFileIsAskedForItsVersionNowAndThen() throws IOException {
    var clock = new AtomicLong();
    try (TestServer server = new TestServer(Npy.toBytes(NdArray.of(new int[] {1, 2})))) {
      ShownFile file = onWeb(server, "a.npy", AS_IT_IS, clock);
      Stamp before = file.stamp();
      assertEquals("[1 2]", printed(file, ""));
      server.replace(Npy.toBytes(NdArray.of(new int[] {3, 4})), "\"v2\"");
      clock.set(TimeUnit.SECONDS.toNanos(29));
      assertEquals(before, file.stamp());
      clock.set(TimeUnit.SECONDS.toNanos(31));
      Stamp after = file.stamp();
      assertNotEquals(before, after);
      assertEquals("[3 4]", printed(file, ""));
      server.requests();
      assertEquals(after, file.stamp());
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void headersAreReadAnewWhenTheFileHasChanged() throws IOException {
    Path path = folder.resolve("a.npy");
    Npy.save(path, new int[] {1});
    ShownFile file = shown("a.npy");
    List<ViewedArray> before = file.arrays();
    assertTrue(before == file.arrays(), "the headers were read twice");
    Npy.save(path, new int[] {1, 2});
    assertFalse(before.equals(file.arrays()));
    Files.delete(path);
    assertThrows(NoSuchFileException.class, file::stamp);
  }
}
