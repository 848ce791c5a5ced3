package io.npyio.pickle;

import static io.npyio.ProcessorTime.assertWithin;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.RandomCases;
import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.file.ReadOptions.ClassNames;
import io.npyio.file.ReadOptions.UnknownClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give values that can be walked, or a proper exception. */
class PickleFuzzTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_261_122);
  private static final int CASES = RandomCases.of(20_000);
  private static final int HEADER = 128;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SEED_LENGTH = 4096;
  private static final ReadOptions OPTIONS = ReadOptions.DEFAULT.withMaxBytes(8 << 20);

  private static final ReadOptions NAMED =
      OPTIONS.withUnknownClasses(UnknownClasses.OPAQUE).withClassNames(ClassNames.KEEP);

  /** Every kind of value in an array of its own, and pickles that must be refused. */
  static List<byte[]> pickles() throws IOException {
    List<byte[]> pickles = new ArrayList<>();
    for (ObjectArray array : RealPickles.arrays()) {
      for (Object value : array.elements()) {
        pickles.add(pickle(RealPickles.bytes(ObjectArray.of(Shape.of(1), Arrays.asList(value)))));
      }
    }
    HostilePickles.all(Path.of("marker")).values().stream()
        .map(hostile -> pickle(hostile.file()))
        .filter(pickle -> pickle.length < SEED_LENGTH)
        .forEach(pickles::add);
    return pickles;
  }

  private static byte[] pickle(byte[] file) {
    return Arrays.copyOfRange(file, HEADER, file.length);
  }

  @MethodSource("pickles")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreReadOrRefused(byte[] pickle) throws Throwable {
    var file = new ByteArrayOutputStream();
    file.writeBytes(NpyHeader.encode(ArrayLayout.of(DType.OBJECT, 1)));
    file.writeBytes(pickle);
    assertWithin(LIMIT, () -> isRead(file.toByteArray()));
  }

  @Test
  void damagedPicklesAreReadOrRefused() throws IOException {
    var random = new Random(SEED);
    List<byte[]> files = new ArrayList<>();
    for (ObjectArray array : RealPickles.arrays()) {
      files.add(RealPickles.bytes(array));
    }
    files.add(RealPickles.bytes(instances()));
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] damaged = damaged(random, files);
      read += isRead(damaged) ? 1 : 0;
    }
    int share = read;
    assertTrue(read > CASES / 50 && read < CASES * 49 / 50, () -> share + " of " + CASES);
  }

  /** An object of each known class. */
  private static ObjectArray instances() {
    Map<?, ?> map = Map.of("a", 1L);
    Object type = instance("builtins.type", "builtins.list");
    List<Object> all =
        List.of(
            instance("collections.defaultdict", type, map),
            instance("collections.OrderedDict", map),
            instance("collections.Counter", map),
            instance("collections.deque", List.of(1L), 3L),
            instance("builtins.range", 1L, 9L, 2L),
            instance("builtins.frozenset", Set.of(1L)),
            instance("builtins.bytearray", (Object) new byte[] {1}),
            instance("fractions.Fraction", 1L, 3L),
            instance("pathlib.PosixPath", "/a"),
            instance("uuid.UUID", new UUID(1, 2).toString()),
            instance("numpy.float32", NdArray.of(0.5f)),
            new ObjectArray.Instance("argparse.Namespace", ObjectArray.Tuple.of(), map));
    return ObjectArray.of(Shape.of(all.size()), all);
  }

  private static ObjectArray.Instance instance(String className, Object... arguments) {
    return new ObjectArray.Instance(className, ObjectArray.Tuple.of(arguments), null);
  }

  /**
   * Makes one to four changes after the header: a byte, an opcode, a cut, a piece of another file.
   */
  private static byte[] damaged(Random random, List<byte[]> files) {
    byte[] file = files.get(random.nextInt(files.size())).clone();
    for (int left = random.nextInt(4); left >= 0; left--) {
      int at = HEADER + random.nextInt(file.length - HEADER);
      switch (random.nextInt(4)) {
        case 0 -> file[at] = (byte) random.nextInt();
        case 1 -> {
          Opcode[] all = Opcode.values();
          file[at] = (byte) all[random.nextInt(all.length)].code();
        }
        case 2 -> file[at] = (byte) (file[at] ^ 1 << random.nextInt(8));
        default -> file = spliced(random, file, at, files.get(random.nextInt(files.size())));
      }
    }
    return file;
  }

  private static byte[] spliced(Random random, byte[] file, int at, byte[] other) {
    int from = HEADER + random.nextInt(other.length - HEADER);
    int to = Math.min(other.length, from + random.nextInt(60));
    int resume = Math.min(file.length, at + random.nextInt(20));
    var made = new ByteArrayOutputStream();
    made.write(file, 0, at);
    made.write(other, from, to - from);
    made.write(file, resume, file.length - resume);
    made.write(0);
    return made.toByteArray();
  }

  /** Objects of any class are read, printed, and written or refused, too. */
  private static boolean isRead(byte[] file) {
    boolean unused = isRead(file, NAMED, PickleFuzzTest::isPrinted);
    return isRead(file, OPTIONS, read -> !ObjectText.of(read).isEmpty());
  }

  private static boolean isPrinted(ObjectArray read) throws IOException {
    try {
      Npy.saveObjects(OutputStream.nullOutputStream(), read);
    } catch (IllegalArgumentException notInPython) {
      assertFalse(notInPython.getMessage().isEmpty());
    }
    return !read.toString(Long.MAX_VALUE).isEmpty();
  }

  /** Walks values that have been read. */
  private interface Walk {
    boolean isDone(ObjectArray read) throws IOException;
  }

  private static boolean isRead(byte[] file, ReadOptions options, Walk walk) {
    try {
      ObjectArray read = Npy.loadObjects(new ByteArrayInputStream(file), options);
      return walk.isDone(read) && !read.toString().isEmpty();
    } catch (NpyFormatException refusal) {
      return false;
    } catch (IOException | RuntimeException | Error surprise) {
      String pickle = HexFormat.of().formatHex(Arrays.copyOfRange(file, HEADER, file.length));
      return fail("seed " + SEED + ", " + pickle, surprise);
    }
  }
}
