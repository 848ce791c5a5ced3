package io.npyio.cli.console;

import static io.npyio.cli.Run.npyio;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error messages; where core's name a Java method, the command has its own words. */
class ErrorMessagesTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("x.npy");
    Npy.save(file, NdArray.of(new int[] {1, 2, 3}));
  }

  @Test
  void bytesBehindAnArrayThatIsToGrow() throws IOException {
    Files.write(file, new byte[] {7}, StandardOpenOption.APPEND);
    npyio("append", file, file)
        .fails(
            "npyio: "
                + file
                + ": byte 140: expected the end of the file but found 1 more bytes; if an interrupted"
                + " append left them, 'npyio append --recover' cuts them off");
    npyio("append", "--recover", file, file).isSilent();
    npyio("cat", file).prints("[1 2 3 1 2 3]\n");
  }

  @Test
  void aHeaderThatIsTooLong() throws IOException {
    String long4 =
        "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }" + " ".repeat(1 << 20);
    byte[] text = (long4 + "\n").getBytes(ISO_8859_1);
    byte[] bytes = new byte[12 + text.length + 4];
    System.arraycopy("\u0093NUMPY\2\0".getBytes(ISO_8859_1), 0, bytes, 0, 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, text.length);
    System.arraycopy(text, 0, bytes, 12, text.length);
    Files.write(file, bytes);
    npyio("cat", file)
        .fails(
            "npyio: "
                + file
                + ": byte 8: expected a header of at most 1048576 characters but found 1048634 bytes; if"
                + " you trust the file, --max-header reads a longer one");
  }

  @Test
  void anArrayWhereAnArchiveIsExpected() throws IOException {
    Path archive = Files.copy(file, folder.resolve("x.npz"));
    npyio("cat", archive + ":x")
        .fails(
            "npyio: "
                + archive
                + ":x: byte 0: expected a zip archive, as .npz files are, but found none in 140 bytes;"
                + " this is a .npy file");
  }

  @Test
  void objectsThatAreToBeMade() {
    npyio("convert", file, folder.resolve("o.npy"), "--to-dtype", "O")
        .fails(
            "npyio: "
                + file
                + ": elements of int32 cannot be cast to Python objects; --to-dtype takes a dtype of"
                + " plain elements");
  }
}
