package io.npyio.literal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.literal.PyLiteral.Bytes;
import io.npyio.literal.PyLiteral.Dict;
import io.npyio.literal.PyLiteral.Imaginary;
import io.npyio.literal.PyLiteral.Int;
import io.npyio.literal.PyLiteral.PyList;
import io.npyio.literal.PyLiteral.PySet;
import io.npyio.literal.PyLiteral.Str;
import io.npyio.literal.PyLiteral.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PyLiteralTest {

  @Test
  void headerOfNumpyIsReadWithPositions() {
    Dict header =
        (Dict) PyLiteral.parse("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }   \n");
    assertEquals(
        List.of(
            new PyLiteral.Entry(new Str("descr", 1), new Str("<f8", 10)),
            new PyLiteral.Entry(new Str("fortran_order", 17), new PyLiteral.Bool(false, 34)),
            new PyLiteral.Entry(
                new Str("shape", 41), new Tuple(List.of(integer(3, 51), integer(4, 54)), 50))),
        header.entries());
    assertEquals(0, header.position());
  }

  @Test
  void everyKindKnowsItsPositionAndTypeName() {
    String text = "('a', b'', 1, -1.5, 2j, True, None, ..., (), [], set(), {})";
    Tuple tuple = (Tuple) PyLiteral.parse(text);
    assertEquals(
        "str bytes int float complex bool NoneType ellipsis tuple list set dict",
        tuple.items().stream().map(PyLiteral::typeName).collect(Collectors.joining(" ")));
    assertEquals(
        List.of(1, 6, 11, 14, 20, 24, 30, 36, 41, 45, 49, 56),
        tuple.items().stream().map(PyLiteral::position).toList());
    assertEquals("tuple", tuple.typeName());
  }

  @Test
  void everyKindPrintsAsInPython() {
    assertText(
        "('a', b'', 1, -1.5, 2j, True, None, Ellipsis, (), [], set(), {})",
        "('a',b'',1,-1.5,2j,True,None,...,(),[],set(),{})");
    assertText("{'a': [1, 2], (3,): {4, 5}}", "{'a':[1,2,],(3,):{4,5,},}");
    assertText("(False,)", "(False,)");
  }

  @Test
  void bytesAreOneCharacterEach() {
    Bytes bytes = (Bytes) PyLiteral.parse("b'\\x00\\377a'");
    assertArrayEquals(new byte[] {0, (byte) 0xFF, 'a'}, bytes.toByteArray());
  }

  @Test
  void integersKnowWhetherTheyFitALong() {
    Int max = (Int) PyLiteral.parse("9223372036854775807");
    assertTrue(max.fitsLong());
    assertEquals(Long.MAX_VALUE, max.longValue());
    Int min = (Int) PyLiteral.parse("-9223372036854775808");
    assertTrue(min.fitsLong());
    assertEquals(Long.MIN_VALUE, min.longValue());
    Int more = (Int) PyLiteral.parse("9223372036854775808");
    assertFalse(more.fitsLong());
    assertThrows(ArithmeticException.class, more::longValue);
  }

  @Test
  void itemsAreCopied() {
    List<PyLiteral> items = new ArrayList<>(List.of(integer(1, 0)));
    PyList list = new PyList(items, 0);
    PySet set = new PySet(items, 0);
    items.clear();
    assertEquals("[1]", list.text());
    assertEquals("{1}", set.text());
  }

  @Test
  void duplicateKeysAndItemsAreKeptInOrder() {
    assertText("{'a': 1, 'a': 2}", "{'a': 1, 'a': 2}");
    assertText("{1, 1}", "{1, 1}");
  }

  // White space, comments, line ends

  @Test
  void blanksAndCommentsMayStandBetweenTokens() {
    assertText("(1, 2)", " \t(\t1\f, # one\r\n\n  2 \\\n ) # end\n\n# more\n");
  }

  @Test
  void blanksAloneOnTheLastLineArePadding() {
    assertText("1", "1\n   ");
  }

  @Test
  void otherWhiteSpaceIsRefused() {
    assertRefused("1\u000b", "expected the end but found '\\x0b' at index 1");
    assertRefused("\u00a01", "expected a value but found '\\xa0' at index 0");
    assertRefused("\ufeff1", "expected a value but found '\\ufeff' at index 0");
    assertRefused("1\u001a", "expected the end but found '\\x1a' at index 1");
  }

  @Test
  void nulIsRefusedEverywhere() {
    assertRefused("1\0", "expected text but found a NUL character at index 1");
    assertRefused("'\0'", "expected text but found a NUL character at index 1");
    assertRefused("1 #\0", "expected text but found a NUL character at index 3");
    assertRefused("\0", "expected text but found a NUL character at index 0");
  }

  @Test
  void theFirstLineMayBeIndentedAndNoOther() {
    assertText("1", "  \t1");
    assertText("1", "  # comment\n\r\n1");
    assertText("1", "\n \f1");
    assertText("1", "\\\n1");
    String indented = "expected a value at the start of the line but found an indented one";
    assertRefused("\n 1", indented + " at index 2");
    assertRefused("\f\t1", indented + " at index 2");
    assertRefused("\\\n 1", indented + " at index 3");
    assertRefused("\n  \\\n1", indented + " at index 5");
    assertRefused("\n  ", "expected a value but found the end at index 3");
  }

  @Test
  void aLineEndOutsideBracketsEndsTheText() {
    assertRefused("1\n2", "expected the end but found '2' at index 2");
    assertRefused("'a'\n'b'", "expected the end but found \"'\" at index 4");
    assertRefused("-\n1", "expected a number but found the end of the line at index 1");
    assertRefused("set\n()", "expected '()' after set but found the end of the line at index 3");
  }

  @Test
  void aBackslashContinuesALineAndNothingElse() {
    assertText("1", "\\\r1");
    assertText("-1", "-\\\r\n1");
    assertRefused("(1\\ )", "expected the end of the line after \\ but found ' ' at index 3");
    assertRefused("1\\\n", "expected a line to continue with but found the end at index 3");
  }

  // Brackets

  @Test
  void parenthesesGroup() {
    assertEquals(integer(6, 2), PyLiteral.parse("((6))"));
  }

  @Test
  void aCommaOutsideBracketsMakesATuple() {
    assertText("(1,)", "1,");
    assertText("(1,)", "1, # only one\n");
    assertText("(1, 2, 3)", "1, 2, 3");
    assertRefused("1,,", "expected a value but found ',' at index 2");
    assertRefused("1,\n2", "expected the end but found '2' at index 3");
  }

  @Test
  void bracketsNameWhatTheyExpect() {
    assertRefused("", "expected a value but found the end at index 0");
    assertRefused("[1 2]", "expected ',' or ']' but found '2' at index 3");
    assertRefused("(1 2)", "expected ',' or ')' but found '2' at index 3");
    assertRefused("(1", "expected ',' or ')' but found the end at index 2");
    assertRefused("{1 2}", "expected ':', ',' or '}' but found '2' at index 3");
    assertRefused("{1, 2 3}", "expected ',' or '}' but found '3' at index 6");
    assertRefused("{1: 2 3}", "expected ',' or '}' but found '3' at index 6");
    assertRefused("{1: 2, 3}", "expected ':' but found '}' at index 8");
    assertRefused("{1: }", "expected a value but found '}' at index 4");
    assertRefused("[,]", "expected a value but found ',' at index 1");
    assertRefused("[1)", "expected ',' or ']' but found ')' at index 2");
    assertRefused("1)", "expected the end but found ')' at index 1");
  }

  @Test
  void keysMustBeHashable() {
    assertText("{(1, (2,)): 3}", "{(1, (2,)): 3}");
    assertRefused("{[]: 1}", "expected a hashable value but found a list at index 1");
    assertRefused("{{}}", "expected a hashable value but found a dict at index 1");
    assertRefused("{1: 2, set(): 3}", "expected a hashable value but found a set at index 7");
    assertRefused("{(1, [2])}", "expected a hashable value but found a list at index 5");
  }

  @Test
  void twoHundredBracketsMayNest() {
    assertText("[".repeat(200) + "]".repeat(200), "[".repeat(200) + "]".repeat(200));
    assertRefused(
        "(".repeat(201) + "1" + ")".repeat(201),
        "expected at most 200 nested brackets but found one more at index 200");
    assertRefused(
        "{1:".repeat(1_000_000),
        "expected at most 200 nested brackets but found one more at index 600");
  }

  @Test
  void bracketsSideBySideDoNotNest() {
    String pairs = "(), [], {}, ".repeat(100);
    assertText("[" + pairs + "()]", "[" + pairs + "()]");
  }

  @Test
  void onlyTheEmptySetIsACall() {
    assertText("set()", "set ( )");
    assertText("[set()]", "[set\n(\n)]");
    assertRefused("set([1])", "expected ')' but found '[' at index 4");
    assertRefused("set", "expected '()' after set but found the end at index 3");
  }

  // Words and operators

  @Test
  void codeIsRefused() {
    assertRefused("nan", "expected a value but found 'nan' at index 0");
    assertRefused("Truely", "expected a value but found 'Truely' at index 0");
    assertRefused("été", "expected a value but found 'été' at index 0");
    assertRefused("f'a'", "expected a value but found 'f' at index 0");
    assertRefused("list()", "expected a value but found 'list' at index 0");
    assertRefused("~6", "expected a value but found '~' at index 0");
    assertRefused("--6", "expected a number but found '-' at index 1");
    assertRefused("-True", "expected a number but found 'True' at index 1");
    assertRefused("-(1)", "expected a number but found '(' at index 1");
    assertRefused("3+3j", "expected the end but found '+' at index 1");
    assertRefused("[*x]", "expected a value but found '*' at index 1");
    assertRefused("[x for x in y]", "expected a value but found 'x' at index 1");
    assertRefused("{**{}}", "expected a value but found '*' at index 1");
    assertRefused("😀", "expected a value but found '😀' at index 0");
  }

  @Test
  void longWordsAreCutInComplaints() {
    assertRefused(
        "x".repeat(5_000), "expected a value but found '" + "x".repeat(30) + "'... at index 0");
    assertRefused("x".repeat(30), "expected a value but found '" + "x".repeat(30) + "' at index 0");
  }

  @Test
  void wordsAreQuotedWholeInComplaints() {
    assertRefused("1 _azAZ09é.x", "expected the end but found '_azAZ09é' at index 2");
  }

  // Numbers

  @Test
  void integersComeInFourBases() {
    assertText("31", "0x1F");
    assertText("31", "0X1f");
    assertText("15", "0o17");
    assertText("-5", "-0B101");
    assertText("340282366920938463463374607431768211455", "0x" + "f".repeat(32));
    assertRefused("0x", "expected a hexadecimal digit but found the end at index 2");
    assertRefused("0b2", "expected a binary digit but found '2' at index 2");
    assertRefused("0o8", "expected an octal digit but found '8' at index 2");
    assertRefused("0b12", "expected the end but found '2' at index 3");
    assertRefused("0x1j", "expected the end but found 'j' at index 3");
  }

  @Test
  void underscoresMayStandBetweenDigits() {
    assertText("1000", "1_000");
    assertText("0", "0_0");
    assertText("31", "0x_1_f");
    assertText("100100000000.0", "1_0.0_1e1_0");
    assertRefused("1__0", "expected the end but found '__0' at index 1");
    assertRefused("1_", "expected the end but found '_' at index 1");
    assertRefused("1._5", "expected the end but found '_5' at index 2");
  }

  @Test
  void leadingZerosAreRefusedExceptInZeroAndFloats() {
    assertText("0", "00");
    assertText("0", "0".repeat(5_000));
    assertText("9.5", "09.5");
    assertText("90.0", "09e1");
    assertText("9j", "09j");
    assertRefused("06", "expected an integer without leading zeros but found '06' at index 0");
    assertRefused("-0_6", "expected an integer without leading zeros but found '06' at index 1");
  }

  @Test
  void moreThan4300DigitsAreRefused() {
    String digits = "1" + "0".repeat(4299);
    assertEquals(
        BigInteger.TEN.pow(4299), ((Int) PyLiteral.parse("1_" + digits.substring(1))).value());
    assertRefused(digits + "0", "expected at most 4300 digits but found 4301 at index 0");
    assertRefused("[0x" + digits + "0]", "expected at most 4300 digits but found 4301 at index 3");
  }

  @Test
  void oneSignAndBlanksMayStandBeforeANumber() {
    assertText("-6", "-6");
    assertText("6", "+ 6");
    assertText("-6", "(-\n6)");
    assertText("-0.0", "-0.0");
    assertText("0", "-0");
    assertRefused("+", "expected a number but found the end at index 1");
    assertRefused("-.", "expected a number but found '.' at index 1");
  }

  @Test
  void floatsPrintTheFewestDigits() {
    assertText("1.0", "1.");
    assertText("0.5", ".5");
    assertText("1000.0", "1.E+3");
    assertText("0.0", "0e0");
    assertText("0.0001", "1e-4");
    assertText("1e-05", "1e-5");
    assertText("1e-10", "1e-10");
    assertText("1000000000000000.0", "1e15");
    assertText("1e+16", "1e16");
    assertText("1.5e+100", "15e99");
    assertText("2e+23", "2e23");
    assertText("5e-324", "4.9e-324");
    assertText("5.684341886080802e-14", "5.684341886080802e-14");
    assertText("0.30000000000000004", "0.30000000000000004");
    assertText("inf", "1e400");
    assertText("-inf", "-1e400");
    assertEquals("nan", new PyLiteral.Float(Double.NaN, 0).text());
    assertRefused("1e", "expected the end but found 'e' at index 1");
    assertRefused("1e+", "expected the end but found 'e' at index 1");
  }

  @Test
  void imaginaryNumbersPrintAsPythonComputesThem() {
    assertText("1.5j", "1.5J");
    assertText("1e+16j", "1e16j");
    assertText("(-0-2j)", "-2j");
    assertText("(-0-0j)", "-0j");
    assertText("infj", "1e400j");
    assertEquals("nanj", new Imaginary(Double.NaN, 0).text());
  }

  // Strings

  @Test
  void stringsHaveFourKindsOfQuotes() {
    assertStr("a", "'a'");
    assertStr("a", "\"a\"");
    assertStr("'\"", "''''\"'''");
    assertStr("a\"b", "\"\"\"a\"b\"\"\"");
    assertStr("", "''");
    assertStr("", "''''''");
  }

  @Test
  void stringsHavePrefixesInAnyCase() {
    assertStr("a\n", "u'a\\n'");
    assertStr("a", "U'a'");
    assertStr("a\\n\\'", "r'a\\n\\''");
    assertStr("a\\n", "R\"a\\n\"");
    assertText("b'a\\n'", "B'a\\n'");
    assertText("b'\\\\x'", "rb'\\x'");
    assertText("b'\\\\x'", "Br'\\x'");
    assertText("b'\\\\\\n'", "bR'\\\n'");
    assertRefused("ur'a'", "expected a value but found 'ur' at index 0");
    assertRefused("ub'a'", "expected a value but found 'ub' at index 0");
    assertRefused("rbb'a'", "expected a value but found 'rbb' at index 0");
  }

  @Test
  void adjacentStringsAreJoined() {
    assertStr("abc", "'a' \"b\"r'c'");
    assertStr("abc", "'a'  'b'  'c'");
    assertStr("ab", "('a'\n# then\n'b')");
    assertText("b'ab'", "b'a' B'b'");
    assertText("{'ab': 1}", "{'a' 'b': 1}");
    assertRefused("'a' b'b'", "expected a str after a str but found bytes at index 4");
    assertRefused("b'a' 'b'", "expected bytes after bytes but found a str at index 5");
    assertRefused("'a' x", "expected the end but found 'x' at index 4");
  }

  @Test
  void escapesMatchPython() {
    assertStr("\\'\"\u0007\b\f\n\r\t\u000b", "'\\\\\\'\\\"\\a\\b\\f\\n\\r\\t\\v'");
    assertStr("A\u01ffS4\0" + "8", "'\\x41\\777\\1234\\08'");
    assertStr("é\u00e9😀", "'\\u00e9\\u00E9\\U0001F600'");
    assertStr("1•1", "'\\N{DIGIT ONE}\\N{bullet}1'");
    assertStr("ab", "'a\\\nb'");
    assertStr("ab", "'a\\\r\nb'");
    assertStr("\\q\\8\\\u00e9", "'\\q\\8\\\u00e9'");
    assertText("b'\\\\N{x}\\\\u1\\\\U\\x00'", "b'\\N{x}\\u1\\U\\400'");
  }

  @Test
  void malformedEscapesAreRefused() {
    assertRefused("'\\x4'", "expected 2 hexadecimal digits but found \"'\" at index 4");
    assertRefused("b'\\xg1'", "expected 2 hexadecimal digits but found 'g1' at index 4");
    assertRefused("'\\u12'", "expected 4 hexadecimal digits but found \"'\" at index 5");
    assertRefused("'\\u\uff11'", "expected 4 hexadecimal digits but found '\uff11' at index 3");
    assertRefused(
        "'\\U00110000'", "expected a code point up to 0010ffff but found '00110000' at index 3");
    assertRefused(
        "'\\Uffffffff'", "expected a code point up to 0010ffff but found 'ffffffff' at index 3");
    assertRefused("'\\N'", "expected '{' after \\N but found \"'\" at index 3");
    assertRefused("'\\N{a'", "expected '}' after \\N{ but found \"'\" at index 5");
    assertRefused("'\\N{}'", "expected the name of a character but found '' at index 4");
    assertRefused(
        "'\\N{ BULLET}'", "expected the name of a character but found ' BULLET' at index 4");
  }

  @Test
  void lineEndsInStringsAreReadAsLineFeeds() {
    assertStr("a\nb\nc\nd", "'''a\nb\rc\r\nd'''");
    assertStr("\\\n", "r'''\\\r\n'''");
  }

  @Test
  void stringsMustBeClosed() {
    assertRefused("'a", "expected a closing ' but found the end at index 2");
    assertRefused("'a\n'", "expected a closing ' but found the end of the line at index 2");
    assertRefused("\"a\r", "expected a closing \" but found the end of the line at index 2");
    assertRefused("'''a''", "expected a closing ''' but found the end at index 6");
    assertRefused("'a\\", "expected a closing ' but found the end at index 3");
    assertRefused("r'\\'", "expected a closing ' but found the end at index 4");
  }

  @Test
  void bytesAreAscii() {
    assertRefused("b'é'", "expected an ASCII character in bytes but found 'é' at index 2");
    assertRefused("b'\u0080'", "expected an ASCII character in bytes but found '\\x80' at index 2");
    assertRefused("b'\\é'", "expected an ASCII character in bytes but found 'é' at index 3");
  }

  // Printing strings

  @Test
  void quotesAreChosenAsInPython() {
    assertEquals("'a'", PyLiteral.quote("a"));
    assertEquals("\"it's\"", PyLiteral.quote("it's"));
    assertEquals("'\"'", PyLiteral.quote("\""));
    assertEquals("'\\'\"'", PyLiteral.quote("'\""));
    assertText("b\"'\"", "b\"'\"");
  }

  @Test
  void onlyPrintableCharactersAreNotEscaped() {
    assertEquals("'\\\\\\n\\r\\t\\x00\\x1b\\x7f'", PyLiteral.quote("\\\n\r\t\0\u001b\u007f"));
    assertEquals("'\\x80\\xa0\\xad¡ÿ'", PyLiteral.quote("\u0080\u00a0\u00ad¡ÿ"));
    assertEquals("'整形😀'", PyLiteral.quote("整形😀"));
    assertEquals("'\\u200b\\u2028\\u2029\\u3000'", PyLiteral.quote("\u200b\u2028\u2029\u3000"));
    assertEquals("'\\ue000\\uffff\\ud800'", PyLiteral.quote("\ue000\uffff\ud800"));
    assertEquals("'\\U000e0001\\U0010ffff'", PyLiteral.quote("\udb40\udc01\udbff\udfff"));
    assertText("b'\\x00\\x7f\\xff'", "b'\\x00\\x7f\\xff'");
  }

  // Python 2

  @Test
  void theLongSuffixIsReadOnlyAsPython2() {
    assertRefused("(6L,)", "expected ',' or ')' but found 'L' at index 2");
    assertEquals("(6, 6, 31)", python2("(6L, 6 L, 0x1FL)"));
    assertEquals("[1.5, 2j, 7]", python2("[1.5L, 2jL, 7 L\tL]"));
    assertEquals("{'6L': 'L'}", python2("{'6L': 'L'}"));
    assertEquals("['6L', 1]", python2("['6L', 1L]"));
  }

  @Test
  void otherSuffixesStayErrorsOfPython3() {
    assertPython2Refused("6l", "expected the end but found 'l' at index 1");
    assertPython2Refused("6LL", "expected the end but found 'LL' at index 1");
    assertPython2Refused(
        "07L", "expected an integer without leading zeros but found '07' at index 0");
    assertPython2Refused("(6L, x)", "expected ',' or ')' but found 'L' at index 2");
    assertPython2Refused("(6\nL)", "expected ',' or ')' but found 'L' at index 3");
  }

  @Test
  void multiLineHeadersOfOldWritersAreRead() {
    assertEquals(
        "{'descr': '|O8', 'fortran_order': False, 'shape': (2,)}",
        python2("{'descr': '|O8',\n 'fortran_order': False,\n 'shape': (2L,)}\n"));
  }

  @Test
  void exceptionsTellProblemAndPositionApart() {
    LiteralException refusal = assertThrows(LiteralException.class, () -> PyLiteral.parse("[1 2]"));
    assertEquals("expected ',' or ']' but found '2'", refusal.problem());
    assertEquals(3, refusal.position());
  }

  private static Int integer(long value, int position) {
    return new Int(BigInteger.valueOf(value), position);
  }

  private static void assertText(String expected, String text) {
    assertEquals(expected, PyLiteral.parse(text).text());
  }

  private static void assertStr(String expected, String text) {
    assertEquals(new Str(expected, text.startsWith("(") ? 1 : 0), PyLiteral.parse(text));
  }

  private static void assertRefused(String text, String message) {
    LiteralException refusal = assertThrows(LiteralException.class, () -> PyLiteral.parse(text));
    assertEquals(message, refusal.getMessage());
  }

  private static String python2(String text) {
    return PyLiteral.parsePython2(text).text();
  }

  private static void assertPython2Refused(String text, String message) {
    LiteralException refusal =
        assertThrows(LiteralException.class, () -> PyLiteral.parsePython2(text));
    assertEquals(message, refusal.getMessage());
  }
}
