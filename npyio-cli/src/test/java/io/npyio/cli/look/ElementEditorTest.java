package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.cli.Run;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.view.Editor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single elements set in place, and the command that takes it back. */
class ElementEditorTest {
  private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'|(\\S+)");

  @TempDir Path folder;

  private Editor editor(String name, RawSpec raw) throws IOException {
    String file = folder.resolve(name).toString();
    return new ElementEditor(
        file, ArrayFiles.source(file, SourceSpec.DEFAULT.describedBy(raw)), raw);
  }

  private Editor editor(String name) throws IOException {
    return editor(name, RawSpec.NOTHING);
  }

  /** Runs the command of an undo line, its words as a shell cuts them. */
  private static void run(String line) {
    List<String> words =
        WORD.matcher(line)
            .results()
            .map(
                word -> word.group(1) == null ? word.group(2) : word.group(1).replace("'\\''", "'"))
            .toList();
    assertEquals("npyio", words.get(0));
    Run.npyio(words.subList(1, words.size()).toArray()).isSilent();
  }

  /** Sets an element, and takes it back. */
  private void setAndUndo(
      String name, RawSpec raw, long[] index, String old, String value, String text)
      throws Exception {
    Path file = folder.resolve(name);
    byte[] before = Files.readAllBytes(file);
    Editor.Change change = editor(name, raw).set(index, null, old, value);
    assertEquals(text, change.text());
    assertTrue(!Arrays.equals(before, Files.readAllBytes(file)), "nothing was set");
    run(change.undo());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<f4 | -1.5 | 2 | 2.0",
        "<f8 | -inf | nan | nan",
        "<f8 | nan | 0.1 | 0.1",
        ">i8 | -9223372036854775808 | 7 | 7",
        "?   | True | False | False",
        "<c16 | (1.5-2j) | 1j | 1j",
        "<U4 | it's | a b | a b",
        "S4 | a'b | xyz | xyz",
        "<M8[ms] | 2026-11-28T10:00:00.123 | NaT | NaT",
        "<m8[s] | -90 seconds | 5 | 5 seconds"
      })
  void elementsOfEveryKind(String dtype, String old, String value, String text) throws Exception {
    NdArray array = NdArray.zeros(DType.of(dtype), 2, 3);
    array.set(
        dtype.equals("<m8[s]")
            ? "-90"
            : dtype.startsWith("S") ? old.getBytes(StandardCharsets.ISO_8859_1) : old,
        1,
        2);
    Npy.save(folder.resolve("a.npy"), array);
    setAndUndo("a.npy", RawSpec.NOTHING, new long[] {1, 2}, old, value, text);
  }

  @Test
  void fieldsOfStructs() throws Exception {
    NdArray array =
        NdArray.zeros(
            DType.of("[('x', '<f8'), ('p', [('n', '<i4'), ('s', '<U8')]), ('m', '<i2', (2,))]"), 3);
    array.field("x").setDouble(0.1, 1);
    array.field("p").field("s").setString("it's \"", 1);
    Path file = folder.resolve("it's.npy");
    Npy.save(file, array);
    byte[] before = Files.readAllBytes(file);
    Editor.Change change = editor("it's.npy").set(new long[] {1}, "p.s", "it's \"", "b");
    assertEquals("b", change.text());
    assertEquals("b", Npy.load(file).field("p").field("s").getString(1));
    run(change.undo());
    assertArrayEquals(before, Files.readAllBytes(file));
    change = editor("it's.npy").set(new long[] {1, 1}, "m", "0", "-7");
    assertEquals("-7", change.text());
    run(change.undo());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void rawFilesAndSingleElements() throws Exception {
    Files.write(folder.resolve("r.dat"), new byte[] {9, 1, 0, 2, 0, 3, 0, 4, 0});
    var raw = new RawSpec(DType.of(">i2"), ShapeText.parse("2,2"), Order.F, 1L);
    setAndUndo("r.dat", raw, new long[] {0, 1}, "768", "-5", "-5");
    Npy.save(folder.resolve("s.npy"), NdArray.of(1.5));
    setAndUndo("s.npy", RawSpec.NOTHING, new long[0], "1.5", "2", "2.0");
  }

  @Test
  void theUndoLineIsForAShell() throws Exception {
    Npy.save(folder.resolve("a.npy"), new int[][] {{1, 2}});
    Editor.Change change = editor("a.npy").set(new long[] {0, 1}, null, "2", "3");
    assertEquals("npyio set %s '0, 1' 2".formatted(folder.resolve("a.npy")), change.undo());
    assertEquals(
        "npyio set ./-x.npy 0 7",
        new SetCommand("-x.npy", RawSpec.NOTHING).of(new long[] {0}, NdArray.of(7)));
  }

  @Test
  void anElementThatIsNotWhatTheUserSawIsLeftAlone() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.save(file, new int[] {1, 2});
    Editor.Conflict conflict =
        assertThrows(
            Editor.Conflict.class, () -> editor("a.npy").set(new long[] {1}, null, "3", "4"));
    assertEquals("the element is not '3' but '2'", conflict.getMessage());
    assertEquals("2", conflict.text());
    assertEquals("[1 2]", Npy.load(file).toString());
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.save(file, new int[][] {{1, 2}});
    assertEquals("'x' is not a valid int32", refused(new long[] {0, 1}, null, "2", "x"));
    assertEquals(
        "the index has 1 numbers, but the array has 2 axes",
        refused(new long[] {0}, null, "2", "3"));
    assertTrue(refusedIndex(new long[] {0, 2}).contains("out of bounds"));
    assertEquals("[[1 2]]", Npy.load(file).toString());
  }

  private String refused(long[] index, String field, String old, String value) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class, () -> editor("a.npy").set(index, field, old, value))
            .getMessage());
  }

  private String refusedIndex(long[] index) {
    return String.valueOf(
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> editor("a.npy").set(index, null, "2", "3"))
                .getMessage())
        .toLowerCase(Locale.ROOT);
  }

  @Test
  void aValueThatNoCommandLineCanGiveBackIsKept() throws Exception {
    Path file = folder.resolve("t.npy");
    Npy.save(file, NdArray.of(new String[] {"-x", "a\nb"}));
    byte[] before = Files.readAllBytes(file);
    for (int i = 0; i < 2; i++) {
      long[] index = {i};
      String old = i == 0 ? "-x" : "a\nb";
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class, () -> editor("t.npy").set(index, null, old, "b"));
      assertEquals(
          "the value that is there cannot be given to 'npyio set', which undoes a change: "
              + (i == 0 ? "-x" : "a\\nb"),
          refusal.getMessage());
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }
}
