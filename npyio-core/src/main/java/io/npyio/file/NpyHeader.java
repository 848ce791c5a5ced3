package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.dtype.ArrayLayout;
import io.npyio.literal.LiteralException;
import io.npyio.literal.PyLiteral;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of a {@code .npy} file.
 *
 * @param version of the format
 * @param layout of the array
 * @param dataOffset where the data begin, in bytes from the start of the file (or of the array, in
 *     a stream)
 * @since 0.1.0
 */
public record NpyHeader(NpyVersion version, ArrayLayout layout, long dataOffset) {
  /**
   * The longest header that is written, and that is read unless more is allowed, in characters.
   *
   * <p>NumPy writes longer ones and reads 10,000 characters, because its parser may crash on more.
   * The parser here does not, so the limit only bounds the memory that a hostile header takes.
   */
  public static final int MAX_HEADER_SIZE = 1 << 20;

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The data begin at a multiple of this number of bytes. */
  private static final int ALIGNMENT = 64;

  /** The digits that the length of the growth axis may come to have. */
  private static final int GROWTH_DIGITS = 21;

  /** Numbers of more digits may not be a long. */
  private static final int MAX_DIGITS = 18;

  /** A value of NumPy as NumPy 2 prints it. */
  private static final Pattern NUMPY_CALL = Pattern.compile("np\\.\\w{1,20}\\([^()]{0,40}\\)");

  private static final int MAX_BYTES_OF_V1 = 65_535;

  /** The byte behind the data; {@link Long#MAX_VALUE} if they would end beyond it. */
  long dataEnd() {
    long end = dataOffset + layout.nbytes();
    return end < 0 ? Long.MAX_VALUE : end;
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * {@return the bytes that NumPy writes before the data of an array of that layout} The version is
   * the first one that can express it, as NumPy chooses.
   *
   * @throws IllegalArgumentException if the dtype has no descr, because its fields overlap, or the
   *     header would be longer than {@link #MAX_HEADER_SIZE}
   */
  public static byte[] encode(ArrayLayout layout) {
    String text = requireNonNull(layout, "layout").dictionary();
    if (!NpyVersion.V1_0.canEncode(text)) {
      return encode(layout, text, NpyVersion.V3_0);
    }
    byte[] bytes = encode(layout, text, NpyVersion.V1_0);
    return fits(bytes, NpyVersion.V1_0) ? bytes : encode(layout, text, NpyVersion.V2_0);
  }

  /**
   * As {@link #encode(ArrayLayout)}, but in a version of the caller's choice.
   *
   * @throws IllegalArgumentException also if that version cannot express the layout
   */
  public static byte[] encode(ArrayLayout layout, NpyVersion version) {
    String text = requireNonNull(layout, "layout").dictionary();
    if (!requireNonNull(version, "version").canEncode(text)) {
      throw new IllegalArgumentException(
          "format "
              + version
              + " holds Latin-1 only; field names of "
              + layout.dtype()
              + " need 3.0");
    }
    byte[] bytes = encode(layout, text, version);
    if (!fits(bytes, version)) {
      throw new IllegalArgumentException(
          "format %s holds headers of at most %d bytes, not %d; 2.0 and 3.0 hold more"
              .formatted(version, MAX_BYTES_OF_V1, bytes.length - version.prefixBytes()));
    }
    return bytes;
  }

  private static boolean fits(byte[] bytes, NpyVersion version) {
    return version != NpyVersion.V1_0 || bytes.length - version.prefixBytes() <= MAX_BYTES_OF_V1;
  }

  /** The header of another layout in as many bytes as this one has, or null if it needs more. */
  byte @Nullable [] encodedFor(ArrayLayout other) {
    byte[] dictionary = other.dictionary().getBytes(version.charset());
    int length = (int) dataOffset - version.prefixBytes();
    return dictionary.length < length ? encode(dictionary, version, length) : null;
  }

  /** The greatest length of an axis that a header of as many bytes as this one has can hold. */
  long maxLength(int axis) {
    String dictionary = layout.dictionary();
    int room = (int) dataOffset - version.prefixBytes() - 1;
    int spare = room - dictionary.getBytes(version.charset()).length;
    int digits = Long.toString(layout.shape().length(axis)).length() + spare;
    return digits > MAX_DIGITS ? Long.MAX_VALUE : (long) Math.pow(10, digits) - 1;
  }

  private static byte[] encode(ArrayLayout layout, String text, NpyVersion version) {
    byte[] dictionary = text.getBytes(version.charset());
    int length = dictionary.length + growthPadding(layout) + 1;
    // an exact fit still gets 64 more: NumPy pads 1..64, never 0
    length += ALIGNMENT - (version.prefixBytes() + length) % ALIGNMENT;
    requireReadable(text.codePointCount(0, text.length()) + length - dictionary.length);
    return encode(dictionary, version, length);
  }

  private static void requireReadable(int characters) {
    if (characters > MAX_HEADER_SIZE) {
      throw new IllegalArgumentException(
          "a header has at most %d characters, not %d".formatted(MAX_HEADER_SIZE, characters));
    }
  }

  private static byte[] encode(byte[] dictionary, NpyVersion version, int length) {
    byte[] bytes = new byte[version.prefixBytes() + length];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) version.major()).put((byte) 0);
    if (version.lengthBytes() == Short.BYTES) {
      header.putShort((short) length);
    } else {
      header.putInt(length);
    }
    header.put(dictionary);
    bytes[bytes.length - 1] = '\n';
    return bytes;
  }

  /** Padding that keeps the header's length constant as the growth axis gains digits. */
  private static int growthPadding(ArrayLayout layout) {
    int axis = layout.growthAxis();
    return axis < 0
        ? 0
        : Math.max(0, GROWTH_DIGITS - Long.toString(layout.shape().length(axis)).length());
  }

  // ---- reading -------------------------------------------------------------------------------

  static NpyHeader read(ArrayInput input, ReadOptions options) throws IOException {
    byte[] start = new byte[8];
    int found = input.fill(start);
    requireMagic(input, start, found);
    NpyVersion version = version(input, start);
    byte[] field = new byte[version.lengthBytes()];
    require(input, 8, input.fill(field), field.length, "the header's length");
    long length = unsigned(field);
    int prefix = version.prefixBytes();
    requireLimit(input, length, options.maxHeaderSize(), version);
    require(input, prefix, Math.min(length, input.remaining()), length, "the header");
    byte[] text = new byte[(int) length];
    require(input, prefix, input.fill(text), length, "the header");
    ArrayLayout layout = layout(input, version, text, options.maxHeaderSize());
    return new NpyHeader(version, layout, prefix + length);
  }

  /** Whether bytes are those that every {@code .npy} file begins with. */
  static boolean hasMagic(byte[] start, int count) {
    return count >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static void requireMagic(ArrayInput input, byte[] start, int found) throws IOException {
    if (found == 0) {
      throw new NpyFormatException(
          input.name(), 0, "expected the magic bytes of a .npy file but found no data");
    }
    int magic = Math.min(found, MAGIC.length);
    if (!Arrays.equals(start, 0, magic, MAGIC, 0, magic)) {
      throw new NpyFormatException(
          input.name(),
          0,
          "expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found "
              + hex(start, magic),
          hint(start, found));
    }
    require(input, 0, found, start.length, "the start of a .npy file");
  }

  private static String hint(byte[] start, int found) {
    if (found >= 2 && start[0] == 'P' && start[1] == 'K') {
      return "this is a zip archive, as .npz files are";
    }
    if (found >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B) {
      return "this is a gzip file, decompress it first";
    }
    return "a file without header is read as raw data of a dtype and shape that you name";
  }

  private static String hex(byte[] bytes, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append("%02X".formatted(bytes[i]));
    }
    return text.toString();
  }

  private static NpyVersion version(ArrayInput input, byte[] start) throws IOException {
    for (NpyVersion version : NpyVersion.values()) {
      if (version.major() == start[6] && start[7] == 0) {
        return version;
      }
    }
    throw new NpyFormatException(
        input.name(),
        6,
        "expected format version 1.0, 2.0 or 3.0 but found %d.%d"
            .formatted(start[6] & 0xFF, start[7] & 0xFF));
  }

  private static void require(ArrayInput input, long at, long found, long expected, String what)
      throws IOException {
    if (found < expected) {
      throw new NpyFormatException(
          input.name(),
          at + found,
          "the file ends here but %s needs %d more %s"
              .formatted(what, expected - found, expected - found == 1 ? "byte" : "bytes"));
    }
  }

  private static long unsigned(byte[] littleEndian) {
    long value = 0;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      value = value << 8 | (littleEndian[i] & 0xFF);
    }
    return value;
  }

  /** The limit counts characters, which have up to four bytes in UTF-8. */
  private static void requireLimit(
      ArrayInput input, long length, int maxHeaderSize, NpyVersion version) throws IOException {
    long mostBytes = version == NpyVersion.V3_0 ? 4L * maxHeaderSize : maxHeaderSize;
    if (length > Math.min(mostBytes, Integer.MAX_VALUE - 8)) {
      throw tooLong(input, length + " bytes", maxHeaderSize);
    }
  }

  private static NpyFormatException tooLong(ArrayInput input, String length, int maxHeaderSize) {
    return new NpyFormatException(
        input.name(),
        8,
        "expected a header of at most %d characters but found %s".formatted(maxHeaderSize, length),
        "if you trust the source, allow a longer one with maxHeaderSize");
  }

  private static ArrayLayout layout(
      ArrayInput input, NpyVersion version, byte[] bytes, int maxHeaderSize) throws IOException {
    String text = decode(input, version, bytes);
    if (text.codePointCount(0, text.length()) > maxHeaderSize) {
      throw tooLong(input, text.codePointCount(0, text.length()) + " characters", maxHeaderSize);
    }
    try {
      if (version == NpyVersion.V3_0) {
        PyLiteral.parse(
            text); // only Python 3 writes this version, so suffixes of Python 2 are refused
      }
      return ArrayLayout.parse(text);
    } catch (LiteralException problem) {
      int before = text.substring(0, problem.position()).getBytes(version.charset()).length;
      Matcher call = NUMPY_CALL.matcher(text).region(problem.position(), text.length());
      throw call.lookingAt()
          ? new NpyFormatException(
              input.name(),
              version.prefixBytes() + (long) before,
              "expected a plain value but found " + call.group(),
              "open_memmap of NumPy 2 writes this for a shape of NumPy integers, which NumPy itself"
                  + " cannot read; pass it plain ones")
          : new NpyFormatException(
              input.name(), version.prefixBytes() + (long) before, problem.problem());
    }
  }

  private static String decode(ArrayInput input, NpyVersion version, byte[] bytes)
      throws NpyFormatException {
    if (version != NpyVersion.V3_0) {
      return new String(bytes, version.charset());
    }
    var decoder = version.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer encoded = ByteBuffer.wrap(bytes);
    try {
      CharBuffer text = decoder.decode(encoded);
      return text.toString();
    } catch (CharacterCodingException malformed) {
      int at = encoded.position();
      throw new NpyFormatException(
          input.name(),
          version.prefixBytes() + (long) at,
          "expected UTF-8 but found the byte %02X".formatted(bytes[at]));
    }
  }
}
