package io.npyio.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.dtype.DType;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private void writesWhatItSays(
      long told, long said, String member, NdArray array, boolean deflates) throws IOException {
    Place named = FileKinds.target(folder.resolve("t.npz") + ":" + member, null);
    Place place = deflates ? named.deflating() : named;
    Outgoing outgoing = new Outgoing(array, array.dtype(), Order.F, null, this.told::addAndGet);
    assertEquals(said, place.writes(outgoing));
    this.told.set(0);
    place.save(outgoing, false);
    assertEquals(told, this.told.get());
  }

  @Test
  void aMemberIsWrittenTogetherWithTheOthersOfItsArchive() throws IOException {
    NdArray array = NdArray.zeros(DType.INT16, 30, 10);
    Path path = folder.resolve("t.npz");
    writesWhatItSays(600, 600, "x", array, false);
    writesWhatItSays(128 + 600 + 600, Files.size(path) + 600, "y", array, false);
    long size = Files.size(path);
    writesWhatItSays(128 + 600 + 600, size - 128 - 600 + 600, "x", array, true);
  }
}
