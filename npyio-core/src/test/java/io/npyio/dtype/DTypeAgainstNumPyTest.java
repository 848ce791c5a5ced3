package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.NumPyOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Texts of dtypes, read as NumPy reads them from a header: listed ones and random ones. */
class DTypeAgainstNumPyTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_260_105);

  private static NumPyOracle numpy;

  @BeforeAll
  static void start() {
    numpy = NumPyOracle.start();
  }

  @AfterAll
  static void stop() throws IOException {
    numpy.close();
  }

  /** The difference from NumPy, or an empty text. */
  private static String difference(String text) {
    JsonNode answer = numpy.ask("dtype", "text", text);
    DType type;
    try {
      type = DType.of(text);
    } catch (IllegalArgumentException refused) {
      return answer.has("error")
          ? ""
          : "%s: NumPy reads %s, but %s%n".formatted(text, answer.get("descr"), refused);
    }
    if (answer.has("error")) {
      return "%s: NumPy says %s, but %s%n".formatted(text, answer.get("message"), type);
    }
    String expected =
        "%s %d %s %s"
            .formatted(
                answer.get("descr").asString(),
                answer.get("itemsize").asInt(),
                answer.get("name").asString(),
                fields(answer));
    String actual = type.descr() + " " + type.itemSize() + " " + type.name() + " " + fields(type);
    return expected.equals(actual)
        ? ""
        : "%s: expected%n  %s but%n  %s%n".formatted(text, expected, actual);
  }

  private static String fields(JsonNode answer) {
    var fields = new StringJoiner(" ");
    for (JsonNode field : answer.get("fields")) {
      String title = field.get(2).isNull() ? "" : field.get(2).asString() + "/";
      fields.add(title + field.get(0).asString() + "@" + field.get(1).asInt());
    }
    return fields.toString();
  }

  private static String fields(DType type) {
    var fields = new StringJoiner(" ");
    if (type instanceof DType.Struct struct) {
      for (Field field : struct.fields()) {
        String title = field.title() == null ? "" : field.title() + "/";
        fields.add(title + field.name() + "@" + field.offset());
      }
    }
    return fields.toString();
  }

  private static void assertSame(List<String> texts) {
    var differences = new StringBuilder();
    texts.forEach(text -> differences.append(difference(text)));
    assertEquals("", differences.toString(), "seed " + SEED);
  }

  @Test
  void everyLetterAndSizeInEveryOrder() {
    List<String> texts = new ArrayList<>();
    for (String order : List.of("", "<", ">", "=", "|", "<<", "!")) {
      for (char letter : "?bBhHiIlLqQpPnNefdgFDGSUVOMmcuTxzA".toCharArray()) {
        for (String size :
            List.of("", "0", "1", "2", "3", "4", "8", "10", "12", "16", "24", "32")) {
          texts.add(order + letter + size);
        }
      }
    }
    texts.removeIf(text -> text.matches("[<>=|]?T")); // variable-width strings: objects to npyio
    texts.removeIf(text -> text.matches("[<>=|]?f1")); // the float8 types of ml_dtypes
    assertSame(texts);
  }

  @Test
  void everyName() {
    List<String> texts =
        new ArrayList<>(
            List.of(
                ("bool bool_ int8 byte uint8 ubyte int16 short uint16 ushort int32 intc uint32"
                        + " uintc int64 long longlong intp int_ int uint64 ulong ulonglong uintp uint"
                        + " float16 half float32 single float64 double float float128 longdouble"
                        + " complex64 csingle complex128 cdouble complex complex256 clongdouble bytes"
                        + " bytes_ str str_ unicode void object object_ datetime64 timedelta64 float8"
                        + " int128 Float64 FLOAT32 string f d1 np.int32 float96")
                    .split(" ")));
    texts.addAll(List.of(" f8", "f8 ", "<float32", ">int", "=bool", "", "<", " ", "f 8", "f+8"));
    texts.addAll(List.of("f-8", "f08", "f8x", "S+3", "S 3", "S-3", "S03", "U0x3", "é", "f８"));
    texts.addAll(List.of("S2147483647", "S2147483648", "U536870911", "U536870912", "V2147483647"));
    texts.addAll(List.of("S99999999999999999999", "S9999999999999999999", "i99999999999999999999"));
    assertSame(texts);
  }

  @Test
  void everyUnit() {
    List<String> texts = new ArrayList<>();
    for (String unit :
        List.of(
            "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic", "μs",
            "µs", "x", "", "ss", "Ms", "B")) {
      for (String count :
          List.of("", "1", "25", "0", "+3", " 7", "-1", "2147483647", "2147483648", "1 ")) {
        texts.add("M8[" + count + unit + "]");
      }
      for (int divisor :
          new int[] {1, 2, 3, 4, 5, 7, 12, 24, 52, 60, 100, 365, 1000, 1440, 1_000_000}) {
        if (unit.matches("W|h|fs|as") && 10_080 % divisor != 0) {
          continue; // NumPy reads past its table, and finds years of length 0
        }
        texts.add("<m8[" + unit + "/" + divisor + "]");
        texts.add(">datetime64[3" + unit + "/" + divisor + "]");
      }
    }
    texts.addAll(
        List.of(
            "M8[",
            "M8]",
            "M8[s",
            "M8s",
            "M8[s]]",
            "M8[s]//event",
            "M8 [s]",
            "M8[s] ",
            "M4",
            "m16",
            "timedelta64[7D]",
            "=timedelta64[ms]",
            "|M8[s]",
            "datetime64",
            ">datetime64",
            "M08"));
    assertSame(texts);
  }

  @Test
  void commaStrings() {
    assertSame(
        List.of(
            "i4,f8",
            "i4, f8",
            "i4 , f8",
            " i4,f8",
            "i4,f8 ",
            "2f8,i4",
            "(2,3)f8,>i2",
            "( 2 , 3 )f8,i4",
            "1i4",
            "1i4,f8",
            "3i4",
            "(2,)f8",
            "(2,3)f8",
            "()f8",
            "(1,)f8",
            "i4,",
            "i4,f8,",
            ",",
            ",,",
            "i4,,f8",
            ",i4",
            ">2i4,f4",
            "2>i4,f4",
            ">2<i4",
            ">2>i4",
            "=2<i4",
            "<2=i4,f4",
            "|2i1,i2",
            "S3,U2,V4",
            "2S3,(2,2)U1",
            "M8[s],m8[7D]",
            "2M8[25s],f4",
            "0i4,f8",
            "i4,x",
            "02i4,f8",
            "bool,float32",
            ">f4,<f4,=f4",
            "i4;f8",
            "(2,3f8",
            "2)f8",
            "(2,-3)f8,i4",
            "(a)f8,i4",
            "i4,f8[2]",
            "O,i4"));
  }

  @Test
  void structsAndTheirOddities() {
    assertSame(
        List.of(
            "[]",
            "[('a', '<i4')]",
            "[('a', '<i4'), ('b', '>f8', (2,))]",
            "[('a', '<i4', 2)]",
            "[('a', '<i4', 1)]",
            "[('a', '<i4', [2, 3])]",
            "[('a', '<i4', ())]",
            "[('a', 'S', 3)]",
            "[('a', 'U', 3), ('b', 'V', 2)]",
            "[('a', 'S', (3,))]",
            "[('a', 'S0', (3,))]",
            "[('a', 'S0')]",
            "[('a', 'S', ())]",
            "[['a', '<i4'], ['b', '<f4']]",
            "[('f0', '|i1'), ('', '|V3'), ('f1', '<i4'), ('f2', '|i1'), ('', '|V3')]",
            "[('', '|V8')]",
            "[('', '<i4')]",
            "[('', '<i4'), ('', '<f4')]",
            "[('', '<i4', (2,)), ('a', '<i2')]",
            "[('', [('x', '<i2')]), ('a', '|b1')]",
            "[('', 'S3'), ('a', '|b1')]",
            "[(('T', 'a'), '<i4')]",
            "[((None, 'a'), '<i4')]",
            "[(('a', 'a'), '<i4')]",
            "[(('T', 'a'), '<i4'), (('T', 'b'), '<i4')]",
            "[(('b', 'a'), '<i4'), ('b', '<i4')]",
            "[(('T', ''), '|V4')]",
            "[('a', '<i4'), ('a', '<i4')]",
            "[('c', ('<f8', (5,)), (2,))]",
            "[('c', (('<f8', (5,)), (2, 2)), (3,))]",
            "[('x', '<f4', (2, 3)), ('n', [('p', '>i2'), ('q', '|S2')])]",
            "[('n', [('p', '>i2'), ('', '|V6')], (2,)), ('t', 'i4,f8')]",
            "[('n', '2i4,f8'), ('m', '3i2')]",
            "[(\"it's\", '<i4'), ('say \"hi\"', '<i2'), ('tab\\t', '|u1')]",
            "[('é', '<i4'), ('整形', '<i2'), ('😀', '|u1'), ('\\u200b', '|u1')]",
            "[('a', '<i4', -1)]",
            "[('a', '<i4', (2, -1))]",
            "[('a', '<i4', True)]",
            "[('a', '<i4', 2.0)]",
            "[('a', '<i4', (2**3,))]",
            "[('a',)]",
            "['a']",
            "[('a', '<i4', (2,), 3)]",
            "[(1, '<i4')]",
            "[(b'a', '<i4')]",
            "[('a', None)]",
            "[('a', 4)]",
            "[('a', '<i4', (0,))]",
            "[('a', '<i4', (0, 3)), ('b', '<i2')]",
            "[('a', '|V0'), ('b', '<i2')]",
            "[('a', '<i4', (536870911,))]",
            "[('a', '<i4', (536870912,))]",
            "[('a', 'V2147483647'), ('b', 'V1')]",
            "[('a', '<i4', (" + "1, ".repeat(64) + "))]",
            "[('a', '<i4', (" + "1, ".repeat(65) + "))]",
            "('<i4', (2,))",
            "('<i4', 3)",
            "('<i4', 1)",
            "('<i4', ())",
            "('S', 3)",
            "('S', -1)",
            "('S', (3,))",
            "('S3', 4)",
            "('f4', (2,), 5)",
            "('f4',)",
            "('V', 0)",
            "'<f4'",
            "\"<f4\""));
  }

  @Test
  void randomStructs() {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      texts.add(struct(random, 0));
    }
    assertSame(texts);
  }

  private static String struct(Random random, int depth) {
    var fields = new StringJoiner(", ", "[", "]");
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = List.of("a", "b", "c", "x y", "é", "", "it\\'s").get(random.nextInt(7));
      String key =
          random.nextInt(8) == 0
              ? "('t" + random.nextInt(3) + "', '" + name + "')"
              : "'" + name + "'";
      String type =
          depth < 3 && random.nextInt(4) == 0
              ? struct(random, depth + 1)
              : "'" + simple(random) + "'";
      if (random.nextInt(6) == 0 && !type.contains("S0")) {
        type = "(" + type + ", (" + random.nextInt(4) + ",))";
      }
      String shape = random.nextInt(5) == 0 ? ", (" + random.nextInt(3) + ", 2)" : "";
      fields.add("(" + key + ", " + type + shape + ")");
    }
    return fields.toString();
  }

  private static String simple(Random random) {
    String[] types = {
      "b1",
      "i1",
      "<i2",
      ">i4",
      "<u8",
      "f2",
      ">f4",
      "<f8",
      "<f16",
      ">c8",
      "<c32",
      "S3",
      ">U2",
      "V5",
      "S0",
      "<M8[s]",
      ">m8[25us]",
      "M8",
      "|V1",
      "float32",
      "?",
      "2i4",
      "i2,>f4"
    };
    return types[random.nextInt(types.length)];
  }
}
