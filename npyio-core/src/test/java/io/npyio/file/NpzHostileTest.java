package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.ProcessorTime;
import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Archives that lie: each gives one clear error, quickly and in little memory. */
class NpzHostileTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_250_101);
  private static final int SAMPLES = Integer.getInteger("npyio.samples", 3_000);
  private static final byte[] ONE = Npy.toBytes(NdArray.of(new int[] {1, 2, 3}));
  private static final byte[] ELEVEN = Npy.toBytes(NdArray.zeros(DType.INT8, 11));
  private static final String DAMAGED = "; the member is damaged";

  @TempDir private Path folder;

  /** Archive and message by name of the case. */
  private final Map<String, byte[]> archives = new LinkedHashMap<>();

  private final Map<String, String> messages = new LinkedHashMap<>();

  private void add(String message, NpzBytes archive) {
    add(message, archive.bytes());
  }

  private void add(String message, byte[] archive) {
    String name = "%03d.npz".formatted(archives.size());
    archives.put(name, archive);
    messages.put(name, name + message);
  }

  private static NpzBytes stored(Consumer<NpzBytes.Entry> lie) {
    return new NpzBytes().stored("a.npy", ONE, lie);
  }

  private static NpzBytes deflated(byte[] content, Consumer<NpzBytes.Entry> lie) {
    return new NpzBytes().deflated("a.npy", content, lie);
  }

  private static NpzBytes end(Consumer<NpzBytes> lie) {
    return new NpzBytes().stored("a.npy", ONE).stored("b.npy", ONE).with(lie);
  }

  /**
   * Opens each archive of a folder and reads all of it; prints file, milliseconds of processor time
   * and what came of it.
   */
  public static void main(String[] args) throws Exception {
    try (var files = Files.list(Path.of(args[0]))) {
      for (Path file : files.sorted().toList()) {
        ProcessorTime time = ProcessorTime.start();
        String outcome = outcome(file);
        System.out.println(file.getFileName() + "\t" + time.millis() + "\t" + outcome);
      }
    }
  }

  private static String outcome(Path file) {
    try (Npz npz = Npz.open(file)) {
      for (String name : npz.names()) {
        npz.load(name);
        npz.load(name, int[].class);
        npz.bytes(name);
      }
      return "no error";
    } catch (NpyFormatException refused) {
      return refused.getMessage();
    } catch (Throwable other) {
      return other.toString();
    }
  }

  /** Puts all archives into the folder. */
  private void writeAll() throws IOException {
    noArchives();
    truncated();
    endRecords();
    directories();
    localHeaders();
    places();
    methods();
    stored();
    deflated();
    arrays();
    for (Map.Entry<String, byte[]> archive : archives.entrySet()) {
      Files.write(folder.resolve(archive.getKey()), archive.getValue());
    }
  }

  @Test
  void eachHostileArchiveIsRefusedWithAMessageOfItsOwn() throws IOException {
    writeAll();
    Map<String, String> found = new LinkedHashMap<>();
    archives.keySet().forEach(name -> found.put(name, outcome(folder.resolve(name))));
    assertEquals(messages, found);
  }

  @Tag("slow")
  @Test
  void eachHostileArchiveIsRefusedInASecondAnd128Megabytes() throws Exception {
    writeAll();
    assertTrue(archives.size() >= 100, archives.size() + " archives");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                NpzHostileTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
    Map<String, String> found = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split("\t", 3);
      assertTrue(Integer.parseInt(parts[1]) < 1000, line);
      found.put(parts[0], parts[2]);
    }
    assertEquals(messages, found);
  }

  /** The array ends before the member does, whose end tells whether it is whole. */
  @Test
  void everyWayToReadNoticesASizeThatIsOneTooLarge() throws IOException {
    Path file = folder.resolve("a.npz");
    Files.write(file, deflated(ONE, e -> e.size = 141).bytes());
    try (Npz npz = Npz.open(file)) {
      List<Executable> reads =
          List.of(
              () -> npz.load("a"),
              () -> npz.load("a", int[].class),
              npz::loadAll,
              () -> npz.bytes("a"),
              () -> npz.stream("a").readAllBytes());
      for (Executable read : reads) {
        assertEquals(
            "a.npz!a: byte 140: the compressed data end here but 1 more bytes are missing",
            assertThrows(NpyFormatException.class, read).getMessage());
      }
    }
    var pickled = new ByteArrayOutputStream();
    Npy.saveObjects(pickled, ObjectArray.of(Shape.of(1), List.of("x")));
    Files.write(file, deflated(pickled.toByteArray(), e -> e.size++).bytes());
    try (Npz npz = Npz.open(file)) {
      assertTrue(
          assertThrows(NpyFormatException.class, () -> npz.loadObjects("a"))
              .getMessage()
              .endsWith(": the compressed data end here but 1 more bytes are missing"));
    }
  }

  /** Python reads them so: the numbers of disks count only before a zip64 record. */
  @Test
  void numbersOfDisksInTheEndRecordAreIgnored() throws IOException {
    byte[] disks = NpzBytes.end64(2, 102, 350, 452);
    disks[16] = 1;
    disks[24] = 1;
    for (NpzBytes archive :
        List.of(end(a -> a.disk = 1), end(a -> a.countHere = 1L), end(a -> a.beforeEnd = disks))) {
      try (Npz npz = Npz.open(archive.bytes())) {
        assertEquals(List.of("a", "b"), npz.names());
      }
    }
  }

  private void noArchives() {
    String no = ": byte 0: expected a zip archive, as .npz files are, but found ";
    add(no + "no data", new byte[0]);
    add(no + "none in 1 bytes", new byte[1]);
    add(no + "none in 100000 bytes", new byte[100_000]);
    add(no + "none in 140 bytes; this is a .npy file, which Npy reads", ONE);
    add(no + "none in 5 bytes", "hello".getBytes(UTF_8));
    byte[] gzip = new byte[30];
    gzip[0] = 0x1F;
    gzip[1] = (byte) 0x8B;
    add(no + "none in 30 bytes", gzip);
  }

  private void truncated() {
    byte[] whole = end(a -> {}).bytes();
    String missing = ": the file ends here but the directory of the archive is missing";
    for (int length = 2; length < whole.length; length += 11) {
      add(": byte " + length + missing, Arrays.copyOf(whole, length));
    }
    add(": byte " + (whole.length - 1) + missing, Arrays.copyOf(whole, whole.length - 1));
    byte[] tail = Arrays.copyOfRange(whole, whole.length - 50, whole.length);
    add(
        ": byte 28: expected a directory of at most 28 bytes before this record but found a size of"
            + " 102",
        tail);
    byte[] later = Arrays.copyOfRange(whole, 10, whole.length);
    add(": byte 442: expected the directory at byte 340 but found an offset of 350", later);
  }

  private void endRecords() {
    String at = ": byte 452: ";
    add(
        at + "expected a directory of at most 452 bytes before this record but found a size of 453",
        end(a -> a.size = 453L));
    add(
        at
            + "expected a directory of at most 452 bytes before this record but found a size of"
            + " 4294967295",
        end(a -> a.size = -1L));
    add(
        at + "expected the directory at byte 350 but found an offset of 351",
        end(a -> a.offset = 351L));
    add(
        at + "expected the directory at byte 350 but found an offset of 4294967295",
        end(a -> a.offset = -1L));
    add(
        at + "expected at most 2 members in a directory of 102 bytes but found a count of 3",
        end(a -> a.count = 3L));
    add(
        at + "expected at most 2 members in a directory of 102 bytes but found a count of 65535",
        end(a -> a.count = -1L));
    add(": byte 350: expected 1 members in the directory but found 2", end(a -> a.count = 1L));
    add(": byte 350: expected 0 members in the directory but found 2", end(a -> a.count = 0L));
    add(
        at + "expected the directory at byte 452 but found an offset of 453",
        end(
            a -> {
              a.size = 0L;
              a.count = 0L;
              a.offset = 453L;
            }));
    zip64Ends();
  }

  private void zip64Ends() {
    long[][] lies = {
      {-1, 102, 350},
      {3, 102, 350},
      {1L << 40, 102, 350},
      {2, -1, 350},
      {2, 453, 350},
      {2, Long.MAX_VALUE, 350},
      {2, 102, -1},
      {2, 102, 351},
      {2, 102, Long.MAX_VALUE},
      {1, 102, 350},
    };
    String count = ": byte 452: expected at most 2 members in a directory of 102 bytes but found a";
    String size = ": byte 452: expected a directory of at most 452 bytes before this record but";
    String offset = ": byte 452: expected the directory at byte 350 but found an offset of ";
    String[] expected = {
      count + " count of 18446744073709551615",
      count + " count of 3",
      count + " count of 1099511627776",
      size + " found a size of 18446744073709551615",
      size + " found a size of 453",
      size + " found a size of 9223372036854775807",
      offset + "18446744073709551615",
      offset + "351",
      offset + "9223372036854775807",
      ": byte 350: expected 1 members in the directory but found 2",
    };
    for (int i = 0; i < lies.length; i++) {
      byte[] end = NpzBytes.end64(lies[i][0], lies[i][1], lies[i][2], 452);
      add(expected[i], end(a -> a.beforeEnd = end));
    }
    for (long place : new long[] {-1, 0, 453, Long.MAX_VALUE}) {
      byte[] end = NpzBytes.end64(2, 102, 350, place);
      end[0] = 0;
      add(
          ": byte 508: expected the zip64 end record before its locator but found none",
          end(a -> a.beforeEnd = end));
    }
    for (int place : new int[] {56 + 4, 56 + 16}) {
      byte[] disks = NpzBytes.end64(2, 102, 350, 452);
      disks[place]++;
      add(
          ": byte 508: expected an archive in one file but found a part of several",
          end(a -> a.beforeEnd = disks));
    }
  }

  private void directories() {
    add(
        ": byte 175: expected the bytes 50 4B 01 02 of an entry of the directory but found 50 4B 03"
            + " 04",
        stored(e -> e.signature = 0x04034b50));
    add(
        ": byte 175: expected the bytes 50 4B 01 02 of an entry of the directory but found 00 00 00"
            + " 00",
        stored(e -> e.signature = 0));
    add(
        ": byte 226: the directory ends here but its last entry needs 1 more byte",
        stored(e -> e.nameLength = 6));
    add(
        ": byte 226: the directory ends here but its last entry needs 65530 more bytes",
        stored(e -> e.nameLength = 65_535));
    add(
        ": byte 226: the directory ends here but its last entry needs 65535 more bytes",
        stored(e -> e.extraLength = 65_535));
    add(
        ": byte 226: the directory ends here but its last entry needs 45 more bytes",
        stored(e -> e.nameLength = 4));
    add(
        ": byte 175: expected a name in UTF-8 but found other bytes",
        stored(
            e -> {
              e.name = new byte[] {'a', (byte) 0xFF, 'a', 'a', 'a'};
              e.flags = 0x800;
            }));
    String none = ": byte 175: expected a zip64 field with the sizes and the offset but found none";
    add(none, stored(e -> e.size = -1));
    add(none, stored(e -> e.compressedSize = -1));
    add(none, stored(e -> e.offset = -1L));
    add(
        none,
        stored(
            e -> {
              e.size = -1;
              e.compressedSize = -1;
              e.extra = NpzBytes.field(1, 140);
            }));
    add(
        none,
        stored(
            e -> {
              e.size = -1;
              e.extra = new byte[] {1, 0, 4, 0, 1, 2, 3, 4};
            }));
    add(
        ": byte 175: expected an extra field of 8 bytes but found 4",
        stored(
            e -> {
              e.size = -1;
              e.extra = Arrays.copyOf(NpzBytes.field(1, 140), 8);
            }));
    for (int i = 0; i < 3; i++) {
      int which = i;
      add(
          ": byte 175: expected at most 2^63 - 1 but found 18446744073709551615",
          stored(
              e -> {
                e.size = which == 0 ? -1 : e.size;
                e.compressedSize = which == 1 ? -1 : e.compressedSize;
                e.offset = which == 2 ? Long.valueOf(-1) : e.offset;
                e.extra = NpzBytes.field(1, -1);
              }));
    }
  }

  private void places() {
    String before = " in the 175 bytes before the directory but found ";
    String offset = ": byte 175: expected the offset of a member" + before;
    add(offset + "176", stored(e -> e.offset = 176L));
    add(offset + "4294967294", stored(e -> e.offset = 0xFFFFFFFEL));
    add(
        offset + "9223372036854775807",
        stored(
            e -> {
              e.offset = -1L;
              e.extra = NpzBytes.field(1, Long.MAX_VALUE);
            }));
    String size = ": byte 175: expected the compressed size of a member" + before;
    add(size + "176", stored(e -> e.compressedSize = 176));
    add(size + "4294967294", stored(e -> e.compressedSize = 0xFFFFFFFEL));
    add(
        size + "9223372036854775807",
        stored(
            e -> {
              e.compressedSize = -1;
              e.extra = NpzBytes.field(1, Long.MAX_VALUE);
            }));
    String end =
        " to end before byte %d, where the next one or the directory begins, but found %d bytes";
    add(
        ": byte 0: expected the member a.npy" + end.formatted(175, 141),
        stored(e -> e.compressedSize = 141));
    add(
        ": byte 100: expected the member a.npy" + end.formatted(175, 140),
        stored(e -> e.offset = 100L));
    add(
        ": byte 175: expected the member a.npy" + end.formatted(175, 140),
        stored(e -> e.offset = 175L));
    overlaps(end);
  }

  private void overlaps(String end) {
    String a = ": byte 0: expected the member a.npy" + end;
    // one content under many names
    NpzBytes bomb = new NpzBytes().stored("a.npy", ONE);
    for (int i = 0; i < 1000; i++) {
      bomb.stored(
          "a.npy",
          ONE,
          e -> {
            e.offset = 0L;
            e.isThere = false;
          });
    }
    add(a.formatted(0, 140), bomb);
    // members that enclose the next ones
    add(
        a.formatted(175, 315),
        new NpzBytes().stored("a.npy", ONE, e -> e.compressedSize = 315).stored("b.npy", ONE));
    add(
        a.formatted(30, 140),
        new NpzBytes().stored("a.npy", ONE).stored("b.npy", ONE, e -> e.offset = 30L));
  }

  private void localHeaders() {
    String header = "the header of the member a.npy";
    add(
        ": byte 0: expected the bytes 50 4B 03 04 of " + header + " but found 50 4B 01 02",
        stored(e -> e.localSignature = 0x02014b50));
    add(
        ": byte 0: expected the bytes 50 4B 03 04 of " + header + " but found 00 00 00 00",
        stored(e -> e.localSignature = 0));
    String others =
        ": byte 0: expected the name and method of "
            + header
            + " here as in the directory but"
            + " found others";
    add(others, stored(e -> e.localName = "b.npy".getBytes(UTF_8)));
    add(others, stored(e -> e.localName = new byte[100]));
    add(
        ": byte 0: expected the member a.npy to end before byte 170, where the next one or the"
            + " directory begins, but found 140 bytes",
        stored(e -> e.localName = new byte[0]));
    add(others, stored(e -> e.localMethod = 8));
    add(others, deflated(ONE, e -> e.localMethod = 0));
    String room = "expected 140 bytes of the member a.npy but found room for ";
    add(": byte 36: " + room + "139 before the next header", stored(e -> e.localExtraLength = 1));
    add(
        ": byte 65570: " + room + "0 before the next header",
        stored(e -> e.localExtraLength = 65_535));
    add(
        ": byte 55: " + room + "120 before the next header",
        new NpzBytes().stored("a.npy", ONE, e -> e.localExtraLength = 20).stored("b.npy", ONE));
  }

  private void methods() {
    String encrypted =
        "!a: byte 0: expected plain data but found an encrypted member; npyio knows no passwords";
    add(encrypted, stored(e -> e.flags = 1));
    add(encrypted, stored(e -> e.flags = 1 | 8));
    add(encrypted, stored(e -> e.flags = 1 | 64));
    add(encrypted, deflated(ONE, e -> e.flags = 1));
    add(encrypted, stored(e -> e.flags = 32));
    add(encrypted, stored(e -> e.flags = 64));
    Map<Integer, String> names = new LinkedHashMap<>();
    names.put(1, "method 1");
    names.put(9, "method 9");
    names.put(12, "bzip2");
    names.put(14, "LZMA");
    names.put(93, "Zstandard");
    names.put(95, "XZ");
    names.put(99, "method 99");
    names.put(65_535, "method 65535");
    names.forEach(
        (method, name) ->
            add(
                "!a: byte 0: expected a stored or deflated member but found "
                    + name
                    + (method == 12 || method == 14
                        ? "; the command npyio reads it, and so does a Decompressor for it"
                        : "; NumPy's savez writes those"),
                stored(
                    e -> {
                      e.method = method;
                      e.localMethod = method;
                    })));
  }

  private void stored() {
    String size = "!a: byte 0: expected a size that 140 stored bytes can have but found ";
    add(size + "139", stored(e -> e.size = 139));
    add(size + "141", stored(e -> e.size = 141));
    add(size + "4294967294", stored(e -> e.size = 0xFFFFFFFEL));
    add(
        size + "9223372036854775807",
        stored(
            e -> {
              e.size = -1;
              e.extra = NpzBytes.field(1, Long.MAX_VALUE);
            }));
    add(
        "!a: byte 140: expected the CRC-32 00000000 but found 042BC0EB" + DAMAGED,
        stored(e -> e.crc = 0));
    add(
        "!a: byte 140: expected the CRC-32 042BC0EB but found 732CF07D" + DAMAGED,
        stored(
            e -> {
              e.stored = ONE.clone();
              e.stored[139] = 1;
            }));
  }

  private void deflated() {
    int length = NpzBytes.deflate(ONE).length;
    String size = "!a: byte 0: expected a size that %d deflated bytes can have but found ";
    add(size.formatted(length) + "4294967294", deflated(ONE, e -> e.size = 0xFFFFFFFEL));
    add(
        size.formatted(length) + (1L << 40),
        deflated(
            ONE,
            e -> {
              e.size = -1;
              e.extra = NpzBytes.field(1, 1L << 40);
            }));
    add(
        size.formatted(0) + "140",
        deflated(
            ONE,
            e -> {
              e.stored = new byte[0];
              e.compressedSize = 0;
            }));
    add(
        "!a: byte 139: expected the member to end here but more was compressed",
        deflated(concat(ELEVEN, new byte[1 << 16]), e -> e.size = 139));
    bombs();
    add(
        "!a: byte 140: the compressed data end here but 1 more bytes are missing",
        deflated(
            Arrays.copyOf(Npy.toBytes(NdArray.zeros(DType.INT8, 13)), 140), e -> e.size = 141));
    add(
        "!a: byte 140: expected the CRC-32 00000001 but found 042BC0EB" + DAMAGED,
        deflated(ONE, e -> e.crc = 1));
    add(
        "!a: byte 140: the compressed data end here but 1 more bytes are missing",
        deflated(ONE, e -> e.size = 141));
    add(
        "!a: byte 145: expected the CRC-32 00000001 but found BF1F83D0" + DAMAGED,
        deflated(Arrays.copyOf(ONE, 145), e -> e.crc = 1));
    add(
        "!a: byte 0: the compressed data are damaged: invalid block type",
        deflated(ONE, e -> Arrays.fill(e.stored, (byte) 0xFF)));
    add(
        "!a: byte 140: expected %d compressed bytes but found %d".formatted(length + 9, length),
        deflated(
            ONE,
            e -> {
              e.stored = Arrays.copyOf(e.stored, length + 9);
              e.compressedSize = length + 9L;
            }));
    add(
        "!a: byte 0: the compressed data end here but 140 more bytes are missing",
        deflated(
            ONE,
            e -> {
              e.stored = new byte[] {1, 0, 0, (byte) 0xFF, (byte) 0xFF};
              e.compressedSize = 5;
            }));
  }

  /** Arrays of gigabytes that the compressed bytes could be, but are not. */
  private void bombs() {
    byte[] noise = new byte[1 << 20];
    new Random(SEED).nextBytes(noise);
    for (long size : new long[] {100_000_000L, 900_000_000L, 1_080_000_000L}) {
      byte[] header = NpyHeader.encode(ArrayLayout.of("|u1", size));
      add(
          "!a: byte %d: the compressed data end here but %d more bytes are missing"
              .formatted(header.length + noise.length, size - noise.length),
          deflated(concat(header, noise), e -> e.size = header.length + size));
    }
    byte[] zeros = new byte[1 << 22];
    byte[] header = NpyHeader.encode(ArrayLayout.of("|u1", 1000));
    add(
        "!a: byte 1128: expected the member to end here but more was compressed",
        deflated(concat(header, zeros), e -> e.size = header.length + 1000L));
  }

  private void arrays() {
    byte[] larger = NpyHeader.encode(ArrayLayout.of("<i8", 1L << 40));
    String ends =
        "!a: byte %d: the file ends here but (1099511627776,) of '<i8' needs %d more bytes";
    add(
        ends.formatted(140, (1L << 43) - 12),
        new NpzBytes().stored("a.npy", concat(larger, new byte[12])));
    add(ends.formatted(140, (1L << 43) - 12), deflated(concat(larger, new byte[12]), e -> {}));
    add(
        "!a: byte 10: the file ends here but the header needs 118 more bytes",
        new NpzBytes().stored("a.npy", Arrays.copyOf(ONE, 10)));
    add(
        "!a: byte 100: the file ends here but the header needs 28 more bytes",
        deflated(Arrays.copyOf(ONE, 100), e -> {}));
    add(
        "!a: byte 139: the file ends here but (3,) of '<i4' needs 1 more byte",
        deflated(Arrays.copyOf(ONE, 139), e -> {}));
    add(
        "!a: byte 0: expected an array but found other data; bytes(name) reads any member",
        new NpzBytes().stored("a.npy", "hello".getBytes(UTF_8)));
    add(
        "!../../etc/passwd: byte 0: expected an array but found other data; bytes(name) reads any"
            + " member",
        new NpzBytes().stored("../../etc/passwd", "root".getBytes(UTF_8)));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  // ---- any bytes

  @Tag("slow")
  @Test
  void anyChangedArchiveIsReadOrRefused() throws IOException {
    Random random = new Random(SEED);
    byte[] noise = new byte[5000];
    random.nextBytes(noise);
    byte[] whole =
        new NpzBytes()
            .stored("a.npy", ONE, e -> e.localExtra = NpzBytes.field(1, 140, 140))
            .deflated("b.npy", concat(ONE, noise), e -> {})
            .stored("note.txt", noise)
            .bytes();
    Path file = folder.resolve("changed.npz");
    for (int i = 0; i < SAMPLES; i++) {
      byte[] changed = whole.clone();
      boolean isInStructure = random.nextBoolean();
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = isInStructure ? changed.length - 1 - random.nextInt(230) : 0;
        changed[isInStructure ? at : random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, changed);
      String outcome = outcome(file);
      boolean isExpected =
          outcome.equals("no error")
              || outcome.startsWith("changed.npz: byte ")
              || outcome.startsWith("changed.npz!");
      assertTrue(isExpected, "sample " + i + " of seed " + SEED + ": " + outcome);
    }
  }
}
