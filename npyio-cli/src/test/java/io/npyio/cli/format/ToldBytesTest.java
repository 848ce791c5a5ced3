package io.npyio.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.DType;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
import io.npyio.file.AtomicFile;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes long work says that it will come to, and how many it tells of. */
class ToldBytesTest {
  @TempDir private Path folder;
  private final AtomicLong told = new AtomicLong();

  private void readsWhatItSays(long expected, String file) throws IOException {
    Place place = FileKinds.source(folder.resolve(file).toString(), RawSpec.NOTHING, null);
    told.set(0);
    place.open(RawSpec.NOTHING, null, told::addAndGet).close();
    assertEquals(expected, place.reads(), file);
    assertEquals(expected, told.get(), file);
  }

  @Test
  void textIsReadTwice() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "1,2\n3,\u00E9\n");
    readsWhatItSays(18, "t.csv");
    Files.writeString(folder.resolve("t.json"), "[[1, 2], [3, 4]]");
    readsWhatItSays(32, "t.json");
  }

  @Test
  void whatIsDeflatedIsReadOnceAndWhatIsMappedNotAtAll() throws IOException {
    NdArray large = NdArray.zeros(DType.FLOAT64, 1 << 18);
    for (Compression compression : new Compression[] {Compression.STORED, Compression.DEFLATED}) {
      try (NpzWriter archive = NpzWriter.create(folder.resolve("t.npz"), compression)) {
        archive.add("x", large);
        archive.commit();
      }
      readsWhatItSays(compression == Compression.STORED ? 0 : 128 + (8 << 18), "t.npz");
    }
  }

  private long writes(String member, NdArray array, Order order, boolean deflates)
      throws IOException {
    Place named = FileKinds.target(folder.resolve("t.npz") + ":" + member, null);
    Place place = deflates ? named.deflating() : named;
    return place.writes(new Outgoing(array, array.dtype(), order, null, bytes -> {}));
  }

  @Test
  void aMemberIsWrittenTogetherWithTheOthersOfItsArchive() throws IOException {
    NdArray array = NdArray.zeros(DType.INT16, 30, 10);
    assertEquals(600, writes("x", array, Order.C, false));
    Path path = folder.resolve("t.npz");
    try (NpzWriter archive = NpzWriter.create(path, Compression.STORED)) {
      archive.add("x", array);
      archive.commit();
    }
    long size = Files.size(path);
    assertEquals(size + 600, writes("y", array, Order.C, false));
    assertEquals(size - 128 - 600 + 600, writes("x", array, Order.C, false));
    // another order is first made in a file of its own
    assertEquals(size + 1200, writes("y", array, Order.F, false));
    assertEquals(-1, writes("y", array, Order.C, true));
  }

  @Test
  void aFileThatSomeoneElseWritesIsFollowed() throws IOException {
    Path target = Files.write(folder.resolve("t.npz"), new byte[7]);
    try (AtomicFile other = AtomicFile.replacing(target)) {
      other.channel().write(ByteBuffer.allocate(1000));
      Growth.during(() -> grow(target), target, told::addAndGet);
    }
    assertEquals(30, told.get());
    assertEquals(30, Files.size(target));
  }

  private void grow(Path target) throws IOException {
    try (AtomicFile file = AtomicFile.replacing(target)) {
      for (int part = 1; part <= 3; part++) {
        file.channel().write(ByteBuffer.allocate(10));
        awaitTold(part * 10L);
      }
      file.commit();
    }
  }

  private void awaitTold(long bytes) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (told.get() < bytes && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    assertTrue(told.get() >= bytes, () -> told + " of " + bytes);
  }
}
