package io.npyio.array;

import static io.npyio.ProcessorTime.assertWithin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.dtype.DType;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a dtype, or an index, or is refused with the documented exception. */
class DTypeFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Descriptions that stand for another dtype too: text without a length in a sub-array, whose
   * shape NumPy, too, would read as that length; and types of ml_dtypes in structs and sub-arrays,
   * of which NumPy shows the size alone.
   */
  private static final Pattern AMBIGUOUS = Pattern.compile("'[|<>][SUV]0', \\(|'[<>]V");

  static Stream<byte[]> dtypes() {
    return Stream.of(
            "<f4",
            "float32",
            ">M8[25s]",
            "datetime64[ms]",
            "|S5",
            "<U0",
            "|V16",
            "i4,(2,3)f8",
            "bfloat16",
            "int4",
            "[('x', '<f8'), (('t', 'y'), '>i2', (2, 2))]",
            "[('a', [('b', '<c16')]), ('', '|V3'), ('o', '|O')]")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("dtypes")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreADTypeOrRefused(byte[] text) throws Throwable {
    assertWithin(LIMIT, () -> readDType(new String(text, UTF_8)));
  }

  private static void readDType(String text) {
    DType dtype;
    try {
      dtype = DType.of(text);
    } catch (IllegalArgumentException refused) {
      assertNotNull(refused.getMessage());
      return;
    }
    if (!AMBIGUOUS.matcher(dtype.toString()).find()) {
      assertEquals(dtype, DType.of(dtype.toString()));
    }
    assertEquals(dtype.itemSize(), dtype.withByteOrder(ByteOrder.BIG_ENDIAN).itemSize());
  }

  static Stream<byte[]> slices() {
    return Stream.of("0", "1:, ::-1", "..., None, 2", "-1, :2:-1, 9223372036854775807:")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("slices")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreAnIndexOrRefused(byte[] text) throws Throwable {
    assertWithin(LIMIT, () -> readIndex(new String(text, UTF_8)));
  }

  private static void readIndex(String text) {
    NdArray array = NdArray.zeros(DType.INT8, 3, 4, 5);
    try {
      assertNotNull(array.slice(text).toString());
    } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
      assertNotNull(refused.getMessage());
    }
  }
}
