package io.npyio.pickle;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.npyio.array.ObjectArray;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.PickleOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real pickles with random damage are values that can be walked, or an orderly refusal. */
class PickleFuzzTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_261_122);
  private static final int CASES = 20_000;
  private static final int HEADER = 128;
  private static final PickleOptions OPTIONS = PickleOptions.DEFAULT.withMaxMemory(8 << 20);

  @Test
  void damagedPicklesAreReadOrRefused() throws IOException {
    var random = new Random(SEED);
    List<byte[]> files = new ArrayList<>();
    for (ObjectArray array : RealPickles.arrays()) {
      files.add(RealPickles.bytes(array));
    }
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] damaged = damaged(random, files);
      read += isRead(damaged) ? 1 : 0;
    }
    int share = read;
    assertTrue(read > CASES / 50 && read < CASES * 49 / 50, () -> share + " of " + CASES);
  }

  /** One to four changes behind the header: a byte, an opcode, a cut, a piece of another file. */
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

  private static boolean isRead(byte[] file) {
    try {
      ObjectArray read = Npy.loadObjects(new ByteArrayInputStream(file), OPTIONS);
      return !ObjectText.of(read).isEmpty() && !read.toString().isEmpty();
    } catch (NpyFormatException refusal) {
      return false;
    } catch (IOException | RuntimeException | Error surprise) {
      String pickle = HexFormat.of().formatHex(Arrays.copyOfRange(file, HEADER, file.length));
      return fail("seed " + SEED + ", " + pickle, surprise);
    }
  }
}
