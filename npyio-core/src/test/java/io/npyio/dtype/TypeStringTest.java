package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Type strings and names: their meanings, and the messages for invalid ones. */
class TypeStringTest {
  private static void assertRefused(String text, String message) {
    String actual = assertThrows(IllegalArgumentException.class, () -> DType.of(text)).getMessage();
    assertEquals(message, actual);
  }

  // ---- as written

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|b1",
        "|i1",
        "|u1",
        "<i2",
        "<i4",
        "<i8",
        ">i2",
        ">i4",
        ">i8",
        "<u2",
        "<u4",
        "<u8",
        ">u2",
        ">u4",
        ">u8",
        "<f2",
        "<f4",
        "<f8",
        ">f2",
        ">f4",
        ">f8",
        "<f16",
        ">f16",
        "<c8",
        "<c16",
        ">c8",
        ">c16",
        "<c32",
        ">c32",
        "|S1",
        "|S300",
        "|S0",
        "<U1",
        ">U7",
        "<U0",
        "|V8",
        "|V0",
        "|O",
        "<M8",
        ">M8",
        "<M8[D]",
        ">M8[ms]",
        "<m8",
        "<m8[25us]",
        ">m8[7D]",
        "<M8[0s]"
      })
  void writtenTextIsReadBackUnchanged(String text) {
    assertEquals(text, DType.of(text).toString());
    assertEquals("'" + text + "'", DType.of(text).descr());
    assertEquals(DType.of(text), DType.of("'" + text + "'"));
  }

  // ---- as read

  @ParameterizedTest
  @CsvSource({
    "=i4, <i4",
    "|i4, <i4",
    "i4, <i4",
    ">i1, |i1",
    "<b1, |b1",
    ">S5, |S5",
    "=V3, |V3",
    ">O, |O",
    "i04, <i4",
    "i+4, <i4",
    "i 4, <i4",
    "a5, |S5",
    "O4, |O",
    "O8, |O",
    "U536870911, <U536870911",
    "S2147483647, |S2147483647",
  })
  void numbersAndOrdersAreReadLeniently(String text, String expected) {
    assertEquals(expected, DType.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "?, |b1", "b, |i1", "B, |u1", "h, <i2", "H, <u2", "i, <i4", "I, <u4", "l, <i8", "L, <u8",
    "q, <i8", "Q, <u8", "p, <i8", "P, <u8", "n, <i8", "N, <u8", "e, <f2", "f, <f4", "d, <f8",
    "g, <f16", "F, <c8", "D, <c16", "G, <c32", "O, |O", "S, |S0", "U, <U0", "V, |V0", "c, |S1",
    "M, <M8", "m, <m8", "a, |S0", "T, |O", ">e, >f2", ">?, |b1", "=G, <c32", ">U, >U0",
  })
  void singleLettersAreCodes(String text, String expected) {
    assertEquals(expected, DType.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "bool, |b1",
    "bool_, |b1",
    "int8, |i1",
    "byte, |i1",
    "uint8, |u1",
    "ubyte, |u1",
    "int16, <i2",
    "short, <i2",
    "uint16, <u2",
    "ushort, <u2",
    "int32, <i4",
    "intc, <i4",
    "uint32, <u4",
    "uintc, <u4",
    "int64, <i8",
    "long, <i8",
    "longlong, <i8",
    "intp, <i8",
    "int_, <i8",
    "int, <i8",
    "uint64, <u8",
    "ulong, <u8",
    "ulonglong, <u8",
    "uintp, <u8",
    "uint, <u8",
    "float16, <f2",
    "half, <f2",
    "float32, <f4",
    "single, <f4",
    "float64, <f8",
    "double, <f8",
    "float, <f8",
    "float128, <f16",
    "longdouble, <f16",
    "complex64, <c8",
    "csingle, <c8",
    "complex128, <c16",
    "cdouble, <c16",
    "complex, <c16",
    "complex256, <c32",
    "clongdouble, <c32",
    "bytes, |S0",
    "bytes_, |S0",
    "str, <U0",
    "str_, <U0",
    "unicode, <U0",
    "void, |V0",
    "object, |O",
    "object_, |O",
    "datetime64, <M8",
    "timedelta64, <m8",
    "bool8, |b1",
    "float_, <f8",
    "complex_, <c16",
    "cfloat, <c16",
    "singlecomplex, <c8",
    "longfloat, <f16",
    "clongfloat, <c32",
    "longcomplex, <c32",
    "string_, |S0",
    "unicode_, <U0",
    "int0, <i8",
    "uint0, <u8",
    "str0, <U0",
    "bytes0, |S0",
    "void0, |V0",
    "object0, |O",
  })
  void namesOfOldAndNewNumPyAreKnown(String text, String expected) {
    assertEquals(expected, DType.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "``# '' is not a dtype: no type has that name",
        "<# '<' is not a dtype: no type has that name",
        "<<i4# '<<i4' is not a dtype: no type has that name",
        "nothing# 'nothing' is not a dtype: no type has that name",
        "Float64# 'Float64' is not a dtype: no type has that name",
        "<float32# '<float32' is not a dtype: no type has that name",
        "f8x# 'f8x' is not a dtype: no type has that name",
        "f-8# 'f-8' is not a dtype: the size is negative",
        "x4# 'x4' is not a dtype: no type has that name",
        "b2# 'b2' is not a dtype: booleans have 1 byte",
        "i3# 'i3' is not a dtype: integers have 1, 2, 4 or 8 bytes",
        ">i16# '>i16' is not a dtype: integers have 1, 2, 4 or 8 bytes",
        "u5# 'u5' is not a dtype: unsigned integers have 1, 2, 4 or 8 bytes",
        "<f3# '<f3' is not a dtype: floats have 2, 4, 8 or 16 bytes",
        "f12# 'f12' is not a dtype: floats have 2, 4, 8 or 16 bytes",
        "c4# 'c4' is not a dtype: complex numbers have 8, 16 or 32 bytes",
        "O16# 'O16' is not a dtype: objects are written O",
        "S2147483648# 'S2147483648' is not a dtype: the length of 'S' is at most 2147483647",
        "V2147483648# 'V2147483648' is not a dtype: the length of 'V' is at most 2147483647",
        "U536870912# 'U536870912' is not a dtype: the length of 'U' is at most 536870911",
        "S-1# 'S-1' is not a dtype: the size is negative",
        "S99999999999999999999# 'S99999999999999999999' is not a dtype: no type has that name",
      })
  void invalidTypesAreRefused(String text, String message) {
    assertRefused(text, message);
  }

  // ---- times

  @ParameterizedTest
  @CsvSource({
    "M8[Y], <M8[Y]",
    "M8[M], <M8[M]",
    "M8[W], <M8[W]",
    "M8[h], <M8[h]",
    "M8[m], <M8[m]",
    "M8[s], <M8[s]",
    "M8[ns], <M8[ns]",
    "M8[ps], <M8[ps]",
    "M8[fs], <M8[fs]",
    "M8[as], <M8[as]",
    "M8[25s], <M8[25s]",
    "M8[1s], <M8[s]",
    "M8[0s], <M8[0s]",
    "M8[ +3s], <M8[3s]",
    "M8[generic], <M8",
    "M8[7generic], <M8",
    "m8[μs], <m8[us]",
    "datetime64[ms], <M8[ms]",
    ">timedelta64[7D], >m8[7D]",
    "M8[2147483647s], <M8[2147483647s]",
    "M8[Y/4], <M8[3M]",
    "M8[Y/52], <M8[W]",
    "M8[Y/365], <M8[D]",
    "M8[M/4], <M8[W]",
    "M8[M/30], <M8[D]",
    "M8[M/720], <M8[h]",
    "M8[W/7], <M8[D]",
    "M8[W/168], <M8[h]",
    "M8[D/24], <M8[h]",
    "M8[D/5], <M8[288m]",
    "M8[D/86400], <M8[s]",
    "M8[h/60], <M8[m]",
    "M8[h/3600], <M8[s]",
    "M8[m/60], <M8[s]",
    "M8[m/60000], <M8[ms]",
    "M8[s/1000], <M8[ms]",
    "M8[2s/4], <M8[500ms]",
    "M8[ms/1000000], <M8[ns]",
    "M8[fs/1000], <M8[as]",
  })
  void unitsCountsAndDivisorsAreRead(String text, String expected) {
    assertEquals(expected, DType.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "M8[# 'M8[' is not a dtype: a unit is written in brackets, as in M8[ms]",
        "M8[]# 'M8[]' is not a dtype: a unit is written in brackets, as in M8[ms]",
        "M8s# 'M8s' is not a dtype: a unit is written in brackets, as in M8[ms]",
        "m8[s]//e# 'm8[s]//e' is not a dtype: a unit is written in brackets, as in m8[ms]",
        "datetime64[s# 'datetime64[s' is not a dtype: a unit is written in brackets,"
            + " as in datetime64[ms]",
        "M4# 'M4' is not a dtype: times have 8 bytes",
        "m16# 'm16' is not a dtype: times have 8 bytes",
      })
  void timesWithoutAProperUnitAreRefused(String text, String message) {
    assertRefused(text, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M8[x]",
        "M8[1 s]",
        "M8[-1s]",
        "M8[2147483648s]",
        "M8[s/7]",
        "M8[as/2]",
        "M8[µs]",
        "M8[5]"
      })
  void invalidUnitsAreRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DType.of(text)).getMessage();
    String start = "'" + text + "' is not a dtype: ";
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
  }

  // ---- comma strings

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "i4,f8# [('f0', '<i4'), ('f1', '<f8')]",
        "i4 , >f8# [('f0', '<i4'), ('f1', '>f8')]",
        "2f8,i4# [('f0', '<f8', (2,)), ('f1', '<i4')]",
        "(2,3)f8,>i2# [('f0', '<f8', (2, 3)), ('f1', '>i2')]",
        ">(2,)f8,i4# [('f0', '>f8', (2,)), ('f1', '<i4')]",
        "=2<f8,i4# [('f0', '<f8', (2,)), ('f1', '<i4')]",
        "(2,3,)f8,i4# [('f0', '<f8', (2, 3)), ('f1', '<i4')]",
        "()f8,i4# [('f0', '<f8'), ('f1', '<i4')]",
        "i4,# [('f0', '<i4')]",
        "M8[s],m8[7D]# [('f0', '<M8[s]'), ('f1', '<m8[7D]')]",
        "1i4# ('<i4', (1,))",
        "(2,3)f8# ('<f8', (2, 3))",
        "3V# |V3",
        "|3S# |S3",
        "3S5# ('|S5', (3,))",
        "2U,i4# [('f0', '<U2'), ('f1', '<i4')]",
      })
  void commaStringsAreStructsAndRepeatsSubArrays(String text, String expected) {
    assertEquals(expected, DType.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        " i4,f8#' i4,f8' is not a dtype: it starts with a blank",
        "i4,,f8#'i4,,f8' is not a dtype: there is nothing between two commas",
        "<2>f8,i4#'<2>f8,i4' is not a dtype: '<2>f8' has two byte orders",
        "02f8,i4#'02f8,i4' is not a dtype: '02' is not a number in Python",
        "(2,x)f8,i4#'(2,x)f8,i4' is not a dtype: no type has that name",
        "(-1)f8,i4#'(-1)f8,i4' is not a dtype: the size is negative",
        "i4,i3#'i3' is not a dtype: integers have 1, 2, 4 or 8 bytes",
        "2,i4#'' is not a dtype: no type has that name",
        "(2,)S#'(2,)S' is not a dtype: the length of |S0 must be one number",
        "99999999999S#'99999999999S' is not a dtype: '99999999999' is too long",
      })
  void commaStringsThatMakeNoSenseAreRefused(String text, String message) {
    assertRefused(text, message);
  }

  @Test
  void aLoneCommaIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> DType.of(","));
  }

  /** The texts that NumPy takes for comma strings, and what it makes of them. */
  @Test
  void aRepeatInParenthesesNeedsAComma() {
    for (String text : new String[] {"(3)i4", "(1)i4", "( 3 )i4", "(3)S", "(,)i4", "(3,,4)i4"}) {
      assertThrows(IllegalArgumentException.class, () -> DType.of(text), text);
    }
    assertEquals("('<i4', (3,))", DType.of("(3,)i4").toString());
    assertEquals("('<i4', (0,))", DType.of("00i4").toString());
    assertEquals("<i4", DType.of("()i4").toString());
    assertEquals("[('f0', '<i4'), ('f1', '<f8', (2,))]", DType.of("i4,(2)f8").toString());
  }

  @Test
  void betweenCommasNoUnitHasADivisor() {
    assertEquals("<M8[h]", DType.of("M8[D/24]").toString());
    assertThrows(IllegalArgumentException.class, () -> DType.of("4M8[D/24]"));
    assertThrows(IllegalArgumentException.class, () -> DType.of("i4,M8[D/24]"));
    assertEquals("[('f0', '<i4'), ('f1', '<M8[25s]')]", DType.of("i4,M8[25s]").toString());
  }

  @Test
  void onlyBlanksOfAsciiPrecedeASize() {
    assertEquals("<i4", DType.of("<i 4").toString());
    assertThrows(IllegalArgumentException.class, () -> DType.of("<i\u30004"));
  }
}
