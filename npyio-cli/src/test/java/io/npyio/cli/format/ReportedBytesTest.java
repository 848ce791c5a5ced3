package io.npyio.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Packing;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import io.npyio.file.WriteOptions;
import io.npyio.http.HttpOptions;
import io.npyio.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that opening and saving announce, and those that they report while they work. */
class ReportedBytesTest {
  @TempDir private Path folder;
  private final AtomicLong reported = new AtomicLong();

  private void reportsOnOpening(long expected, String name) throws IOException {
    ArrayFile file = ArrayFiles.source(folder.resolve(name).toString(), SourceSpec.DEFAULT);
    reported.set(0);
    file.open(null, reported::addAndGet).close();
    assertEquals(expected, file.openingBytes(null), name);
    assertEquals(expected, reported.get(), name);
  }

  @Test
  void textIsReadTwice() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "1,2\n3,\u00E9\n");
    reportsOnOpening(18, "t.csv");
    Files.writeString(folder.resolve("t.json"), "[[1, 2], [3, 4]]");
    reportsOnOpening(32, "t.json");
  }

  @Test
  void aDeflatedMemberIsReadOnceAndAMappedOneNotAtAll() throws IOException {
    NdArray large = NdArray.zeros(DType.FLOAT64, 1 << 18);
    for (Compression compression : new Compression[] {Compression.STORED, Compression.DEFLATED}) {
      try (NpzWriter archive = NpzWriter.create(folder.resolve("t.npz"), compression)) {
        archive.add("x", large);
        archive.commit();
      }
      reportsOnOpening(compression == Compression.STORED ? 0 : 128 + (8 << 18), "t.npz");
    }
  }

  @Test
  void aPartOfAFileOnAServerIsAllThatCrossesTheWire() throws IOException {
    NdArray rows = NdArray.zeros(DType.FLOAT64, 5000, 100);
    reportsOnWire(8000, "rows.npy", Npy.toBytes(rows));
    var stored = new ByteArrayOutputStream();
    try (NpzWriter archive = NpzWriter.to(stored, Compression.STORED)) {
      archive.add("rows", rows);
      archive.commit();
    }
    reportsOnWire(8000, "rows.npz:rows", stored.toByteArray());
  }

  /** Opens ten rows, after the header has been read to learn how many bytes they are. */
  private void reportsOnWire(long expected, String name, byte[] bytes) throws IOException {
    try (TestServer server = new TestServer(bytes)) {
      String address = server.address(name).toString();
      WebFile web = new WebFile(WebAddress.of(address), HttpOptions.DEFAULT);
      ArrayFile file = Objects.requireNonNull(ArrayFiles.onWeb(web, SourceSpec.DEFAULT));
      assertEquals(expected, file.openingBytes("3000:3010"), name);
      reported.set(0);
      file.open("3000:3010", null, reported::addAndGet).close();
      assertEquals(expected, reported.get(), name);
    }
  }

  private void reportsOnSaving(long reported, long announced, ArrayFile file, NdArray array)
      throws IOException {
    var plan = new ArrayWrite(array, array.dtype(), Order.F, null);
    assertEquals(announced, file.savingBytes(plan));
    this.reported.set(0);
    file.save(plan, this.reported::addAndGet);
    assertEquals(reported, this.reported.get());
  }

  @Test
  void aMemberIsWrittenTogetherWithTheOthersOfItsArchive() throws IOException {
    NdArray array = NdArray.zeros(DType.INT16, 30, 10);
    Path path = folder.resolve("t.npz");
    reportsOnSaving(600, 600, ArchiveFile.member(path, "x", SourceSpec.DEFAULT.limits()), array);
    reportsOnSaving(
        128 + 600 + 600,
        Files.size(path) + 600,
        ArchiveFile.member(path, "y", SourceSpec.DEFAULT.limits()),
        array);
    long size = Files.size(path);
    ArchiveFile deflated =
        ArchiveFile.member(path, "x", SourceSpec.DEFAULT.limits())
            .packed(new Packing(Compression.DEFLATED, WriteOptions.DEFAULT));
    reportsOnSaving(128 + 600 + 600, size - 128 - 600 + 600, deflated, array);
  }
}
