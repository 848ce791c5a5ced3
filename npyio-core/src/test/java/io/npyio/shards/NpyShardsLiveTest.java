package io.npyio.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.interop.LiveNumPy;
import io.npyio.interop.RandomNumPy;
import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards that NumPy wrote are what NumPy's {@code concatenate} makes of them. */
class NpyShardsLiveTest {
  private static final long SEED = 20261128;

  /** Writes the shards of every dtype and row shape into folders, and the whole beside them. */
  private static final String SHARDS =
      RandomNumPy.of(SEED)
          + """
      import os
      for i, dtype in enumerate(dtypes):
          for j, row in enumerate([(), (3,), (2, 3), (0,)]):
              folder = 'set-%02d-%d' % (i, j)
              os.mkdir(folder)
              parts = []
              for k, rows in enumerate(rng.integers(0, 9, 6)):
                  part = random(dtype, (rows,) + row)
                  if k % 3 == 1:
                      part = np.asfortranarray(part)
                  if k % 3 == 2 and np.dtype(dtype).kind != 'V':
                      part = part.astype(part.dtype.newbyteorder())
                  np.save('%s/part-%d.npy' % (folder, k), part)
                  parts.append(part)
              first = parts[0].dtype
              np.save(folder + '.whole', np.concatenate(parts).astype(first))
      """;

  @TempDir private Path folder;

  @TempDir private static Path written;

  @BeforeAll
  static void writeSets() throws Exception {
    LiveNumPy.run(written, SHARDS);
  }

  private static List<Path> sets() throws Exception {
    try (var entries = Files.list(written)) {
      List<Path> sets = entries.filter(Files::isDirectory).sorted().toList();
      assertTrue(sets.size() >= 36 * 4, () -> sets.size() + " sets");
      return sets;
    }
  }

  private static NdArray whole(Path set) throws IOException {
    return Npy.load(Path.of(set + ".whole.npy")).copy(Order.C);
  }

  /** Compares bytes, as NaN is not equal to itself. */
  private static void assertSame(NdArray expected, NdArray found, Object what) {
    assertEquals(expected.layout(), found.layout(), () -> what + ", seed " + SEED);
    assertTrue(expected.contentEquals(found), () -> what + ", seed " + SEED);
  }

  @Test
  void theWholeAndItsParts() throws Exception {
    Random random = new Random(SEED);
    for (Path set : sets()) {
      NdArray whole = whole(set);
      long rows = whole.shape().length(0);
      try (NpyShards shards = NpyShards.open(set)) {
        assertEquals(whole.layout(), shards.layout(), set::toString);
        assertSame(whole, shards.load(0, rows), set);
        for (int i = 0; i < 20; i++) {
          long from = random.nextLong(rows + 1);
          long to = from + random.nextLong(rows - from + 1);
          NdArray expected = whole.slice(0, from, to);
          assertSame(expected.copy(Order.C), shards.load(from, to), set + " " + from + ":" + to);
          assertReadInto(expected.copy(Order.C), shards, from, to);
        }
        for (long row = 0; row < rows; row++) {
          assertSame(whole.at(row).copy(Order.C), shards.at(row), set + " " + row);
        }
      }
    }
  }

  @Test
  void theWholeAsOneFile() throws Exception {
    Random random = new Random(SEED);
    for (Path set : sets()) {
      NdArray whole = whole(set);
      try (NpyShards shards = NpyShards.open(set);
          ByteSource source = shards.asSource()) {
        // loaded, because NumPy does not keep the bytes between the fields of structs
        byte[] file = Npy.toBytes(shards.load(0, whole.shape().length(0)));
        assertEquals(file.length, source.size());
        assertSame(whole, Npy.load(source), set);
        for (int i = 0; i < 50; i++) {
          int from = random.nextInt(file.length);
          ByteBuffer some =
              ByteBuffer.allocate(random.nextInt(file.length - from + 1) + 3).position(3);
          source.readFully(from, some);
          byte[] expected = Arrays.copyOfRange(file, from, from + some.limit() - 3);
          assertEquals(ByteBuffer.wrap(expected), some.flip().position(3), set + " at " + from);
        }
        if (whole.shape().length(0) > 2) {
          assertSame(whole.slice("1::2").copy(Order.C), Npy.open(source).slice("1::2").load(), set);
        }
        assertEquals(
            "shards: the source ends here but 2 more bytes are asked for",
            assertThrows(
                    EOFException.class,
                    () -> source.readFully(file.length - 1, ByteBuffer.allocate(3)))
                .getMessage());
      }
    }
  }

  private static void assertReadInto(NdArray expected, NpyShards shards, long from, long to)
      throws IOException {
    int size = (int) expected.nbytes();
    for (ByteBuffer buffer :
        List.of(ByteBuffer.allocate(size + 9), ByteBuffer.allocateDirect(size + 9))) {
      buffer.position(5);
      shards.readInto(from, to, buffer);
      assertEquals(5 + size, buffer.position());
      assertEquals(size + 9, buffer.limit());
      NdArray read = NdArray.wrap(buffer.slice(5, size), expected.layout());
      assertSame(expected, read, from + ":" + to);
    }
    NdArray columns = NdArray.zeros(expected.layout().withOrder(Order.F));
    shards.readInto(from, to, columns);
    assertSame(expected, columns.copy(Order.C), "columns " + from + ":" + to);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 1000})
  void batches(long batchRows) throws Exception {
    for (Path set : sets()) {
      NdArray whole = whole(set);
      long rows = whole.shape().length(0);
      try (NpyShards shards = NpyShards.open(set);
          BatchReader batches = shards.batches(batchRows)) {
        NdArray inTurn = NdArray.zeros(whole.layout());
        long next = 0;
        while (batches.next()) {
          assertEquals(next, batches.firstRow());
          NdArray batch = batches.rows();
          assertEquals(Math.min(batchRows, rows - next), batch.shape().length(0));
          inTurn.slice(0, next, next + batch.shape().length(0)).copyFrom(batch);
          next += batch.shape().length(0);
        }
        assertFalse(batches.next());
        assertEquals(rows, next);
        assertSame(whole, inTurn, set);

        NdArray together = NdArray.zeros(whole.layout());
        shards.forEachBatch(
            3,
            batchRows,
            (first, batch) ->
                together.slice(0, first, first + batch.shape().length(0)).copyFrom(batch));
        assertSame(whole, together, set);
      }
    }
  }

  @Test
  void anyOtherPlaces() throws Exception {
    for (Path set : sets()) {
      List<Path> files = new ArrayList<>();
      List<ByteSource> sources = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        files.add(set.resolve("part-" + i + ".npy"));
        sources.add(ByteSource.of(Files.readAllBytes(files.get(i))).named("source " + i));
      }
      NdArray whole = whole(set);
      try (NpyShards list = NpyShards.open(files);
          NpyShards of = NpyShards.of(sources);
          NpyShards glob = NpyShards.glob(set + "/p*-[0-9].npy")) {
        for (NpyShards shards : List.of(list, of, glob)) {
          assertSame(whole, shards.load(0, whole.shape().length(0)), set);
        }
        assertEquals("source 3", of.shards().get(3).name());
        assertEquals("part-3.npy", glob.shards().get(3).name());
      }
    }
  }

  @Test
  void javaArraysAndOtherDtypes() throws Exception {
    LiveNumPy.run(
        folder,
        """
        a = np.arange(60, dtype='>i2').reshape(20, 3)
        for i in range(4):
            part = a[i * 5:i * 5 + 5]
            np.save('part-%d' % i, np.asfortranarray(part.astype('<i2')) if i == 2 else part)
        """);
    try (NpyShards shards = NpyShards.open(folder)) {
      short[] same = new short[40];
      shards.readInto(3, 16, same, 1);
      double[] wider = new double[39];
      shards.readInto(3, 16, wider);
      NdArray floats = NdArray.zeros(DType.FLOAT32, 13, 3);
      shards.readInto(3, 16, floats);
      for (int i = 0; i < 39; i++) {
        assertEquals(9 + i, same[i + 1]);
        assertEquals(9 + i, wider[i]);
      }
      assertArrayEquals(new float[] {9, 10, 11}, floats.at(0).toArray(float[].class));
      assertEquals(
          "57 at (0, 0) does not fit a boolean; astype(BOOL) converts as NumPy does",
          assertThrows(ArithmeticException.class, () -> shards.readInto(19, 20, new boolean[3]))
              .getMessage());
    }
  }

  @Test
  void stacksOfDask() throws Exception {
    LiveNumPy.run(
        folder,
        """
        import pickle, os
        def stack(name, chunks, dtype, protocol):
            os.mkdir(name)
            parts = [np.arange(n * 7).reshape(n, 7).astype(dtype) for n in chunks]
            for i, part in enumerate(parts):
                np.save('%s/%d.npy' % (name, i), part)
            with open(name + '/info', 'wb') as f:
                pickle.dump({'chunks': (chunks, (7,)), 'dtype': np.dtype(dtype), 'axis': 0}, f, protocol)
            np.save(name + '.whole', np.concatenate(parts).astype(dtype))
        stack('plain', (4, 4, 2), '<f4', 4)
        stack('many', (1,) * 12, '>i8', 2)
        stack('text', (2, 0, 1), '<U4', 5)
        """);
    for (String name : List.of("plain", "many", "text")) {
      NdArray whole = whole(folder.resolve(name));
      try (NpyShards shards = NpyShards.open(folder.resolve(name))) {
        assertSame(whole, shards.load(0, whole.shape().length(0)), name);
      }
    }
  }

  @Test
  void daskItself() throws Exception {
    LiveNumPy.runDask(
        folder,
        """
        x = da.from_array(np.arange(91, dtype='>f4').reshape(13, 7), chunks=(4, 3))
        da.to_npy_stack('stack', x)
        da.to_npy_stack('columns', x, axis=1)
        """);
    try (NpyShards shards = NpyShards.open(folder.resolve("stack"))) {
      assertEquals(List.of(4L, 4L, 4L, 1L), shards.shards().stream().map(Shard::rows).toList());
      float[] found = new float[91];
      shards.readInto(0, 13, found);
      assertEquals(90, found[90]);
    }
    assertEquals(
        "info: expected files along axis 0 but found files along axis 1; da.to_npy_stack(folder, x) writes files along axis 0",
        assertThrows(IOException.class, () -> NpyShards.open(folder.resolve("columns")))
            .getMessage());
    var options = ShardWriteOptions.rows(5).withListing(ShardWriteOptions.Listing.DASK_STACK);
    try (NpyShardWriter writer =
        NpyShardWriter.create(folder.resolve("ours"), options, DType.FLOAT32, 7)) {
      writer.append(Npy.load(folder.resolve("stack/0.npy")));
      writer.append(Npy.load(folder.resolve("stack/1.npy")));
      writer.commit();
    }
    assertEquals(
        "((5, 3), (7,)) float32 1540.0",
        LiveNumPy.runDask(
            folder, "x = da.from_npy_stack('ours'); print(x.chunks, x.dtype, x.sum().compute())"));
  }

  @Test
  void patternsFindWhatPythonFinds() throws Exception {
    LiveNumPy.run(
        folder,
        """
        import os
        for f in ['a', 'a/b', 'a/b/c', '.hidden', 'a[1]']:
            os.makedirs(f)
        for f in ['x1.npy', 'x10.npy', 'y.npy', '.z.npy', 'a/x1.npy', 'a/b/x2.npy', 'a/b/c/x3.npy', 'a/b/c/d-e^f.npy',
                  '.hidden/x1.npy', 'a[1]/x1.npy', 'x].npy', 'a/!.npy']:
            np.save(f, np.zeros(1))
        """);
    List<String> patterns =
        List.of(
            "*.npy",
            "x?.npy",
            "x[0-9].npy",
            "x[!0-9].npy",
            "**/*.npy",
            "**/x1.npy",
            "a/**/x*.npy",
            "a/*/x2.npy",
            "*/*/*.npy",
            ".*.npy",
            "[xy]*.npy",
            "x[]].npy",
            "a/b/c/*[-^]*.npy",
            "a/b/c/d[^-]e*.npy",
            "a/[!]x].npy",
            "nowhere/*.npy",
            "**",
            "a/**",
            "x*",
            "*",
            "a[[]1]/*.npy",
            "x[1.npy",
            "*/x1.npy");
    List<String> expected =
        LiveNumPy.run(
                folder,
                """
                import glob, os
                for pattern in [r'%s']:
                    print(sorted(f for f in glob.glob(pattern, recursive=True) if not os.path.isdir(f)))
                """
                    .formatted(String.join("', r'", patterns)))
            .lines()
            .toList();
    assertEquals(patterns.size(), expected.size());
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      List<String> found = new ArrayList<>();
      for (Path path : ShardGlob.of(folder + "/" + pattern).files()) {
        found.add(folder.relativize(path).toString());
      }
      found.sort(null);
      assertEquals(
          expected.get(i),
          found.isEmpty() ? "[]" : "['" + String.join("', '", found) + "']",
          pattern);
    }
  }
}
