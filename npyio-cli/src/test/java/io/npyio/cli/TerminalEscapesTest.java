package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpzWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Characters that control a terminal, or turn the text around them: escaped wherever names and
 * elements of files are shown; only tables have them as they are.
 */
class TerminalEscapesTest {
  /** CSI in both forms, DEL, NEL, an override of the direction, an isolate, and a line break. */
  private static final String EVIL = "a\u001b[31m\u007f\u0085\u009b2J\u202eb\u2066c\r\td";

  private static final String SHOWN = "a\\x1b[31m\\x7f\\x85\\x9b2J\\u202eb\\u2066c\\r\\td";

  /** Without the characters that a file name may lack in some locales. */
  private static final String NAME = "a\u001b[31m\u007fb\nc";

  @TempDir Path folder;
  private Path text;
  private Path struct;
  private Path archive;

  @BeforeEach
  void files() throws IOException {
    text = save("text.npy", NdArray.of(new String[] {EVIL, "z"}));
    struct = save(NAME + ".npy", struct(1.5));
    archive = archive(NAME + ".npz", 1.5);
  }

  private Path save(String name, NdArray array) throws IOException {
    Path file = folder.resolve(name);
    Npy.save(file, array);
    return file;
  }

  private static NdArray struct(double value) {
    DType type =
        DType.struct(
            Field.of(EVIL, "<f8"), Field.of("n\u009b", "<i4"), Field.of("t\u001b", "<U40"));
    NdArray array = NdArray.zeros(type, 3);
    array.field(EVIL).setDouble(value, 1);
    array.field("t\u001b").set(EVIL, 0);
    return array;
  }

  private Path archive(String name, double value) throws IOException {
    Path file = folder.resolve(name);
    try (NpzWriter writer = NpzWriter.create(file)) {
      writer.add(EVIL, NdArray.of(new double[] {value}));
      writer.add("s", struct(value));
      writer.addBytes(EVIL + ".txt", new byte[] {(byte) value});
      writer.commit();
    }
    return file;
  }

  private static void assertHarmless(Run run) {
    String all = run.out() + run.err();
    all.codePoints()
        .filter(c -> c != '\n' && c != '\t')
        .forEach(
            c -> {
              int type = Character.getType(c);
              assertTrue(type != Character.CONTROL && type != Character.FORMAT, all);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info STRUCT",
        "info STRUCT TEXT",
        "info --json STRUCT",
        "info ARCHIVE",
        "info --json ARCHIVE",
        "cat STRUCT",
        "cat STRUCT --full",
        "cat STRUCT --slice 0",
        "cat TEXT",
        "cat TEXT --slice 0",
        "cat TEXT --full",
        "cat TEXT --format json",
        "cat STRUCT --format json",
        "cat ARCHIVE",
        "stats TEXT",
        "stats STRUCT",
        "stats TEXT --json",
        "stats STRUCT --json",
        "diff STRUCT OTHER",
        "diff TEXT STRUCT",
        "diff ARCHIVE OTHERS",
        "diff --json ARCHIVE OTHERS",
        "diff --json STRUCT OTHER",
        "verify STRUCT TEXT ARCHIVE",
        "verify BAD",
        "plot STRUCT",
        "plot STRUCT --hist",
        "plot STRUCT --width 40 --height 10",
        "plot ARCHIVE",
        "cat MISSING",
        "cat MISSING --debug",
        "cat BAD --debug",
        "cat STRUCT --slice BAD",
        "plot STRUCT --field MISSING",
        "MISSING",
        "cat --dtype MISSING",
        "unpack ARCHIVE DIR",
        "pack NEW.npz STRUCT ARCHIVE",
        "append TEXT STRUCT",
        "concat NEW.npy STRUCT TEXT",
        "set STRUCT 0 MISSING",
        "run MISSING",
        "info OBJECTS",
        "cat OBJECTS",
        "cat OBJECTS --slice 0",
        "cat OBJECTS --full",
        "cat OBJECTS --format json",
        "diff OBJECTS TEXT",
        "diff OBJECTS NUMBERS",
        "diff --json OBJECTS NUMBERS",
        "stats OBJECTS",
        "verify OBJECTS",
        "convert OBJECTS NEW.csv"
      })
  void nothingThatIsShownControlsATerminal(String words) throws IOException {
    Path bad = Files.write(folder.resolve(NAME + "bad.npy"), cut(struct));
    Object[] args = Stream.of(words.split(" ")).toArray();
    for (int i = 0; i < args.length; i++) {
      args[i] =
          switch (args[i].toString()) {
            case "STRUCT" -> struct;
            case "TEXT" -> text;
            case "ARCHIVE" -> archive;
            case "OTHER" -> save("other.npy", struct(2.5));
            case "OTHERS" -> archive("others.npz", 2.5);
            case "BAD" -> bad;
            case "OBJECTS" -> objects("objects.npy", List.of(EVIL, Map.of(EVIL, List.of(EVIL))));
            case "NUMBERS" -> objects("numbers.npy", List.of(1L, 2L));
            case "MISSING" -> folder.resolve(NAME);
            case "DIR" -> folder.resolve("out");
            case "NEW.npz", "NEW.npy", "NEW.csv" -> folder.resolve(args[i].toString());
            default -> args[i];
          };
    }
    Run run = npyio(args);
    assertHarmless(run);
    assertTrue(!words.startsWith("stats") || run.status() == 0, run.err());
  }

  private Path objects(String name, List<Object> elements) throws IOException {
    Path file = folder.resolve(name);
    Npy.saveObjects(file, ObjectArray.of(Shape.of(elements.size()), elements));
    return file;
  }

  private static byte[] cut(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return java.util.Arrays.copyOf(all, all.length - 5);
  }

  @Test
  void aSingleTextIsPrintedAsWithinAnArray() {
    npyio("cat", text, "--slice", "0").prints(SHOWN + "\n");
    npyio("cat", text, "--slice", ":1").prints("['" + SHOWN + "']\n");
    npyio("cat", text, "--slice", "1").prints("z\n");
  }

  @Test
  void theExtremesOfTextAreEscaped() {
    npyio("stats", text, "--slice", ":1")
        .prints(
            text
                + ": str"
                + "%s, shape (1,)\n  count  1\n  min    %s\n  max    %s\n"
                    .formatted(EVIL.length() * 32, SHOWN, SHOWN));
  }

  @Test
  void tablesAndJsonKeepTheText() throws IOException {
    npyio("cat", text, "--format", "csv").prints("\"" + EVIL + "\"\nz\n");
    String json = npyio("cat", text, "--format", "json").out();
    assertEquals("[\"a\\u001B[31m\\u007F\\u0085\\u009b2J\\u202eb\\u2066c\\r\\td\",\"z\"]\n", json);
    Path back = Files.writeString(folder.resolve("back.json"), json);
    npyio("diff", text, back).isSilent();
  }

  @Test
  void aPictureIsWellFormedXml() throws Exception {
    Path picture = folder.resolve("x.svg");
    NdArray struct =
        NdArray.zeros(
            DType.struct(Field.of("\u001b<\u0001\ufffe", "<f8"), Field.of("b", "<f8")), 3);
    npyio("plot", save(NAME + "&.npy", struct), "-o", picture).isSilent();
    String svg = Files.readString(picture);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertTrue(svg.contains("a\\x1b[31m\\x7fb\\nc&amp;.npy: struct (3,)"), svg);
    assertTrue(svg.contains(">\\x1b&lt;\\x01\ufffd</text>"), svg);
  }
}
