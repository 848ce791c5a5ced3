package io.npyio.file;

import static io.npyio.ProcessorTime.assertWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.array.NdArray;
import io.npyio.file.Npz.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes at all are an archive whose members are read or refused one by one, or refused. */
class NpzFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static Path file;

  @BeforeAll
  static void name() throws IOException {
    file = Files.createTempFile("npyio", ".npz");
  }

  @AfterAll
  static void delete() throws IOException {
    Files.delete(file);
  }

  static List<byte[]> archives() {
    byte[] one = Npy.toBytes(NdArray.of(new int[] {1, 2, 3}));
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    List<NpzBytes> archives = new ArrayList<>();
    archives.add(new NpzBytes());
    archives.add(new NpzBytes().stored("a.npy", one).stored("b.txt", text));
    archives.add(new NpzBytes().deflated("a.npy", one, e -> {}).stored("\u00e4/b.npy", one));
    archives.add(new NpzBytes().stored("a.npy", one).with(a -> a.prefix = text));
    archives.add(
        new NpzBytes()
            .stored("a.npy", one, e -> e.localExtra = NpzBytes.field(1, one.length, one.length))
            .with(a -> a.beforeEnd = NpzBytes.end64(1, 51, 0, 0)));
    return archives.stream().map(NpzBytes::bytes).toList();
  }

  @MethodSource("archives")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreAnArchiveOrRefused(byte[] archive) throws Throwable {
    assertWithin(LIMIT, () -> read(archive));
  }

  private static void read(byte[] archive) throws IOException {
    Files.write(file, archive);
    try (Npz npz = Npz.open(file)) {
      assertEquals(npz.names().size(), npz.members().size());
      for (Npz.Member member : npz.members()) {
        read(npz, member);
      }
    } catch (NpyFormatException refused) {
      assertTrue(refused.offset() >= 0 && refused.offset() <= archive.length, refused.getMessage());
    }
  }

  private static void read(Npz npz, Npz.Member member) throws IOException {
    try {
      npz.isArray(member.name());
      npz.bytes(member.name());
      assertNotNull(npz.load(member.name()).toString());
      if (member.compression() == Compression.STORED) {
        npz.map(member.name()).close();
      }
    } catch (NpyFormatException refused) {
      assertNotNull(refused.getMessage());
    }
  }
}
