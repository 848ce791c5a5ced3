package io.npyio.strided;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.TimeStep;
import io.npyio.number.Float16;
import io.npyio.number.FloatText;
import io.npyio.number.X87;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The number formats against the NumPy of {@code NPYIO_PYTHON}, by default {@code python3}; skipped
 * without NumPy. {@code -Dnpyio.samples} and {@code -Dnpyio.seed} change the random values.
 */
class NumbersAgainstNumPyTest {
  private static final List<DateTimeUnit> UNITS = List.of(DateTimeUnit.values());

  private static final int SAMPLES = Integer.getInteger("npyio.samples", 3_000);
  private static final long SEED = Long.getLong("npyio.seed", 20_240_229);
  private static final String PYTHON = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");

  @TempDir private static Path folder;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void needsNumPy() throws Exception {
    boolean found;
    try {
      found = !python("import numpy; print(numpy.__version__)", new byte[0]).isEmpty();
    } catch (IOException | AssertionError e) {
      found = false;
    }
    assumeTrue(found, "skipped: no NumPy in " + PYTHON + "; set NPYIO_PYTHON");
  }

  /** The lines a script prints; it finds {@code input} on its standard input. */
  private static List<String> python(String script, byte[] input) throws Exception {
    Path in = Files.write(folder.resolve("in"), input);
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(PYTHON, "-W", "ignore", "-c", script)
            .redirectInput(in.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), () -> script + "\n" + text(errors));
    return output.lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void assertSame(List<String> expected, int size, IntFunction<String> actual) {
    assertEquals(size, expected.size(), "lines from NumPy");
    for (int i = 0; i < size; i++) {
      int index = i;
      assertEquals(expected.get(i), actual.apply(i), () -> "case " + index + ", seed " + SEED);
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  // ---- halves

  @Test
  void everyHalfWidensLikeNumPy() throws Exception {
    List<String> expected =
        python(
            "import numpy as np\n"
                + "for b in np.arange(65536).astype('u2').view('f2').astype('f4').view('i4'):"
                + " print(b)",
            new byte[0]);
    assertSame(
        expected,
        65_536,
        i -> Integer.toString(Float.floatToRawIntBits(Float16.toFloat((short) i))));
  }

  @Test
  void floatsAndDoublesNarrowToHalvesLikeNumPy() throws Exception {
    ByteBuffer input = buffer(SAMPLES * 12);
    float[] floats = new float[SAMPLES];
    double[] doubles = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      // near a half or midway between two, or of the size of a half, or any bits
      double near = Float16.toFloat((short) random.nextInt());
      double next = Math.abs(near) < 1e-4 ? 0x1p-25 : Math.ulp((float) near) * 4096;
      near += random.nextInt(3) * next + (random.nextInt(3) - 1) * Math.ulp(near);
      doubles[i] = i % 4 == 0 ? Double.longBitsToDouble(random.nextLong()) : near;
      floats[i] = i % 4 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) near;
      input.putFloat(i * 4, floats[i]).putDouble(SAMPLES * 4 + i * 8, doubles[i]);
    }
    String script =
        "import numpy as np, sys\n"
            + "raw = sys.stdin.buffer.read()\n"
            + "n = len(raw) // 12\n"
            + "def text(h): return 'nan' if np.isnan(h) else str(h.view('i2'))\n"
            + "for x, y in zip(np.frombuffer(raw, '<f4', n).astype('f2'),"
            + " np.frombuffer(raw, '<f8', n, n * 4).astype('f2')): print(text(x), text(y))";
    assertSame(
        python(script, bytes(input)),
        SAMPLES,
        i ->
            halfText(Float16.fromFloat(floats[i]))
                + " "
                + halfText(Float16.fromDouble(doubles[i])));
  }

  private static String halfText(short bits) {
    return Float.isNaN(Float16.toFloat(bits)) ? "nan" : Short.toString(bits);
  }

  // ---- text of floats

  private static String floatScript(String dtype) {
    return "import numpy as np, sys\n"
        + "for i, x in enumerate(np.frombuffer(sys.stdin.buffer.read(), '"
        + dtype
        + "')):\n"
        + "  if np.isfinite(x): print(str(x),"
        + " np.format_float_positional(x, precision=i % 12, unique=False, trim='k'),"
        + " np.format_float_scientific(x, precision=i % 12, unique=False, trim='k'))\n"
        + "  else: print(x)";
  }

  private static String lines(String scalar, FloatText fraction, FloatText mantissa, int digits) {
    String behind = mantissa.mantissaFraction();
    return scalar
        + " "
        + fraction.sign()
        + fraction.integerPart()
        + "."
        + fraction.fractionPart()
        + "0".repeat(digits - fraction.fractionPart().length())
        + " "
        + mantissa.sign()
        + mantissa.digits().charAt(0)
        + "."
        + behind
        + "0".repeat(digits - behind.length())
        + "e"
        + mantissa.exponentText();
  }

  private static String lines(String scalar, double value, int index) {
    int digits = index % 12;
    return Double.isFinite(value)
        ? lines(
            scalar,
            FloatText.toFraction(value, digits),
            FloatText.toMantissa(value, digits),
            digits)
        : scalar;
  }

  @Test
  void everyHalfPrintsLikeNumPy() throws Exception {
    ByteBuffer input = buffer(65_536 * 2);
    for (int i = 0; i < 65_536; i++) {
      input.putShort((short) i);
    }
    assertSame(
        python(floatScript("<f2"), bytes(input)),
        65_536,
        i -> lines(FloatText.scalarHalf((short) i), Float16.toFloat((short) i), i));
  }

  @Test
  void floatsPrintLikeNumPy() throws Exception {
    ByteBuffer input = buffer((SAMPLES + 512) * 4);
    for (int i = 0; i < SAMPLES; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      input.putFloat(i % 3 == 0 ? random.nextInt(1 << 22) / 1000f : any);
    }
    for (int exponent = 0; exponent < 256; exponent++) { // the unequal margins
      input.putInt(exponent << 23).putInt((exponent << 23) | 1);
    }
    assertSame(
        python(floatScript("<f4"), bytes(input)),
        SAMPLES + 512,
        i -> lines(FloatText.scalar(input.getFloat(i * 4)), input.getFloat(i * 4), i));
  }

  @Test
  void doublesPrintLikeNumPy() throws Exception {
    ByteBuffer input = buffer((SAMPLES + 4_096) * 8);
    for (int i = 0; i < SAMPLES; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      input.putDouble(i % 3 == 0 ? random.nextInt() * Math.pow(10, random.nextInt(40) - 20) : any);
    }
    for (long exponent = 0; exponent < 2_048; exponent++) {
      input.putLong(exponent << 52).putLong((exponent << 52) | 1);
    }
    assertSame(
        python(floatScript("<f8"), bytes(input)),
        SAMPLES + 4_096,
        i -> lines(FloatText.scalar(input.getDouble(i * 8)), input.getDouble(i * 8), i));
  }

  private X87 randomX87(int i) {
    long significand = random.nextLong() | Long.MIN_VALUE;
    int sign = random.nextInt(2) << 15;
    return switch (i % 8) {
      case 0 -> new X87(Long.MIN_VALUE, sign | (random.nextInt(0x7FFF) + 1));
      case 1 -> new X87(random.nextLong() >>> (1 + random.nextInt(63)), sign);
      case 2 -> new X87(significand, sign | random.nextInt(0x8000));
      case 3 -> X87.fromDouble(random.nextInt() / 1000d);
      case 4 -> new X87(significand, sign | (16383 - 1074 + random.nextInt(80)) - 20);
      case 5 -> new X87(significand & (-1L << random.nextInt(13)), sign | (16383 + 1023));
      default ->
          new X87(
              significand & (-1L << random.nextInt(13)), sign | (16383 + random.nextInt(110)) - 40);
    };
  }

  @Test
  void longDoublesPrintAndNarrowLikeNumPy() throws Exception {
    String mantissaBits = "import numpy as np; print(np.finfo(np.longdouble).nmant)";
    assumeTrue(python(mantissaBits, new byte[0]).equals(List.of("63")), "skipped: no x87 here");
    int samples = SAMPLES / 4; // these are slow on both sides
    List<X87> values = new ArrayList<>();
    ByteBuffer input = buffer(samples * 16);
    for (int i = 0; i < samples; i++) {
      X87 value = randomX87(i);
      values.add(value);
      input.putLong(i * 16, value.significand()).putShort(i * 16 + 8, (short) value.signExponent());
    }
    String script =
        floatScript("<f16")
            + "\n  d = np.array([x]).astype('f8')\n"
            + "  print('nan' if np.isnan(x) else d.view('i8')[0], d[0] == x)";
    assertSame(
        python(script, bytes(input)), samples * 2, i -> longDoubleLine(values.get(i / 2), i));
  }

  private static String longDoubleLine(X87 value, int line) {
    int digits = line / 2 % 12;
    if (line % 2 == 1) {
      return value.isNaN()
          ? "nan False"
          : Double.doubleToRawLongBits(value.toDouble())
              + (value.isExactDouble() ? " True" : " False");
    }
    return value.isNaN() || value.isInfinite()
        ? FloatText.scalar(value)
        : lines(
            FloatText.scalar(value),
            FloatText.toFraction(value, digits),
            FloatText.toMantissa(value, digits),
            digits);
  }

  // ---- datetimes

  private static final String DATETIME_SCRIPT =
      """
      import numpy as np, sys
      def values(): return np.array(sys.stdin.readline().split(), 'i8')
      for line in sys.stdin:
        kind, source, target, *values = line.split()
        a = np.array(values, 'i8').view(kind + '[' + source + ']')
        try: print(*a.astype(kind + '[' + target + ']').view('i8'))
        except OverflowError: print('refused')
        print(*a, sep='|')
      """;

  /**
   * NumPy's factors overflow unnoticed from {@code m8[2Y]} to {@code m8[ns]}, so such counts are
   * left out.
   */
  private TimeStep step(DateTimeUnit unit, boolean delta) {
    boolean one = random.nextBoolean() || (delta && unit.isCalendar());
    return new TimeStep(one ? 1 : 1 + random.nextInt(100), unit);
  }

  /** A count of any size, except for years whose days NumPy cannot count. */
  private long count(TimeStep step) {
    long any = random.nextLong() >> random.nextInt(64);
    long limit = step.unit().isCalendar() ? 20_000_000_000_000L : Long.MAX_VALUE / 2 / step.count();
    return random.nextInt(50) == 0 ? DType.Temporal.NAT : any % limit;
  }

  @Test
  void datetimesConvertAndPrintLikeNumPy() throws Exception {
    convertsAndPrintsLikeNumPy("M8");
  }

  @Test
  void timedeltasConvertAndPrintLikeNumPy() throws Exception {
    convertsAndPrintsLikeNumPy("m8");
  }

  private void convertsAndPrintsLikeNumPy(String kind) throws Exception {
    boolean delta = kind.equals("m8");
    List<String> input = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    int perPair = SAMPLES / 100;
    for (DateTimeUnit source : DateTimeUnit.values()) {
      for (DateTimeUnit target : DateTimeUnit.values()) {
        if (source == DateTimeUnit.GENERIC || target == DateTimeUnit.GENERIC) {
          continue;
        }
        for (int round = 0; round < 4; round++) {
          TimeStep from = step(source, delta);
          TimeStep to = step(target, delta);
          long[] values = random.longs(perPair).map(x -> count(from)).toArray();
          input.add(line(kind, from, to, values));
          actual.add(converted(values, from, to, delta));
          actual.add(printed(values, from, delta));
        }
      }
    }
    List<String> expected = python(DATETIME_SCRIPT, String.join("\n", input).getBytes(UTF_8));
    assertEquals(actual.size(), expected.size());
    for (int i = 0; i < actual.size(); i++) {
      if (!expected.get(i).equals("refused")) { // NumPy's factors have 56 bits, ours 63
        String message = input.get(i / 2) + ", seed " + SEED;
        assertEquals(expected.get(i), actual.get(i), message);
      }
    }
  }

  private static String line(String kind, TimeStep from, TimeStep to, long[] values) {
    return kind + " " + body(from) + " " + body(to) + " " + joined(values, " ");
  }

  private static String body(TimeStep step) {
    return step.count() + step.unit().symbol();
  }

  private static String joined(long[] values, String separator) {
    StringBuilder text = new StringBuilder();
    for (long value : values) {
      text.append(text.length() == 0 ? "" : separator).append(value);
    }
    return text.toString();
  }

  private static String converted(long[] values, TimeStep from, TimeStep to, boolean delta) {
    long[] results = new long[values.length];
    try {
      for (int i = 0; i < values.length; i++) {
        results[i] = TimeCast.convert(values[i], from, to, delta);
      }
    } catch (ArithmeticException e) {
      return "refused: " + e.getMessage();
    }
    return joined(results, " ");
  }

  private static String printed(long[] values, TimeStep step, boolean delta) {
    List<String> texts = new ArrayList<>();
    for (long value : values) {
      texts.add(delta ? TimeText.delta(value, step) : TimeText.iso(value, step));
    }
    return String.join("|", texts);
  }

  @Test
  void isoTextsParseLikeNumPy() throws Exception {
    List<String> texts = new ArrayList<>();
    List<TimeStep> steps = new ArrayList<>();
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < SAMPLES; i++) {
      int unit = random.nextInt(13);
      TimeStep step = new TimeStep(1, UNITS.get(unit));
      String text = TimeText.iso(count(step), step);
      texts.add(random.nextBoolean() ? text : text.replace('T', ' ').replace("Na ", "nat"));
      int finer = Math.min(12, unit + random.nextInt(3));
      steps.add(new TimeStep(1, UNITS.get(finer)));
      input.append(steps.get(i).unit().symbol()).append('|').append(texts.get(i)).append('\n');
    }
    String script =
        """
        import numpy as np, sys
        for line in sys.stdin:
          unit, text = line.rstrip('\\n').split('|')
          value = np.datetime64(text, unit)
          back = value.astype('M8[' + str(np.datetime_data(np.datetime64(text))[0]) + ']')
          print(value.astype('i8') if np.isnat(value) or back == np.datetime64(text) else 'wrapped')
        """;
    List<String> expected = python(script, input.toString().getBytes(UTF_8));
    assertEquals(SAMPLES, expected.size());
    for (int i = 0; i < SAMPLES; i++) {
      String message = texts.get(i) + " in " + steps.get(i) + ", seed " + SEED;
      String actual;
      try {
        actual = Long.toString(TimeText.parseIso(texts.get(i), steps.get(i)));
      } catch (ArithmeticException e) {
        actual = "wrapped";
      }
      assertEquals(expected.get(i), actual, message);
    }
  }

  @Test
  void stepsParseLikeNumPy() throws Exception {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      bodies.add(randomBody());
    }
    String script =
        """
        import numpy as np, sys
        for line in sys.stdin.buffer.read().decode().split('\\n'):
          try: print(np.dtype('M8[' + line + ']').str[3:])
          except (TypeError, ValueError): print('refused')
        """;
    assertSame(
        python(script, String.join("\n", bodies).getBytes(UTF_8)),
        SAMPLES,
        i -> parsed(bodies.get(i)));
  }

  /**
   * A mostly valid step. Divisors are not 0 or less, which ends Python, and those of weeks divide
   * evenly.
   */
  private String randomBody() {
    String[] counts = {"", "", "", "1", "25", " 3", "+4", "0", "-5", "2147483647", "2147483648"};
    String[] divisors = {
      "", "", "", "/1", "/2", "/3", "/7", "/24", "/ 60", "/+8", "/4 ", "/", "/x"
    };
    String[] units = {
      "Y", "M", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic", "μs", "µs", "S",
      "x"
    };
    String count = counts[random.nextInt(counts.length)];
    String divisor = divisors[random.nextInt(count.length() > 9 ? 3 : divisors.length)];
    String unit = random.nextInt(30) == 0 ? " s" : units[random.nextInt(units.length)];
    return count + unit + divisor;
  }

  private static String parsed(String body) {
    try {
      return ((DType.Temporal) DType.of("M8[" + body + "]")).step().toString();
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }
}
