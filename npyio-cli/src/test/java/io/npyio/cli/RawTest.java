package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw files, described by options and sidecars. */
class RawTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void twelveBytes() throws IOException {
    file = Files.write(folder.resolve("x.dat"), new byte[] {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0});
  }

  @Test
  void shapesAreTypedInSeveralWays() {
    npyio("cat", file, "--dtype", "<i2").prints("[1 2 3 4 5 6]\n");
    for (String shape : new String[] {"2,3", "(2, 3)", "[2,3]", "2,-1", "(-1,3,)"}) {
      npyio("cat", file, "--dtype", "int16", "--shape", shape).prints("[[1 2 3]\n [4 5 6]]\n");
    }
    npyio("cat", file, "--dtype", "int16", "--shape", "2,3", "--order", "F")
        .prints("[[1 3 5]\n [2 4 6]]\n");
    npyio("cat", file, "--dtype", "int16", "--shape", "()", "--offset", "10").prints("6\n");
    npyio("cat", file, "--dtype", "int16", "--shape", "1").prints("[1]\n");
    npyio("cat", file, "--dtype", "('<i2', (2,))").prints("[[1 2]\n [3 4]\n [5 6]]\n");
  }

  /** Dtypes that ml_dtypes adds to NumPy, and that files cannot name. */
  @Test
  void theShortFloatsOfMachineLearningAreRead() throws IOException {
    Files.write(file, new byte[] {(byte) 0xC0, 0x3F, 0x00, (byte) 0xC0});
    npyio("cat", file, "--dtype", "bfloat16").prints("[ 1.5 -2. ]\n");
    npyio("cat", file, "--dtype", "float8_e4m3fn").prints("[-2.     1.875  0.    -2.   ]\n");
    npyio("cat", file, "--dtype", "float8_e5m2").prints("[-2.    1.75  0.   -2.  ]\n");
    npyio("cat", file, "--dtype", "int4").prints("[ 0 -1  0  0]\n");
    npyio("cat", file, "--dtype", "float8_e4m3fnuz").prints("[-1.      0.9375  0.     -1.    ]\n");
  }

  @Test
  void descriptionsThatDoNotFitTheFileAreRefused() {
    npyio("cat", file)
        .fails(
            "npyio: "
                + file
                + ": is not a .npy file; for a raw file give --dtype (and --shape), or describe it in"
                + " x.dat.json");
    npyio("cat", file, "--dtype", "f8")
        .fails(
            "npyio: "
                + file
                + ": byte 0: expected a multiple of the 8 bytes of '<f8' but found 12 bytes, 4 too many");
    npyio("info", file, "--dtype", "i2", "--shape", "7")
        .fails(
            "npyio: "
                + file
                + ": byte 12: the file ends here but (7,) of '<i2' needs 2 more bytes");
    npyio("cat", file, "--dtype", "i2", "--shape", "4,-1")
        .fails(
            "npyio: "
                + file
                + ": -1 in the shape (4, -1) of <i2 does not stand for a whole number: 12 bytes follow byte 0,"
                + " in steps of 8");
    npyio("cat", file, "--dtype", "i2", "--offset", "13")
        .fails(
            "npyio: " + file + ": byte 12: the file ends here, before the offset 13 of the array");
    npyio("cat", file, "--dtype", "O")
        .fails(
            "npyio: " + file + ": elements of |O are Python objects, which a raw file cannot hold");
  }

  @Test
  void optionsThatCannotBeReadSayWhy() {
    String help = "; see 'npyio cat --help'";
    npyio("cat", file, "--dtype", "f3")
        .fails(
            "npyio: Invalid value for option '--dtype': 'f3' is not a dtype: floats have 2, 4, 8 or 16"
                + " bytes"
                + help);
    npyio("cat", file, "--dtype", "i2", "--shape", "2x3")
        .fails(
            "npyio: Invalid value for option '--shape': '2x3' is not a shape: lengths with commas"
                + " between, as in 3,3"
                + help);
    npyio("cat", file, "--dtype", "i2", "--shape", "-1,-1")
        .fails(
            "npyio: Invalid value for option '--shape': only one length of a shape can be -1"
                + help);
    npyio("cat", file, "--dtype", "i2", "--order", "K")
        .fails("npyio: Invalid value for option '--order': 'K' is not an order: C or F" + help);
    npyio("cat", file, "--dtype", "i2", "--offset", "-1")
        .fails("npyio: Invalid value for option '--offset': '-1' is not a number of bytes" + help);
    npyio("cat", file, "--dtype", "i2", "--offset", "x")
        .fails("npyio: Invalid value for option '--offset': 'x' is not a number of bytes" + help);
    npyio("cat", file, "--from", "xls")
        .fails(
            "npyio: Invalid value for option '--from': 'xls' is not a kind of file: npy, npz, raw, csv, tsv, txt, json,"
                + " jsonl"
                + help);
    npyio("cat", file, "--format", "xml")
        .fails(
            "npyio: Invalid value for option '--format': 'xml' is not a format: numpy, csv, tsv or json"
                + help);
    npyio("convert", file, "x.npy", "--to-endian", "middle")
        .fails(
            "npyio: Invalid value for option '--to-endian': 'middle' is not a byte order: little or big;"
                + " see 'npyio convert --help'");
    npyio("convert", file, "x.npy", "--to-version", "4.0")
        .fails(
            "npyio: Invalid value for option '--to-version': '4.0' is not a version: 1.0, 2.0, 3.0;"
                + " see 'npyio convert --help'");
  }

  @Test
  void aBadSidecarSaysWhatIsWrongWithIt() throws IOException {
    String[][] cases = {
      {"[1]", "expected an object of 'dtype', 'shape', 'order' and 'offset'"},
      {"{\"shape\": [6]}", "expected an object of 'dtype', 'shape', 'order' and 'offset'"},
      {
        "{\"dtype\": \"<i2\", \"x\": 1}",
        "expected an object of 'dtype', 'shape', 'order' and 'offset'"
      },
      {"{\"dtype\": 3}", "expected a dtype but found 3"},
      {"{\"dtype\": \"<f3\"}", "'<f3' is not a dtype: floats have 2, 4, 8 or 16 bytes"},
      {"{\"dtype\": \"<i2\", \"shape\": 6}", "expected a list of lengths as 'shape' but found 6"},
      {
        "{\"dtype\": \"<i2\", \"order\": \"K\"}",
        "expected \"C\" or \"F\" as 'order' but found \"K\""
      },
      {
        "{\"dtype\": \"<i2\", \"offset\": \"1\"}",
        "expected a number of bytes as 'offset' but found \"1\""
      },
    };
    for (String[] each : cases) {
      Files.writeString(folder.resolve("x.dat.json"), each[0]);
      npyio("cat", file).fails("npyio: " + file + ": its sidecar x.dat.json: " + each[1]);
    }
  }

  /** As one of another user may be; a link to itself cannot be read by root either. */
  @Test
  void aSidecarThatCannotBeReadIsNotTakenForAnAbsentOne() throws IOException {
    Path sidecar = folder.resolve("x.dat.json");
    Files.createSymbolicLink(sidecar, sidecar.getFileName());
    byte[] data = Files.readAllBytes(file);
    Path source = folder.resolve("source.npy");
    Npy.save(source, NdArray.of(new double[] {1.5}));
    String refusal = "npyio: " + file + ": its sidecar x.dat.json cannot be read";
    npyio("cat", file).fails(refusal);
    npyio("append", file, source).fails(refusal);
    npyio("convert", source, file).fails(refusal);
    npyio("convert", source, file, "--no-sidecar").fails(refusal);
    npyio("create", file, "--dtype", "<f8", "--shape", "1").fails(refusal);
    npyio("create", file, "--dtype", "<f8", "--shape", "1", "--no-sidecar").fails(refusal);
    assertArrayEquals(data, Files.readAllBytes(file));
    assertTrue(Files.isSymbolicLink(sidecar));
    npyio("cat", file, "--dtype", "<i2").prints("[1 2 3 4 5 6]\n");
  }

  @Test
  void aFolderWithTheNameOfASidecarIsNone() throws IOException {
    Files.createDirectory(folder.resolve("x.dat.json"));
    Path source = folder.resolve("source.npy");
    Npy.save(source, NdArray.of(new double[] {1.5}));
    npyio("cat", file).fails("npyio: " + file + ": its sidecar x.dat.json is a folder");
    npyio("convert", source, file)
        .fails(
            "npyio: "
                + file
                + ": its sidecar would replace x.dat.json, which is not a sidecar; --no-sidecar writes"
                + " none");
    npyio("convert", source, file, "--no-sidecar").isSilent();
    npyio("cat", file, "--dtype", "<f8").prints("[1.5]\n");
  }

  @Test
  void aSidecarThatMayNotBeReplacedIsNamed() throws IOException {
    Path source = folder.resolve("source.npy");
    Npy.save(source, NdArray.of(new short[] {1}));
    npyio("convert", source, file).isSilent();
    Path sidecar = folder.resolve("x.dat.json");
    Files.setPosixFilePermissions(sidecar, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(sidecar), "skipped: root may write to every file");
    npyio("convert", source, file)
        .fails("npyio: " + file + ": its sidecar x.dat.json: it may not be written");
  }
}
