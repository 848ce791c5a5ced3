package io.npyio.literal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.RandomCases;
import io.npyio.literal.PyLiteral.Dict;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.python.core.PyString;
import org.python.util.PythonInterpreter;

/** Literals as Python 2 reads and writes them: Jython is a Python 2.7 in this process. */
class JythonLiteralTest {
  private static PythonInterpreter python;

  @BeforeAll
  static void start() {
    Properties properties = new Properties();
    properties.setProperty("python.import.site", "false");
    PythonInterpreter.initialize(System.getProperties(), properties, new String[0]);
    python = new PythonInterpreter();
    python.exec("import ast");
  }

  @AfterAll
  static void stop() {
    python.close();
  }

  @Test
  void sharedLiteralsHaveTheSameValueInPython2() {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED);
    for (int i = 0; i < RandomCases.of(3_000); i++) {
      String text = random.shared(3);
      String theirs = repr("ast.literal_eval(text)", text);
      assertEquals(
          PyLiteral.parsePython2(theirs).text(),
          PyLiteral.parse(text).text(),
          () -> "seed " + RandomLiterals.SEED + ", " + PyLiteral.quote(text));
    }
  }

  @Test
  void headersOfPython2HaveLongsAndUnicodeNames() {
    String expression = "{'descr': [(u'name', '<f8')], 'fortran_order': False, 'shape': (2L, 3L)}";
    String header = repr(expression, "");
    Dict dict = (Dict) PyLiteral.parsePython2(header);
    assertEquals(
        "{'descr': [('name', '<f8')], 'fortran_order': False, 'shape': (2, 3)}",
        dict.entries().stream()
            .map(entry -> entry.key().text() + ": " + entry.value().text())
            .sorted()
            .collect(Collectors.joining(", ", "{", "}")));
    assertThrows(LiteralException.class, () -> PyLiteral.parse(header));
  }

  @Test
  void reprOfPython2IsRead() {
    assertEquals("10000000000000000000000000", readRepr("10 ** 25"));
    assertEquals("-2", readRepr("-2L"));
    assertEquals("'name'", readRepr("u'name'"));
    assertEquals("'é整'", readRepr("u'\\xe9\\u6574'"));
    assertEquals("'😀'", readRepr("u'\\U0001f600'"));
    assertEquals("(\"it's\", 5)", readRepr("(u\"it's\", 5L)"));
    assertEquals("2j", readRepr("2j"));
    assertEquals("1e-05", readRepr("1e-05"));
  }

  private static String readRepr(String expression) {
    return PyLiteral.parsePython2(repr(expression, "")).text();
  }

  private static String repr(String expression, String text) {
    python.set("text", new PyString(text));
    return python.eval("repr(" + expression + ")").toString();
  }
}
