package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file that NumPy refuses is refused, with exactly the message of {@code messages.json}, if
 * NumPy's limit for the header is set.
 */
class BadFileTest {
  private static final ReadOptions NUMPY = ReadOptions.DEFAULT.withMaxHeaderSize(10_000);
  private static final Map<String, String> BAD = Golden.messages("bad");
  private static final Map<String, String> HEADERS = Golden.messages("headers");

  /** NumPy refuses {@code <f1}, which it writes itself for the float8 types of ml_dtypes. */
  static List<Golden> bad() {
    return Golden.of("bad").stream()
        .filter(golden -> !golden.stem().equals("descr_text_f1"))
        .toList();
  }

  static Stream<Golden> refusedHeaders() {
    return Golden.of("headers").stream().filter(golden -> !golden.isAccepted());
  }

  static Stream<Golden> all() {
    return Stream.concat(bad().stream(), refusedHeaders());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aFileIsRefused(Golden golden) throws Exception {
    String expected = message(golden);
    assertMessage(expected, () -> Npy.load(golden.path(), NUMPY));
    assertMessage(expected, () -> Npy.map(golden.path(), MapMode.READ_ONLY, NUMPY).close());
    assertMessage(expected, () -> Npy.map(golden.path(), MapMode.COPY_ON_WRITE, NUMPY).close());
    assertMessage(expected, () -> Npy.load(golden.path(), Object[].class, NUMPY));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStreamIsRefused(Golden golden) throws Exception {
    String expected = message(golden);
    byte[] bytes = golden.bytes();
    assertMessage(
        expected.replace(golden.name() + ":", "stream:"),
        () -> Npy.load(new ByteArrayInputStream(bytes), NUMPY));
    assertMessage(expected.replace(golden.name() + ":", "byte[]:"), () -> Npy.load(bytes, NUMPY));
  }

  private static String message(Golden golden) {
    String message = BAD.getOrDefault(golden.stem(), HEADERS.get(golden.stem()));
    assertTrue(message != null, () -> "no message for " + golden.name());
    return message;
  }

  private static void assertMessage(String expected, Executable read) {
    NpyFormatException refused = assertThrows(NpyFormatException.class, read);
    assertEquals(expected, refused.getMessage());
    assertTrue(
        refused.getMessage().startsWith(refused.source() + ": byte " + refused.offset() + ": "));
  }

  @Test
  void thereIsOneMessageForEachRefusedFile() {
    assertEquals(names(Golden.of("bad").stream()), BAD.keySet());
    assertEquals(names(refusedHeaders()), HEADERS.keySet());
  }

  private static Set<String> names(Stream<Golden> files) {
    return files.map(Golden::stem).collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOffsetLiesInsideTheFile(Golden golden) throws IOException {
    NpyFormatException refused =
        assertThrows(NpyFormatException.class, () -> Npy.load(golden.path(), NUMPY));
    assertTrue(refused.offset() >= 0 && refused.offset() <= golden.bytes().length);
  }
}
