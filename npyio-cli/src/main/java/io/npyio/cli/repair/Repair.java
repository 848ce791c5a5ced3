package io.npyio.cli.repair;

import io.npyio.file.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the faults of a {@code .npy} file. */
public final class Repair {
  private static final int MAX_PREFIX_BYTES = 64;
  private static final int MAX_CHARACTER_BYTES = 4;

  private static final String NAME = "NUMPY";
  private static final String MAGIC = "\u0093" + NAME;

  private final Path path;
  private final Surplus surplus;
  private final ReadOptions limits;

  private Repair(Path path, Surplus surplus, ReadOptions limits) {
    this.path = path;
    this.surplus = surplus;
    this.limits = limits;
  }

  /**
   * {@return what is wrong with a file, and the file without it}
   *
   * @param surplus what becomes of bytes beyond the data
   * @param limits of headers and objects
   * @throws IOException if it is beyond repair, or surplus bytes cannot be kept; says why
   */
  public static Diagnosis diagnose(Path path, Surplus surplus, ReadOptions limits)
      throws IOException {
    return new Repair(path, surplus, limits).diagnose(Content.of(path));
  }

  private Diagnosis diagnose(Content file) throws IOException {
    byte[] head = head(file);
    if (begins(head, "\u00C2" + MAGIC)) {
      return ofConverted(
          Latin1Bytes.undone(file),
          new Fault(0, "the bytes had been taken for Latin-1 text and written in UTF-8"));
    }
    requireMagic(head);
    HeaderScan scan = HeaderScan.of(head);
    boolean isText =
        HeaderScan.hasTextEnd(head) && (scan == null || !scan.isLineTo(scan.declaredEnd()));
    return isText ? ofText(file, head) : examination(file).diagnosis();
  }

  private byte[] head(Content file) throws IOException {
    long most = (long) limits.maxHeaderSize() * MAX_CHARACTER_BYTES + MAX_PREFIX_BYTES;
    return file.head((int) Math.min(most, Integer.MAX_VALUE - MAX_PREFIX_BYTES));
  }

  private Examination examination(Content content) throws IOException {
    return new Examination(path, content, head(content), surplus, limits);
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
          "another byte stands for 93 before NUMPY: the file was taken for text, and bytes above 7F"
              + " were replaced");
    }
    throw new BeyondRepair(
        0,
        head.length == 0
            ? "the file is empty"
            : "the magic bytes 93 4E 55 4D 50 59 of a .npy file are missing; raw bytes are read with"
                + " --dtype");
  }

  /** Either all of the file went through a text mode, or just its header did. */
  private Diagnosis ofText(Content file, byte[] head) throws IOException {
    LineEnds before = LineEnds.undone(file);
    Diagnosis ofHeader = before == null ? wholeOrNull(file) : null;
    if (ofHeader != null) {
      return ofHeader;
    }
    int at = 0;
    while (head[at] != '\n') {
      at++;
    }
    return ofConverted(
        before, new Fault(at - 1L, "a transfer in text mode put 0D before every 0A"));
  }

  /** A conversion is undone if the length of the file is right afterwards. */
  private Diagnosis ofConverted(@Nullable Content before, Fault conversion) throws IOException {
    Diagnosis diagnosis = before == null ? null : wholeOrNull(before);
    if (diagnosis == null) {
      throw new BeyondRepair(
          conversion.at(),
          conversion.text() + ", but without that the file is not as long as its header says");
    }
    return diagnosis.after(conversion);
  }

  private @Nullable Diagnosis wholeOrNull(Content content) throws IOException {
    try {
      Examination examination = examination(content);
      return examination.isWhole() ? examination.diagnosis() : null;
    } catch (BeyondRepair | IllegalArgumentException stillDamaged) {
      return null;
    }
  }
}
