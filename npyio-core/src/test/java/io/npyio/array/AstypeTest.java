package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.interop.NumPyOracle;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * {@link NdArray#astype} against NumPy, live: every kind to every kind, with the values at the ends
 * of both. Only casts that NumPy leaves undefined are left out: NaN, infinity and values out of
 * range to integers. NaNs count as equal.
 */
class AstypeTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_260_101);
  private static final List<String> INTEGERS =
      List.of("i1", "u1", "<i2", ">u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", ">u8");
  private static final List<String> FLOATS = List.of("<f2", ">f2", "<f4", ">f8", "<f8", "<f16");
  private static final List<String> COMPLEX = List.of("<c8", ">c16", "<c32");
  private static final List<String> TEXTS =
      List.of("S", "U", ">U", "S1", "S4", "<U4", ">U7", "S30", "<U70");
  private static final List<String> TIMES = List.of("<M8[s]", ">M8[D]", "<m8[ms]", "<m8", "<M8");
  private static final List<String> UNITS =
      List.of("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as");

  private static NumPyOracle numpy;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    numpy = NumPyOracle.start();
  }

  @AfterAll
  static void stop() throws IOException {
    numpy.close();
  }

  static Stream<String> numbers() {
    return Stream.of(List.of("?"), INTEGERS, FLOATS, COMPLEX, List.of(">f16", ">c32"))
        .flatMap(List::stream);
  }

  static Stream<String> times() {
    return TIMES.stream();
  }

  private static List<String> targets() {
    return Stream.of(List.of("?"), INTEGERS, FLOATS, COMPLEX, TEXTS, TIMES, List.of(">f16", ">c32"))
        .flatMap(List::stream)
        .toList();
  }

  // ---- comparison with NumPy

  /** Compares one astype; the result has a line for each difference. */
  private static String differences(NdArray source, DType to) throws IOException {
    Path in = folder.resolve("source.npy");
    Files.write(in, Npy.toBytes(source));
    return differences(in, source, to);
  }

  private static String differences(Path in, NdArray source, DType to) throws IOException {
    Path out = folder.resolve("target.npy");
    JsonNode answer = numpy.ask("astype", "file", in, "dtype", to.descr(), "dst", out);
    String what = source.dtype() + " to " + to;
    NdArray actual;
    try {
      actual = source.astype(to);
    } catch (IllegalArgumentException | ArithmeticException refused) {
      return answer.has("error") ? "" : what + ": NumPy can, but " + refused + "\n";
    }
    if (answer.has("error")) {
      return what + ": " + answer.get("message").asString() + ", but " + actual.layout() + "\n";
    }
    NdArray expected = Npy.load(Files.readAllBytes(out));
    if (!expected.layout().equals(actual.layout())) {
      return what + ": expected " + expected.layout() + " but " + actual.layout() + "\n";
    }
    return values(what, source.reshape(-1), expected.reshape(-1), actual.reshape(-1));
  }

  private static String values(String what, NdArray source, NdArray expected, NdArray actual) {
    var lines = new StringBuilder();
    for (long i = 0; i < source.size(); i++) {
      if (!expected.at(i).contentEquals(actual.at(i)) && !areNaN(expected.at(i), actual.at(i))) {
        lines.append(
            "%s: %s expected %s but %s%n"
                .formatted(what, shown(source.at(i)), shown(expected.at(i)), shown(actual.at(i))));
      }
    }
    return lines.toString();
  }

  private static boolean areNaN(NdArray a, NdArray b) {
    if (!(a.dtype() instanceof DType.Scalar scalar)) {
      return false;
    }
    if (scalar.kind().isComplex()) {
      return sameOrNaN(a.real(), b.real()) && sameOrNaN(a.imag(), b.imag());
    }
    return scalar.kind().isFloating()
        && Double.isNaN(a.astype(DType.FLOAT64).getDouble())
        && Double.isNaN(b.astype(DType.FLOAT64).getDouble());
  }

  private static boolean sameOrNaN(NdArray a, NdArray b) {
    return a.contentEquals(b) || areNaN(a, b);
  }

  private static String shown(NdArray element) {
    return element.dtype() instanceof DType.Struct
        ? element.get().toString()
        : "'" + element.getString() + "'";
  }

  // ---- values

  private static NdArray ofDecimals(DType.Scalar type, List<BigDecimal> values) {
    Kind part = type.kind().part();
    List<BigDecimal> fitting = values.stream().filter(value -> fits(value, part)).toList();
    NdArray array = NdArray.zeros(type, fitting.size());
    for (int i = 0; i < fitting.size(); i++) {
      array.real().setBigDecimal(fitting.get(i), i);
      if (type.kind().isComplex()) {
        array.imag().setBigDecimal(fitting.get(fitting.size() - 1 - i), i);
      }
    }
    return array;
  }

  private static boolean fits(BigDecimal value, Kind kind) {
    try {
      NdArray.zeros(DType.Scalar.of(kind)).setBigDecimal(value);
      return true;
    } catch (ArithmeticException beyond) {
      return false;
    }
  }

  private static List<BigDecimal> decimals(boolean fractions) {
    Random random = new Random(SEED);
    List<BigDecimal> values = new ArrayList<>();
    for (int power : new int[] {0, 1, 7, 8, 11, 15, 16, 24, 31, 32, 53, 62, 63, 64}) {
      for (int delta = -2; delta <= 2; delta++) {
        BigInteger value = BigInteger.ONE.shiftLeft(power).add(BigInteger.valueOf(delta));
        values.add(new BigDecimal(value));
        values.add(new BigDecimal(value.negate()));
      }
    }
    for (int i = 0; i < 40; i++) {
      values.add(new BigDecimal(new BigInteger(random.nextInt(64), random)));
    }
    if (fractions) {
      for (String text :
          ("0.5 1.5 2.5 0.1 0.3 1e-4 9.9e-5 1e-5 1e16 1e15 123456789012345680 65504 65519.99 65520"
                  + " 65519 2.98e-8 2.9802322387695312e-8 2.9802322387695313e-8 6e-8 1e38 3.4e38"
                  + " 3.4028235677973366e38 3.5e38 1e300 1.7976931348623157e308 5e-324 1e-310"
                  + " 1.5e-45 0.7e-45 1000 999.9 1e6 999999.9 1e10 0.0001 33333.3")
              .split(" ", -1)) {
        values.add(new BigDecimal(text));
        values.add(new BigDecimal(text).negate());
      }
      for (int i = 0; i < 60; i++) {
        values.add(new BigDecimal(random.nextGaussian() * Math.pow(2, random.nextInt(140) - 70)));
      }
    }
    return values;
  }

  private static NdArray extremes(DType.Scalar type) {
    boolean isFloating = type.kind().part().isFloating();
    NdArray array = ofDecimals(type, decimals(isFloating));
    if (!isFloating) {
      return array;
    }
    double[] special = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    NdArray all = NdArray.zeros(type, array.size() + (long) special.length * special.length);
    all.slice(0, 0, array.size()).copyFrom(array);
    for (int i = 0; i < special.length * special.length; i++) {
      all.real().setDouble(special[i % special.length], array.size() + i);
      if (type.kind().isComplex()) {
        all.imag().setDouble(special[i / special.length], array.size() + i);
      }
    }
    return all;
  }

  /** Without the values for which the C language leaves the result open. */
  private static NdArray defined(NdArray source, DType to) {
    boolean fromFloat =
        source.dtype() instanceof DType.Scalar scalar && scalar.kind().part().isFloating();
    boolean toInteger =
        to instanceof DType.Temporal
            || (to instanceof DType.Scalar scalar && scalar.kind().isInteger());
    if (!fromFloat || !toInteger) {
      return source;
    }
    Kind kind = to instanceof DType.Scalar scalar ? scalar.kind() : Kind.INT64;
    boolean nanIsNaT = to instanceof DType.Temporal;
    NdArray real = source.real().astype(DType.LONGDOUBLE);
    return chosen(source, i -> truncates(real.get(i), kind, nanIsNaT));
  }

  private static boolean truncates(Object value, Kind kind, boolean nan) {
    if (value instanceof Double special) {
      return special == 0 || (nan && Double.isNaN(special));
    }
    BigInteger whole = ((BigDecimal) value).toBigInteger();
    return fits(new BigDecimal(whole), kind);
  }

  private static NdArray chosen(NdArray source, Predicate<Long> wanted) {
    List<Long> indices = new ArrayList<>();
    for (long i = 0; i < source.size(); i++) {
      if (wanted.test(i)) {
        indices.add(i);
      }
    }
    NdArray array = NdArray.zeros(source.dtype(), indices.size());
    for (int i = 0; i < indices.size(); i++) {
      array.slice(0, i, i + 1).copyFrom(source.slice(0, indices.get(i), indices.get(i) + 1));
    }
    return array;
  }

  // ---- tests

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersConvertToEveryKindAsInNumPy(String from) throws IOException {
    NdArray source = extremes((DType.Scalar) DType.of(from));
    var differences = new StringBuilder();
    for (String to : targets()) {
      DType target = DType.of(to);
      differences.append(differences(defined(source, target), target));
    }
    assertEquals("", differences.toString());
  }

  @ParameterizedTest
  @MethodSource("times")
  void timesConvertToEveryKindAsInNumPy(String from) throws IOException {
    DType.Temporal type = (DType.Temporal) DType.of(from);
    NdArray source = ofCounts(type);
    var differences = new StringBuilder();
    for (String to : targets()) {
      boolean unprintable = !type.isDelta() && type.unit() == DateTimeUnit.GENERIC;
      boolean isText = DType.of(to) instanceof DType.Flexible;
      if (!(unprintable && isText)) {
        differences.append(differences(source, DType.of(to)));
      }
    }
    assertEquals("", differences.toString());
  }

  private static NdArray ofCounts(DType.Temporal type) {
    long[] counts = {
      0,
      1,
      -1,
      11,
      12,
      13,
      -12,
      -13,
      29,
      30,
      31,
      59,
      60,
      365,
      366,
      1000,
      -1000,
      86_399,
      86_400,
      -86_401,
      719_468,
      123_456_789,
      1_000_000_007L,
      253_402_300_800L,
      -62_167_219_201L,
      1L << 40,
      DType.Temporal.NAT
    };
    NdArray source = NdArray.zeros(type, counts.length);
    source.copyFrom(counts);
    return source;
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"M8", "m8"})
  void everyUnitConvertsToEveryUnitAsInNumPy(String kind) throws IOException {
    Random random = new Random(SEED);
    var differences = new StringBuilder();
    for (String from : UNITS) {
      for (String to : UNITS) {
        for (String count : List.of("", "7", "25")) {
          String other = random.nextBoolean() ? count : "";
          if (kind.equals("m8") && !count.isEmpty() && isCalendar(from, to)) {
            continue; // NumPy's own factor may wrap here, which npyio's does not
          }
          DType.Temporal source = (DType.Temporal) DType.of("<" + kind + "[" + other + from + "]");
          DType target =
              DType.of((random.nextBoolean() ? "<" : ">") + kind + "[" + count + to + "]");
          differences.append(differences(ofCounts(source), target));
        }
      }
    }
    assertEquals("", differences.toString(), "seed " + SEED);
  }

  private static boolean isCalendar(String from, String to) {
    return "YM".contains(from) || "YM".contains(to);
  }

  @Test
  void timesBecomeTextOfTheLengthThatNumPyChooses() throws IOException {
    var differences = new StringBuilder();
    for (String unit : UNITS) {
      for (String kind : List.of("<M8[%s]", ">M8[25%s]", "<m8[%s]")) {
        DType.Temporal type = (DType.Temporal) DType.of(kind.formatted(unit));
        for (String to : List.of("S", "U", "S3", "<U12")) {
          differences.append(differences(ofCounts(type), DType.of(to)));
        }
      }
    }
    assertEquals("", differences.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "<U", ">U"})
  void textBecomesNumbersAsInNumPy(String form) throws IOException {
    String[] whole = {"0", "1", "-1", "+7", " 42 ", "1_0", "127", "-0", "\t3\n", "007"};
    String[] fractions = {
      "0.5",
      "-1.5e3",
      "1E5",
      "nan",
      "-NaN",
      "inf",
      "-Infinity",
      "+inf",
      "1e400",
      "-1e400",
      "1e-400",
      "0.1",
      "16777217",
      "1_000.5",
      ".5",
      "5.",
      "1e16",
      "65520",
      "2.5e-8",
      "3.141592653589793238"
    };
    var differences = new StringBuilder();
    for (String to : targets()) {
      DType type = DType.of(to);
      if (!(type instanceof DType.Scalar scalar) || scalar.kind() == Kind.LONGDOUBLE) {
        continue; // NumPy reads long doubles by C's rules, without blanks and underscores
      }
      differences.append(differences(texts(form, whole), type));
      if (scalar.kind().part().isFloating()) {
        differences.append(differences(texts(form, fractions), type));
      }
    }
    String[] plain = {
      "0", "-1", "0.1", "1e400", "-1e-400", "nan", "inf", "3.141592653589793238", "1e4000"
    };
    differences.append(differences(texts(form, plain), DType.LONGDOUBLE));
    for (String to : COMPLEX) {
      String[] pairs = {
        "1+2j", "(1-2j)", "3j", "-1e5+2.5e-3j", "nan+infj", "1", "-0-0j", "j", "-j"
      };
      differences.append(differences(texts(form, pairs), DType.of(to)));
    }
    assertEquals("", differences.toString());
  }

  private static NdArray texts(String form, String... values) {
    int longest = Stream.of(values).mapToInt(String::length).max().orElse(1);
    return NdArray.of(values, DType.of(form + longest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "<U"})
  void textThatIsNotANumberIsRefusedAsInNumPy(String form) throws IOException {
    var differences = new StringBuilder();
    for (String text :
        List.of(
            "x", "", " ", "1 2", "2.5", "1e3", "0x10", "1__0", "_1", "1_", "--1", "True", "1j",
            "nan", "inf", "1e", "e1", ".", "+", "1+", "1d", "0x1p3", "1f")) {
      for (String to : List.of("<i4", "<i8", "<u8", "<f4", "<f8", "<c16")) {
        String found = differences(texts(form, text), DType.of(to));
        differences.append(found.isEmpty() ? "" : "'" + text + "' " + found);
      }
    }
    assertEquals("", differences.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "<U"})
  void textBecomesTimesAsInNumPy(String form) throws IOException {
    String[] texts = {
      "1970",
      "2020-02",
      "2020-02-29",
      "1969-12-31T23",
      "1969-12-31T23:59",
      "2020-01-01 12:30:15",
      "2020-01-01T12:30:15.123",
      "2020-01-01T12:30:15.123456789",
      "NaT",
      "nat",
      "-001-01-01",
      "0000-01-01",
      "12345-06-07",
      "",
      "2020-01-01T00:00:00Z"
    };
    var differences = new StringBuilder();
    for (String unit : List.of("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "7D", "25s")) {
      for (String text : texts) {
        String found = differences(texts(form, text), DType.of("<M8[" + unit + "]"));
        differences.append(found.isEmpty() ? "" : "'" + text + "' " + found);
      }
    }
    assertEquals("", differences.toString());
  }

  @Test
  void textBecomesTextAsInNumPy() throws IOException {
    String[] values = {"", "a", "abc", "a\0b", " x ", "longer than seven"};
    var differences = new StringBuilder();
    for (String from : List.of("S20", "<U20", ">U20")) {
      for (String to : TEXTS) {
        differences.append(differences(NdArray.of(values, DType.of(from)), DType.of(to)));
      }
    }
    NdArray wide = NdArray.of(new String[] {"é", "😀b"}, DType.of("<U2"));
    for (String to : List.of("S2", "S", ">U3", "<U1")) {
      differences.append(differences(wide, DType.of(to)));
    }
    NdArray bytes = NdArray.of(new byte[][] {{(byte) 0xE9}, {'a'}}, DType.of("S2"));
    for (String to : List.of("<U2", "S1", "S3", "V2", "V3")) {
      differences.append(differences(bytes, DType.of(to)));
    }
    assertEquals("", differences.toString());
  }

  @Test
  void structsConvertFieldByFieldAsInNumPy() throws IOException {
    NdArray source =
        NdArray.zeros(
            DType.of("[('a', '<i4'), ('m', '>f4', (2, 3)), ('s', 'S3'), ('t', '<M8[s]')]"), 4);
    for (int i = 0; i < 4; i++) {
      source.field("a").setInt(i * 70_000 - 1, i);
      source.field("m").at(i).fill(i + 0.5);
      source.field("s").setString("12" + i, i);
      source.field("t").setLong(i * 86_401L, i);
    }
    var differences = new StringBuilder();
    for (String to :
        List.of(
            "[('x', '<i2'), ('', '|V5'), ('m', '<f8', (2, 3)), ('s', '<U2'), ('t', '<M8[D]')]",
            "[('a', '<f8'), ('m', '<i2', (2, 3)), ('s', '<i4'), ('t', '<i8')]",
            "[('a', '<f8'), ('m', '<i2', (2, 3)), ('s', '<i4')]")) {
      differences.append(differences(source, DType.of(to)));
    }
    assertEquals("", differences.toString());
  }

  @Test
  void fortranOrderIsKept() {
    NdArray fortran = NdArray.zeros(new ArrayLayout(DType.INT32, Shape.of(2, 3), Order.F));
    assertEquals(Order.F, fortran.astype(DType.FLOAT64).layout().order());
    assertEquals(Order.C, fortran.astype(DType.FLOAT64, Order.C).layout().order());
  }
}
