package io.npyio.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.file.Npy;
import io.npyio.file.WriteOptions;
import io.npyio.interop.LiveNumPy;
import io.npyio.shards.ShardWriteOptions.Listing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyShardWriterTest {
  private static final ShardWriteOptions FOUR =
      ShardWriteOptions.rows(4).withWriting(WriteOptions.DEFAULT.withoutSync());

  @TempDir private Path folder;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static NdArray rows(int from, int to) {
    NdArray rows = NdArray.zeros(DType.FLOAT32, to - from, 2);
    for (int row = from; row < to; row++) {
      rows.setFloat(row, row - from, 0);
    }
    return rows;
  }

  @Test
  void rowsOfAnyFormBecomeShards() throws Exception {
    try (NpyShardWriter writer = NpyShardWriter.create(folder, FOUR, DType.FLOAT32, 2)) {
      writer.append(rows(0, 1).at(0));
      writer.append(new float[] {1, 0});
      writer.append(new float[][] {{2, 0}, {3, 0}, {4, 0}});
      writer.append(List.of(List.of(5.0f, 0f)));
      writer.append(rows(6, 15));
      writer.append(rows(0, 0));
      assertEquals(
          List.of("part-00000.npy", "part-00001.npy", "part-00002.npy"), shardsOf(files()));
      writer.commit();
    }
    assertEquals(
        List.of(
            "manifest.json",
            "part-00000.npy",
            "part-00001.npy",
            "part-00002.npy",
            "part-00003.npy"),
        files());
    assertEquals(
        """
        {"npyio_shards": 1, "dtype": "<f4", "shape": [15, 2], "shards": [
          {"path": "part-00000.npy", "rows": 4, "bytes": 160},
          {"path": "part-00001.npy", "rows": 4, "bytes": 160},
          {"path": "part-00002.npy", "rows": 4, "bytes": 160},
          {"path": "part-00003.npy", "rows": 3, "bytes": 152}
        ]}
        """,
        Files.readString(folder.resolve("manifest.json")));
    for (Path path : List.of(folder, folder.resolve("manifest.json"))) {
      try (NpyShards shards = NpyShards.open(path)) {
        assertTrue(rows(0, 15).contentEquals(shards.load(0, 15)));
      }
    }
    assertTrue(NpyShards.isManifest(folder.resolve("manifest.json")));
    assertEquals(
        "True True",
        LiveNumPy.run(
            folder,
            """
            import json, io
            m = json.load(open('manifest.json'))
            parts = [np.load(s['path']) for s in m['shards']]
            def saved(a):
                b = io.BytesIO(); np.save(b, a); return b.getvalue()
            same = all(open(s['path'], 'rb').read() == saved(p) for s, p in zip(m['shards'], parts))
            print(same, (np.concatenate(parts)[:, 0] == np.arange(15)).all())
            """));
  }

  private static List<String> shardsOf(List<String> files) {
    return files.stream().filter(name -> name.endsWith(".npy")).toList();
  }

  @Test
  void arraysOfOneAxis() throws IOException {
    try (NpyShardWriter writer = NpyShardWriter.create(folder, FOUR, DType.INT64)) {
      writer.append(7);
      writer.append(new long[] {1, 2, 3, 4, 5, 6});
      writer.append(NdArray.of(9L));
      writer.commit();
    }
    try (NpyShards shards = NpyShards.open(folder)) {
      assertArrayEquals(
          new long[] {7, 1, 2, 3, 4, 5, 6, 9}, shards.load(0, 8).toArray(long[].class));
      assertEquals(List.of(4L, 4L), shards.shards().stream().map(Shard::rows).toList());
    }
  }

  @Test
  void shardsOfBytes() throws IOException {
    var options = ShardWriteOptions.bytes(23).withName("%02d-of-emb.npy");
    try (NpyShardWriter writer = NpyShardWriter.create(folder, options, DType.FLOAT32, 2)) {
      writer.append(rows(0, 5));
      writer.commit();
    }
    assertEquals(
        List.of("00-of-emb.npy", "01-of-emb.npy", "02-of-emb.npy", "manifest.json"), files());
    assertEquals(1, ShardWriteOptions.bytes(3).rowsOf(8));
  }

  @Test
  void noRowsAreOneShard() throws IOException {
    try (NpyShardWriter writer = NpyShardWriter.create(folder, FOUR, DType.FLOAT32, 2)) {
      writer.commit();
    }
    try (NpyShards shards = NpyShards.open(folder)) {
      assertEquals("<f4 (0, 2) in 1 shard", shards.toString());
    }
  }

  @Test
  void structsAndTypesThatFilesDoNotKnow() throws IOException {
    DType struct =
        DType.alignedStruct(Field.of("a", DType.UINT8), Field.of("\u00e4\"", DType.FLOAT64));
    for (DType dtype : List.of(struct, DType.BFLOAT16, DType.of(">M8[ms]"), DType.of("<U3"))) {
      Path each = folder.resolve("set-" + dtype.itemSize());
      try (NpyShardWriter writer = NpyShardWriter.create(each, FOUR, dtype, 2)) {
        writer.append(NdArray.zeros(dtype, 6, 2));
        writer.append(NdArray.zeros(dtype, 2));
        writer.commit();
      }
      try (NpyShards shards = NpyShards.open(each)) {
        assertEquals(
            Npy.header(each.resolve("part-00000.npy")).layout().dtype(), shards.layout().dtype());
      }
    }
  }

  @Test
  void withoutACommitThereAreWholeShardsAndNoManifest() throws IOException {
    try (NpyShardWriter writer = NpyShardWriter.create(folder, FOUR, DType.FLOAT32, 2)) {
      writer.append(rows(0, 11));
    }
    assertEquals(List.of("part-00000.npy", "part-00001.npy"), files());
    try (NpyShards shards = NpyShards.open(folder)) {
      assertTrue(rows(0, 8).contentEquals(shards.load(0, 8)));
    }
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Files.writeString(folder.resolve("part-00007.npy"), "mine");
    assertEquals(
        folder.resolve("part-00007.npy") + ": shards go to a folder that has none yet",
        refused(FOUR));
    assertEquals(List.of("part-00007.npy"), files());
    Files.move(folder.resolve("part-00007.npy"), folder.resolve("manifest.json"));
    assertEquals(
        folder.resolve("manifest.json") + ": shards go to a folder that has none yet",
        refused(FOUR));
    Files.move(folder.resolve("manifest.json"), folder.resolve("3.npy"));
    assertEquals(
        folder.resolve("3.npy") + ": shards go to a folder that has none yet",
        refused(FOUR.withListing(Listing.DASK_STACK)));
    NpyShardWriter.create(folder, FOUR, DType.FLOAT32, 2).close();
  }

  private String refused(ShardWriteOptions options) {
    return assertThrows(
            FileAlreadyExistsException.class,
            () -> NpyShardWriter.create(folder, options, DType.FLOAT32, 2))
        .getMessage();
  }

  @Test
  void moreShardsThanNames() throws IOException {
    var options = FOUR.withName("s%01d.npy");
    try (NpyShardWriter writer = NpyShardWriter.create(folder, options, DType.FLOAT32, 2)) {
      writer.append(rows(0, 40));
      assertEquals(
          "s%01d.npy has names for 10 shards, but there are at least 11; add digits, or make the shards larger",
          assertThrows(IOException.class, () -> writer.append(rows(0, 1))).getMessage());
    }
    assertEquals(10, files().size());
  }

  @Test
  void namesThatAreRefused() {
    for (String name :
        List.of(
            "part.npy",
            "part-%d.npy",
            "part-%05d",
            "a/%05d.npy",
            ".%05d.npy",
            "%05d-%05d.npy",
            "100%%-%05d.npy",
            "..\\%05d.npy",
            "%05x.npy")) {
      assertEquals(
          "'%s' is not a pattern of names: expected one number with leading zeros and the ending .npy, as in part-%%05d.npy"
              .formatted(name),
          assertThrows(IllegalArgumentException.class, () -> FOUR.withName(name)).getMessage());
    }
    assertEquals(
        "a shard has at least one row and one byte, not 0",
        assertThrows(IllegalArgumentException.class, () -> ShardWriteOptions.rows(0)).getMessage());
  }

  @Test
  void rowsThatDoNotFit() throws IOException {
    try (NpyShardWriter writer = NpyShardWriter.create(folder, FOUR, DType.FLOAT32, 2)) {
      assertEquals(
          "<f4 (4, 3) cannot be appended to shards with rows of <f4 (2,)",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> writer.append(NdArray.zeros(DType.FLOAT32, 4, 3)))
              .getMessage());
      assertEquals(
          "<f8 (4, 2) cannot be appended to shards with rows of <f4 (2,)",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> writer.append(NdArray.zeros(DType.FLOAT64, 4, 2)))
              .getMessage());
      writer.append(rows(0, 1));
      writer.commit();
      assertEquals(
          folder + ": the writer of shards has been closed",
          assertThrows(IllegalStateException.class, () -> writer.append(rows(0, 1))).getMessage());
      assertThrows(IllegalStateException.class, writer::commit);
    }
    assertEquals(
        "shards hold plain elements, not Python objects",
        assertThrows(
                IllegalArgumentException.class,
                () -> NpyShardWriter.create(folder.resolve("o"), FOUR, DType.OBJECT))
            .getMessage());
  }

  @Test
  void anInterruptLeavesWholeShards() throws IOException {
    try (NpyShardWriter writer = NpyShardWriter.create(folder, FOUR, DType.FLOAT32, 2)) {
      writer.append(rows(0, 6));
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> writer.append(rows(6, 12)));
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of("part-00000.npy"), files());
  }

  @Test
  void stacksForDask() throws Exception {
    var options = FOUR.withListing(Listing.DASK_STACK);
    for (DType dtype : List.of(DType.FLOAT32, DType.of(">i2"), DType.of("<U4"))) {
      Path each = folder.resolve("stack-" + dtype.itemSize());
      try (NpyShardWriter writer = NpyShardWriter.create(each, options, dtype, 2, 3)) {
        writer.append(NdArray.zeros(dtype, 9, 2, 3));
        writer.commit();
      }
      try (NpyShards shards = NpyShards.open(each)) {
        assertEquals(9, shards.layout().shape().length(0));
      }
    }
    assertEquals(
        """
        {'chunks': ((4, 4, 1), (2,), (3,)), 'dtype': dtype('>i2'), 'axis': 0} ['0.npy', '1.npy', '2.npy', 'info']
        {'chunks': ((4, 4, 1), (2,), (3,)), 'dtype': dtype('<U4'), 'axis': 0} ['0.npy', '1.npy', '2.npy', 'info']
        {'chunks': ((4, 4, 1), (2,), (3,)), 'dtype': dtype('float32'), 'axis': 0} ['0.npy', '1.npy', '2.npy', 'info']""",
        LiveNumPy.run(
            folder,
            """
            import pickle, os
            for d in ['stack-2', 'stack-16', 'stack-4']:
                print(pickle.load(open(d + '/info', 'rb')), sorted(os.listdir(d)))
            """));
  }
}
