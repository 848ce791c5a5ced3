package io.npyio.shards;

import static io.npyio.ProcessorTime.assertWithin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.file.NpyFormatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes at all are a manifest, or refused; and what is read can be written and read again. */
class ManifestFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Path FOLDER = Path.of("folder");

  static List<byte[]> manifests() {
    String good =
        "{\"npyio_shards\": 1, \"dtype\": \"<f4\", \"shape\": [3, 2], \"shards\": ["
            + "{\"path\": \"a.npy\", \"rows\": 3, \"bytes\": 152}]}";
    return Stream.of(
            good,
            good.replace("\"<f4\"", "\"[('x', '<f4'), ('y', 'S3', (2, 2))]\""),
            good.replace("a.npy", "../\\ud83d\\ude00\\/\u00e4"),
            good.replace("[3, 2]", "[999999999999999999, 999999999999999999]"),
            "[".repeat(50))
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @MethodSource("manifests")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreAManifestOrRefused(byte[] bytes) throws Throwable {
    assertWithin(LIMIT, () -> read(bytes));
  }

  private static void read(byte[] bytes) throws NpyFormatException {
    Manifest manifest;
    try {
      manifest = Manifest.parse("fuzz", bytes);
    } catch (NpyFormatException refused) {
      assertTrue(refused.offset() <= bytes.length, refused.getMessage());
      return;
    }
    assertEquals(manifest, Manifest.parse("fuzz", manifest.bytes()));
    try {
      for (ShardFile file : manifest.files(FOLDER)) {
        Path path = ((ShardFile.OfPath) file).file();
        assertTrue(path.normalize().startsWith(FOLDER), path.toString());
      }
    } catch (NpyFormatException outside) {
      assertTrue(outside.getMessage().contains("within the folder"), outside.getMessage());
    }
  }
}
