package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio repair}. */
class RepairTest {
  private static final NdArray ARRAY =
      NdArray.of(new int[][] {{10, 11, 12}, {13, 14, 15}, {16, 17, 18}, {19, 10, 13}});

  private static final int HEADER = 128;

  @TempDir Path folder;
  private Path file;
  private Path mended;

  @BeforeEach
  void name() {
    file = folder.resolve("a.npy");
    mended = folder.resolve("b.npy");
  }

  private byte[] sound() {
    return Npy.toBytes(ARRAY);
  }

  private void write(byte[] bytes) throws IOException {
    Files.write(file, bytes);
  }

  /** A file whose header has another dictionary, padded to its length. */
  private byte[] withDictionary(String dictionary) {
    return withDictionary(dictionary, sound());
  }

  private static byte[] withDictionary(String dictionary, byte[] sound) {
    byte[] bytes = sound.clone();
    Arrays.fill(bytes, 10, HEADER - 1, (byte) ' ');
    byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, bytes, 10, text.length);
    return bytes;
  }

  private static byte[] textMode(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Reports the fault, and mends the file in each of the two ways. */
  private void mends(String fault, NdArray expected) throws IOException {
    byte[] before = Files.readAllBytes(file);
    String result =
        "%s %s %s, %d bytes"
            .formatted(
                expected.dtype(),
                expected.shape(),
                expected.layout().order(),
                HEADER + expected.nbytes());
    Run report = npyio("repair", file);
    assertEquals("", report.err());
    assertEquals(
        "%s: %s\n%1$s: not mended; -o OUT or --in-place makes it %s\n"
            .formatted(file, fault, result),
        report.out());
    assertEquals(1, report.status());
    assertArrayEquals(before, Files.readAllBytes(file));

    npyio("repair", file, "-o", mended)
        .prints("%s: %s\n%1$s: mended in %s: %s\n".formatted(file, fault, mended, result));
    assertTrue(Npy.load(mended).contentEquals(expected));
    assertArrayEquals(before, Files.readAllBytes(file));
    npyio("verify", mended).prints(mended + ": ok\n");

    npyio("repair", file, "--in-place")
        .prints("%s: %s\n%1$s: mended in place: %s\n".formatted(file, fault, result));
    assertArrayEquals(Files.readAllBytes(mended), Files.readAllBytes(file));
    npyio("repair", file).prints(file + ": sound\n");
  }

  private void isBeyondRepair(String why) throws IOException {
    byte[] before = Files.readAllBytes(file);
    for (String[] options :
        new String[][] {{}, {"-o", mended.toString()}, {"--in-place"}, {"--dry-run"}}) {
      Object[] words = new Object[2 + options.length];
      words[0] = "repair";
      words[1] = file;
      System.arraycopy(options, 0, words, 2, options.length);
      npyio(words).fails("npyio: " + file + ": " + why);
      assertFalse(Files.exists(mended));
      assertArrayEquals(before, Files.readAllBytes(file));
    }
  }

  // ---- header --------------------------------------------------------------------------------

  @Test
  void integersOfNumPyInTheShape() throws IOException {
    write(
        withDictionary(
            "{'descr': '<i4', 'fortran_order': False, 'shape': (np.int64(4), np.int64(3)), }"));
    mends("byte 61: the header has np.int64(4), which NumPy does not read, instead of 4", ARRAY);
  }

  @Test
  void messagesOfOtherVerbsNameIt() throws IOException {
    write(
        withDictionary(
            "{'descr': '<i4', 'fortran_order': False, 'shape': (np.int64(4), np.int64(3)), }"));
    for (String verb : new String[] {"cat", "info", "stats"}) {
      npyio(verb, file)
          .fails(
              "npyio: "
                  + file
                  + ": byte 61: expected a plain value but found np.int64(4); open_memmap of NumPy 2"
                  + " writes this for a shape of NumPy integers, and NumPy cannot read it; 'npyio"
                  + " repair' mends it");
    }
    write(Arrays.copyOf(sound(), 150));
    npyio("cat", file)
        .fails(
            "npyio: "
                + file
                + ": byte 150: the file ends here but (4, 3) of '<i4' needs 26 more bytes; 'npyio"
                + " repair' keeps the whole rows");
  }

  @Test
  void aListAsShape() throws IOException {
    write(withDictionary("{'descr': '<i4', 'fortran_order': False, 'shape': [4, 3], }"));
    mends("byte 60: the shape is [4, 3] instead of the tuple (4, 3)", ARRAY);
  }

  @Test
  void aNumberAsShape() throws IOException {
    write(withDictionary("{'descr': 'S12', 'fortran_order': False, 'shape': (4)}"));
    mends(
        "byte 60: the shape is (4) instead of the tuple (4,)",
        Npy.load(withDictionary("{'descr': 'S12', 'fortran_order': False, 'shape': (4,)}")));
  }

  @Test
  void wordsOfJson() throws IOException {
    write(withDictionary("{\"descr\": \"<i4\", \"fortran_order\": false, \"shape\": (4.0, 3)}"));
    Run report = npyio("repair", file);
    assertEquals(
        """
        %s: byte 44: the header has false instead of False
        %1$s: byte 61: the header has 4.0 instead of 4
        %1$s: not mended; -o OUT or --in-place makes it <i4 (4, 3) C, 176 bytes
        """
            .formatted(file),
        report.out());
    assertEquals(1, report.status());
  }

  @Test
  void metadataOfADtype() throws IOException {
    write(
        withDictionary(
            "{'descr': ('<i4', {'unit': ('m', {2: 3})}), 'fortran_order': False, 'shape': (4, 3)}"));
    mends("byte 20: the header has metadata of a dtype, which NumPy does not read", ARRAY);
  }

  @Test
  void anEmptyArrayWhoseHeaderIsCutOff() throws IOException {
    NdArray empty = NdArray.of(new int[0][3]);
    write(Arrays.copyOf(Npy.toBytes(empty), 100));
    mends(
        "byte 8: the header says that the data begin at byte 128, but they begin at byte 100",
        empty);
  }

  @Test
  void keysThatDoNotBelong() throws IOException {
    write(
        withDictionary(
            "{'descr': '<i4', 'fortran_order': False, 'shape': (4, 3), 'unit': ('m', 2)}"));
    mends("byte 68: the header has a key that does not belong: unit", ARRAY);
  }

  @Test
  void keysWithoutQuotes() throws IOException {
    write(withDictionary("{descr: '<i4', fortran_order: False, shape: (4, 3)}"));
    mends("byte 11: the header has the key descr without quotes", ARRAY);
  }

  @Test
  void anOrderThatMakesNoDifference() throws IOException {
    write(withDictionary("{'descr': '<i4', 'shape': (12,)}"));
    mends(
        "byte 10: the header has no 'fortran_order'; with one axis both orders are the same",
        ARRAY.reshape(12));
    write(withDictionary("{'descr': '<i4', 'shape': (4, 3)}"));
    Files.delete(mended);
    isBeyondRepair(
        "byte 10: expected 'descr', 'fortran_order' and 'shape' but found 'descr', 'shape'; beyond"
            + " repair");
  }

  @Test
  void junkBehindTheDictionary() throws IOException {
    byte[] bytes = sound();
    bytes[100] = 0;
    write(bytes);
    mends("byte 69: other bytes than spaces follow the dictionary", ARRAY);
  }

  @Test
  void aWrongLengthOfTheHeader() throws IOException {
    for (int length : new int[] {30, 90, 117, 500, 60_000}) {
      byte[] bytes = sound();
      bytes[8] = (byte) length;
      bytes[9] = (byte) (length >> 8);
      write(bytes);
      mends(
          "byte 8: the header says that the data begin at byte %d, but they begin at byte 128"
              .formatted(10 + length),
          ARRAY);
    }
  }

  @Test
  void aWrongLengthOfTheHeaderWhereTheFirstElementLooksLikePadding() throws IOException {
    NdArray array = NdArray.of(new int[] {0x0A0D0A20, 1, 2, 3, 4});
    byte[] bytes = Npy.toBytes(array);
    bytes[8] = (byte) (bytes[8] + 4);
    write(bytes);
    mends(
        "byte 8: the header says that the data begin at byte 132, but they begin at byte 128",
        array);
  }

  @Test
  void aWrongVersion() throws IOException {
    byte[] bytes = sound();
    bytes[6] = 7;
    write(bytes);
    mends("byte 6: the version is wrong; it is 1.0", ARRAY);
  }

  @Test
  void theSuffixOfPython2AndTightHeadersAreSound() throws IOException {
    String dictionary = "{'descr': '<i4', 'fortran_order': False, 'shape': (4L, 3L), }\n";
    byte[] start = Arrays.copyOf(sound(), 10);
    start[8] = (byte) dictionary.length();
    byte[] header = joined(start, dictionary.getBytes(StandardCharsets.US_ASCII));
    write(joined(header, Arrays.copyOfRange(sound(), HEADER, HEADER + 48)));
    String notes =
        """
        %s: note: the header has 4L instead of 4
        %1$s: note: the header has no room to grow, which append needs
        """
            .formatted(file);
    npyio("repair", file).prints(notes + file + ": sound\n");
    npyio("repair", file, "--in-place")
        .prints(notes + file + ": sound, and written in place: <i4 (4, 3) C, 176 bytes\n");
    assertArrayEquals(sound(), Files.readAllBytes(file));
  }

  @Test
  void aHeaderWithoutMeaningIsBeyondRepair() throws IOException {
    write(withDictionary("{'descr': '<i4', 'fortran_order': False, 'shape': (n, 3)}"));
    isBeyondRepair("byte 61: expected a value but found 'n'; beyond repair");
    write(withDictionary("{'descr': 'i'4', 'fortran_order': False, 'shape': (4, 3)}"));
    isBeyondRepair("byte 23: expected ',' or '}' but found '4'; beyond repair");
    write(Arrays.copyOf(sound(), 100));
    isBeyondRepair(
        "byte 8: the header says that the data begin at byte 128, where they do not; beyond"
            + " repair");
    write(Arrays.copyOf(sound(), 40));
    isBeyondRepair("byte 40: the file ends here but the header needs 88 more bytes; beyond repair");
    write(new byte[0]);
    isBeyondRepair("byte 0: the file is empty; beyond repair");
    write(new byte[] {1, 2, 3});
    isBeyondRepair(
        "byte 0: the magic bytes 93 4E 55 4D 50 59 of a .npy file are missing; raw bytes are read"
            + " with --dtype; beyond repair");
  }

  // ---- data ----------------------------------------------------------------------------------

  @Test
  void wholeRowsOfDataThatAreCutOff() throws IOException {
    write(Arrays.copyOf(sound(), HEADER + 2 * 12 + 5));
    mends(
        "byte 157: the data end 19 bytes early: 2 of 4 rows along axis 0 whole, 2 lost",
        ARRAY.slice(":2"));
  }

  @Test
  void fortranOrderKeepsTheLastAxis() throws IOException {
    byte[] fortran =
        withDictionary("{'descr': '<i4', 'fortran_order': True, 'shape': (3, 4), }", sound());
    write(Arrays.copyOf(fortran, HEADER + 47));
    mends(
        "byte 175: the data end 1 byte early: 3 of 4 rows along axis 1 whole, 1 lost",
        Npy.load(fortran).slice(":, :3"));
  }

  @Test
  void nothingIsLeft() throws IOException {
    write(Arrays.copyOf(sound(), HEADER + 11));
    isBeyondRepair(
        "byte 139: the file ends here, before the first row of '<i4' (4, 3) is whole; beyond"
            + " repair");
    write(Arrays.copyOf(Npy.toBytes(NdArray.of(2.5, DType.FLOAT64)), HEADER + 7));
    isBeyondRepair(
        "byte 135: the file ends here, before the first element of '<f8' () is whole; beyond"
            + " repair");
  }

  @Test
  void bytesBeyondTheDataAreCutOff() throws IOException {
    write(joined(sound(), new byte[] {1}));
    mends("byte 176: expected the end of the file but found 1 more byte; cut off", ARRAY);
    write(joined(sound(), new byte[12]));
    mends(
        "byte 176: expected the end of the file but found 12 more bytes; cut off, or 1 row with"
            + " --keep-extra",
        ARRAY);
  }

  @Test
  void bytesBeyondTheDataAreKeptAsRows() throws IOException {
    write(joined(sound(), new byte[24]));
    npyio("repair", file, "--keep-extra", "-o", mended)
        .prints(
            """
            %s: byte 176: expected the end of the file but found 24 more bytes; kept as 2 rows along axis 0
            %1$s: mended in %s: <i4 (6, 3) C, 200 bytes
            """
                .formatted(file, mended));
    NdArray all = Npy.load(mended);
    assertTrue(all.slice(":4").contentEquals(ARRAY));
    assertTrue(all.slice("4:").contentEquals(NdArray.of(new int[2][3])));
    write(joined(sound(), new byte[23]));
    npyio("repair", file, "--keep-extra", "--in-place")
        .fails(
            "npyio: "
                + file
                + ": byte 176: expected the end of the file but found 23 more bytes, which are not"
                + " whole rows of 12 bytes; without --keep-extra they are cut off");
  }

  @Test
  void severalArraysAreSound() throws IOException {
    write(joined(sound(), sound()));
    npyio("repair", file).prints("%s: note: it holds 2 arrays\n%1$s: sound\n".formatted(file));
    npyio("repair", file, "-o", mended)
        .prints(
            "%s: note: it holds 2 arrays\n%1$s: sound, and written in %s: <i4 (4, 3) C, 352 bytes\n"
                .formatted(file, mended));
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(mended));
    Files.delete(mended);
    write(Arrays.copyOf(Files.readAllBytes(file), 350));
    isBeyondRepair(
        "byte 352: expected the file to end with its array number 2; 'npyio unpack' takes several"
            + " arrays apart, and repair mends each");
  }

  // ---- text mode -----------------------------------------------------------------------------

  @Test
  void lineEndsOfATextMode() throws IOException {
    write(textMode(sound()));
    assertEquals(sound().length + 3, Files.size(file));
    mends("byte 127: a transfer in text mode put 0D before every 0A", ARRAY);
  }

  @Test
  void lineEndsInTheLengthOfTheHeader() throws IOException {
    String names = "x".repeat(2500);
    NdArray wide = NdArray.zeros(DType.of("[('%s', '<i4')]".formatted(names)), 3);
    byte[] header = NpyHeader.encode(wide.layout());
    assertEquals('\n', header[9]);
    write(textMode(Npy.toBytes(wide)));
    npyio("repair", file, "-o", mended)
        .prints(
            """
            %s: byte 9: a transfer in text mode put 0D before every 0A
            %1$s: mended in %s: struct of 1 fields (3,) C, %d bytes
            """
                .formatted(file, mended, header.length + 12));
    assertArrayEquals(Npy.toBytes(wide), Files.readAllBytes(mended));
  }

  @Test
  void aTextModeForTheHeaderAlone() throws IOException {
    byte[] header = textMode(Arrays.copyOf(sound(), HEADER));
    write(joined(header, Arrays.copyOfRange(sound(), HEADER, HEADER + 48)));
    mends(
        "byte 8: the header says that the data begin at byte 128, but they begin at byte 129",
        ARRAY);
  }

  @Test
  void aTextModeWithAnotherLengthIsBeyondRepair() throws IOException {
    write(Arrays.copyOf(textMode(sound()), HEADER + 40));
    isBeyondRepair(
        "byte 127: a transfer in text mode put 0D before every 0A, but without that the file is not"
            + " as long as its header says; beyond repair");
  }

  @Test
  void bytesThatWereTakenForText() throws IOException {
    byte[] bytes = sound();
    bytes[HEADER] = (byte) 0xE9;
    NdArray array = Npy.load(bytes);
    write(new String(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
    mends("byte 0: the bytes had been taken for Latin-1 text and written in UTF-8", array);
    Files.delete(mended);

    write(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    isBeyondRepair(
        "byte 0: another byte stands for 93 before NUMPY: the file was taken for text, and bytes"
            + " above 7F were replaced; beyond repair");
    bytes[0] &= 0x7F;
    write(bytes);
    isBeyondRepair(
        "byte 0: the first byte is 13 instead of 93: the file went through a transfer that drops the"
            + " highest bit of each byte; beyond repair");
  }

  // ---- what it reads and writes ----------------------------------------------------------------

  @Test
  void aSoundFileIsLeftAsItIs() throws IOException {
    write(sound());
    npyio("repair", file).prints(file + ": sound\n");
    npyio("repair", file, "--dry-run", "--in-place").prints(file + ": sound\n");
    npyio("repair", file, "--in-place").prints(file + ": sound, left as it is\n");
    npyio("repair", file, "-o", mended)
        .prints("%s: sound, and written in %s: <i4 (4, 3) C, 176 bytes\n".formatted(file, mended));
    assertArrayEquals(sound(), Files.readAllBytes(mended));
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    write(Arrays.copyOf(sound(), 175));
    Run dry = npyio("repair", file, "--dry-run", "-o", mended);
    assertEquals(
        """
        %s: byte 175: the data end 1 byte early: 3 of 4 rows along axis 0 whole, 1 lost
        %1$s: not mended; mending it makes <i4 (3, 3) C, 164 bytes
        """
            .formatted(file),
        dry.out());
    assertEquals(1, dry.status());
    assertFalse(Files.exists(mended));
    assertEquals(175, Files.size(file));
  }

  @Test
  void objectsAreReadToTheirEnd() throws IOException {
    Npy.saveObjects(file, ObjectArray.of(Shape.of(2), List.of("text", 1L)));
    byte[] bytes = Files.readAllBytes(file);
    npyio("repair", file).prints(file + ": sound\n");
    write(Arrays.copyOf(bytes, bytes.length - 3));
    Run cut = npyio("repair", file);
    assertEquals(2, cut.status());
    assertTrue(
        cut.err().startsWith("npyio: " + file + ": byte 128: the objects cannot be read: "),
        cut.err());
  }

  @Test
  void membersStandardInputAndGzip() throws IOException {
    byte[] cut = Arrays.copyOf(sound(), 175);
    String fault = "byte 175: the data end 1 byte early: 3 of 4 rows along axis 0 whole, 1 lost";
    String result = ": mended in " + mended + ": <i4 (3, 3) C, 164 bytes\n";
    withInput(cut, "repair", "-", "-o", mended).prints("-: " + fault + "\n-" + result);
    assertTrue(Npy.load(mended).contentEquals(ARRAY.slice(":3")));

    Path archive = folder.resolve("a.npz");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(cut);
    }
    String member = archive + ":x";
    npyio("repair", member, "-o", mended).prints("%s: %s\n%1$s%s".formatted(member, fault, result));
    npyio("repair", member, "--in-place")
        .fails("npyio: " + member + ": cannot be replaced in place; -o OUT writes another file");
    npyio("repair", archive)
        .fails(
            "npyio: %s: is an archive, and repair mends one array: 'npyio verify' names the bad members, as in %1$s:NAME for repair, and 'npyio unpack' takes out the sound ones"
                .formatted(archive));

    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(cut);
    }
    Path gz = Files.write(folder.resolve("a.npy.gz"), packed.toByteArray());
    npyio("repair", gz, "-o", mended).prints("%s: %s\n%1$s%s".formatted(gz, fault, result));
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    Path page = Files.writeString(folder.resolve("page.npy"), "<!DOCTYPE html><html>");
    npyio("repair", page)
        .fails("npyio: " + page + ": is an HTML page, not an array; the download may have failed");
    Path table = Files.writeString(folder.resolve("t.csv"), "1,2\n");
    npyio("repair", table)
        .fails("npyio: " + table + ": is not a .npy file, and repair mends no other");
    Path none = folder.resolve("none.npy");
    npyio("repair", none).fails("npyio: " + none + ": no such file");
    npyio("repair", file, "-o", mended, "--in-place")
        .fails("npyio: -o and --in-place exclude each other; see 'npyio repair --help'");
    npyio("repair", file, "-o", "-")
        .fails(
            "npyio: -o names a file; standard output is for the report; see 'npyio repair --help'");
  }
}
