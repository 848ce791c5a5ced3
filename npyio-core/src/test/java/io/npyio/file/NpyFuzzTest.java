package io.npyio.file;

import static io.npyio.ProcessorTime.assertWithin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.array.NdArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes at all are an array, or refused, and alike from memory and from a stream. */
class NpyFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SEED_LENGTH = 1024;

  static Stream<byte[]> files() {
    return Stream.of("bad", "structs")
        .flatMap(group -> Golden.of(group).stream())
        .map(NpyFuzzTest::bytes)
        .filter(bytes -> bytes.length < SEED_LENGTH);
  }

  private static byte[] bytes(Golden golden) {
    try {
      return golden.bytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreAnArrayOrRefused(byte[] file) throws Throwable {
    assertWithin(LIMIT, () -> read(file));
  }

  private static void read(byte[] file) throws IOException {
    NdArray array;
    try {
      array = Npy.load(file);
    } catch (NpyFormatException refused) {
      assertEquals(refused.getMessage().replace("byte[]:", "stream:"), refusal(file));
      return;
    }
    NdArray streamed = Npy.load(new ByteArrayInputStream(file));
    assertEquals(array.layout(), streamed.layout());
    assertNotNull(array.toString());
    byte[] written = Npy.toBytes(array);
    assertArrayEquals(written, Npy.toBytes(streamed));
    assertArrayEquals(written, Npy.toBytes(Npy.load(written)));
  }

  private static String refusal(byte[] file) throws IOException {
    try {
      return "read as " + Npy.load(new ByteArrayInputStream(file)).layout();
    } catch (NpyFormatException refused) {
      return refused.getMessage();
    }
  }
}
