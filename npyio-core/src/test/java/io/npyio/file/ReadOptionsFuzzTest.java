package io.npyio.file;

import static io.npyio.ProcessorTime.assertWithin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.Shape;
import io.npyio.file.ReadOptions.ClassNames;
import io.npyio.file.ReadOptions.Python2Strings;
import io.npyio.file.ReadOptions.PythonObjects;
import io.npyio.file.ReadOptions.UnknownClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any options and any bytes: the limits hold, and within them the array is as without limits. */
class ReadOptionsFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Choices, the limit of the header and the limit of the data stand before the file. */
  private static final int OPTIONS_LENGTH = 1 + Short.BYTES + Integer.BYTES;

  static List<byte[]> seeds() throws IOException {
    byte[] array = Npy.toBytes(NdArray.of(new int[] {1, 2, 3}));
    var objects = new ByteArrayOutputStream();
    Npy.saveObjects(objects, ObjectArray.of(Shape.of(2), Arrays.asList("a", 7L)));
    byte[] archive =
        new NpzBytes().stored("a.npy", array).deflated("b.npy", array, e -> {}).bytes();
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] file : List.of(array, objects.toByteArray(), archive)) {
      seeds.add(seed(0, 1000, 1 << 20, file));
      seeds.add(seed(0xFF, 117, 1 << 20, file));
      seeds.add(seed(0b11010, 1000, 11, file));
    }
    return seeds;
  }

  private static byte[] seed(int choices, int maxHeaderSize, int maxBytes, byte[] file) {
    return ByteBuffer.allocate(OPTIONS_LENGTH + file.length)
        .put((byte) choices)
        .putShort((short) maxHeaderSize)
        .putInt(maxBytes)
        .put(file)
        .array();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "3m")
  void anyOptionsHoldForAnyBytes(byte[] input) throws Throwable {
    if (input.length >= OPTIONS_LENGTH) {
      ReadOptions options = options(ByteBuffer.wrap(input));
      byte[] file = Arrays.copyOfRange(input, OPTIONS_LENGTH, input.length);
      assertWithin(LIMIT, () -> readArray(file, options));
      assertWithin(LIMIT, () -> readObjects(file, options));
      assertWithin(LIMIT, () -> readArchive(file, options));
    }
  }

  private static ReadOptions options(ByteBuffer in) {
    int choices = in.get();
    return new ReadOptions(
        in.getShort() & 0xFFFF,
        in.getInt() & 0xFF_FFFF,
        choice(PythonObjects.values(), choices),
        choice(Python2Strings.values(), choices >> 1),
        choice(UnknownClasses.values(), choices >> 3),
        choice(ClassNames.values(), choices >> 4));
  }

  private static <T> T choice(T[] values, int bits) {
    return values[(bits & 3) % values.length];
  }

  private static void readArray(byte[] file, ReadOptions options) throws IOException {
    NdArray array;
    try {
      array = Npy.load(file, options);
    } catch (NpyFormatException refused) {
      assertRefused(() -> Npy.load(new ByteArrayInputStream(file), options));
      if (!refused.getMessage().contains("; if you trust the source, allow ")) {
        assertRefused(() -> Npy.load(file));
      }
      return;
    }
    assertTrue(array.layout().nbytes() <= options.maxBytes());
    assertArrayEquals(Npy.toBytes(Npy.load(file)), Npy.toBytes(array));
    NdArray streamed = Npy.load(new ByteArrayInputStream(file), options);
    assertArrayEquals(Npy.toBytes(array), Npy.toBytes(streamed));
  }

  private static void assertRefused(Executable read) {
    assertThrows(NpyFormatException.class, read);
  }

  private static void readObjects(byte[] file, ReadOptions options) throws IOException {
    try {
      ObjectArray objects = Npy.loadObjects(new ByteArrayInputStream(file), options);
      assertEquals(PythonObjects.READ, options.objects());
      assertFalse(objects.toString().isEmpty());
    } catch (NpyFormatException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }

  private static void readArchive(byte[] file, ReadOptions options) throws IOException {
    try (Npz npz = Npz.read(new ByteArrayInputStream(file), options)) {
      assertTrue(file.length <= options.maxBytes());
      for (Npz.Member member : npz.members()) {
        readMember(npz, member.name(), options);
      }
    } catch (NpyFormatException refused) {
      assertTrue(refused.offset() >= 0 && refused.offset() <= file.length, refused.getMessage());
    }
  }

  private static void readMember(Npz npz, String name, ReadOptions options) throws IOException {
    try {
      assertTrue(npz.load(name).layout().nbytes() <= options.maxBytes());
      assertTrue(npz.bytes(name).length <= options.maxBytes());
    } catch (NpyFormatException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }
}
