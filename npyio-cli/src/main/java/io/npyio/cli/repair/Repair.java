package io.npyio.cli.repair;

import io.npyio.file.NpyHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the faults of a {@code .npy} file. */
public final class Repair {
  /** The longest header that core reads, with the four bytes that a character may take. */
  private static final int HEAD_BYTES = 4 * NpyHeader.MAX_HEADER_SIZE + 64;

  private static final String NAME = "NUMPY";
  private static final String MAGIC = "\u0093" + NAME;

  private Repair() {}

  /**
   * {@return what is wrong with a file, and the file without it}
   *
   * @param surplus what becomes of bytes beyond the data
   * @throws IOException if it is beyond repair, or surplus bytes cannot be kept; says why
   */
  public static Diagnosis diagnose(Path path, Surplus surplus) throws IOException {
    Content file = Content.of(path);
    byte[] head = file.head(HEAD_BYTES);
    if (begins(head, "\u00C2" + MAGIC)) {
      return ofConverted(
          path,
          Latin1Bytes.undone(file),
          new Fault(0, "the bytes had been taken for Latin-1 text and written in UTF-8"));
    }
    requireMagic(head);
    HeaderScan scan = HeaderScan.of(head);
    boolean isText =
        HeaderScan.hasTextEnd(head) && (scan == null || !scan.isLineTo(scan.declaredEnd()));
    return isText
        ? ofText(path, file, head, surplus)
        : new Examination(path, file, head, surplus).diagnosis();
  }

  private static boolean begins(byte[] head, String start) {
    int count = Math.min(head.length, start.length());
    return new String(head, 0, count, StandardCharsets.ISO_8859_1).equals(start);
  }

  private static void requireMagic(byte[] head) throws BeyondRepair {
    if (begins(head, MAGIC)) {
      return;
    }
    if (begins(head, "\u0013" + NAME)) {
      throw new BeyondRepair(
          0,
          "the first byte is 13 instead of 93: the file went through a"
              + " transfer that drops the highest bit of each byte");
    }
    String start = new String(head, 0, Math.min(head.length, 8), StandardCharsets.ISO_8859_1);
    if (start.contains(NAME)) {
      throw new BeyondRepair(
          0,
          "another byte stands for 93 before NUMPY: the file was taken for text, and bytes above 7F were replaced");
    }
    throw new BeyondRepair(
        0,
        head.length == 0
            ? "the file is empty"
            : "the magic bytes 93 4E 55 4D 50 59 of a .npy file are missing; raw bytes are read with --dtype");
  }

  /** Either all of the file went through a text mode, or just its header did. */
  private static Diagnosis ofText(Path path, Content file, byte[] head, Surplus surplus)
      throws IOException {
    LineEnds before = LineEnds.undone(file);
    Diagnosis header = before == null ? wholeOrNull(path, file, surplus) : null;
    if (header != null) {
      return header;
    }
    int at = 0;
    while (head[at] != '\n') {
      at++;
    }
    return ofConverted(
        path, before, new Fault(at - 1L, "a transfer in text mode put 0D before every 0A"));
  }

  /** A conversion is undone if the length of the file is right afterwards. */
  private static Diagnosis ofConverted(Path path, @Nullable Content before, Fault conversion)
      throws IOException {
    Diagnosis diagnosis = before == null ? null : wholeOrNull(path, before, Surplus.DROPPED);
    if (diagnosis == null) {
      throw new BeyondRepair(
          conversion.at(),
          conversion.text() + ", but without that the file is not as long as its header says");
    }
    return diagnosis.after(conversion);
  }

  private static @Nullable Diagnosis wholeOrNull(Path path, Content content, Surplus surplus)
      throws IOException {
    try {
      var examination = new Examination(path, content, content.head(HEAD_BYTES), surplus);
      return examination.isWhole() ? examination.diagnosis() : null;
    } catch (BeyondRepair | IllegalArgumentException stillDamaged) {
      return null;
    }
  }
}
