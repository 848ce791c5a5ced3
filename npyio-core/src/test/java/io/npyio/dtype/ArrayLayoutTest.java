package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts, and the header dictionaries that describe them. */
class ArrayLayoutTest {
  private static final String DICTIONARY =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

  private static String refusal(String dictionary) {
    return assertThrows(IllegalArgumentException.class, () -> ArrayLayout.parse(dictionary))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }",
        "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<m8[25us]', 'fortran_order': False, 'shape': (), }",
        "{'descr': [('a', '<i4'), ('b', '<f8')], 'fortran_order': False, 'shape': (0,), }",
        "{'descr': [(('T', 'a'), '<i4'), ('', '|V3')], 'fortran_order': False, 'shape': (1,), }",
        "{'descr': [], 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (), }",
        "{'descr': '|V0', 'fortran_order': False, 'shape': (1099511627776,), }",
      })
  void dictionariesAreReadAndWrittenAlike(String dictionary) {
    assertEquals(dictionary, ArrayLayout.parse(dictionary).dictionary());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'shape': (2, 3), 'descr': '<f4', 'fortran_order': False}",
        "{\"descr\": u'f4', 'fortran_order':False,'shape':(2L,3L)}",
        "{'descr': 'float32', 'fortran_order': False, 'shape': (1, 1), 'shape': (0x2, 3)}",
      })
  void otherSpellingsAreReadToo(String dictionary) {
    assertEquals(DICTIONARY, ArrayLayout.parse(dictionary).dictionary());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | expected a dictionary but found list [] at index 0",
        "{} | expected 'descr', 'fortran_order' and 'shape' but found no keys at index 0",
        "{'descr': '<f4', 'shape': ()} | expected 'descr', 'fortran_order' and 'shape' but found"
            + " 'descr', 'shape' at index 0",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1} | expected 'descr',"
            + " 'fortran_order' and 'shape' but found 'descr', 'fortran_order', 'shape', 'x' at"
            + " index 0",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': ()} | expected True or False as"
            + " 'fortran_order' but found 0 at index 34",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3} | expected a tuple as 'shape' but"
            + " found int 3 at index 50",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [3]} | expected a tuple as 'shape' but"
            + " found list [3] at index 50",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (True,)} | expected a length from 0 to"
            + " 2^63 - 1 in 'shape' but found True at index 51",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)} | expected a length from 0 to"
            + " 2^63 - 1 in 'shape' but found -1 at index 51",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,)} | expected a"
            + " length from 0 to 2^63 - 1 in 'shape' but found 9223372036854775808 at index 51",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4611686018427387904)} | the shape"
            + " (0, 4611686018427387904) of '<f4' is larger than 2^63 - 1 bytes at index 50",
        "{'descr': '<f3', 'fortran_order': False, 'shape': ()} | '<f3' is not a dtype: floats have"
            + " 2, 4, 8 or 16 bytes at index 10",
        "{'descr': ('<f4', (2,)), 'fortran_order': False, 'shape': ()} | expected the dtype of an"
            + " array but found the sub-array ('<f4', (2,)) at index 10",
        "{'descr': None, 'fortran_order': False, 'shape': ()} | expected a dtype (a string, a list"
            + " of fields or a tuple) but found NoneType None at index 10",
      })
  void invalidHeadersAreRefused(String dictionary, String message) {
    assertEquals(message, refusal(dictionary));
  }

  @Test
  void moreThan64AxesAreRefused() {
    String shape = "(" + "1, ".repeat(65) + ")";
    assertEquals(
        "an array has at most 64 axes, not 65 at index 50",
        refusal("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}"));
  }

  @Test
  void theAxesOfASubArrayAreAppended() {
    DType nested = DType.subArray(DType.subArray(DType.INT16, 4), 3);
    assertEquals("<i2 (2, 3, 4) C", ArrayLayout.of(nested, 2).toString());
    assertEquals(
        "an array of sub-arrays (('<i2', (4,)), (3,)) has no Fortran order; append its axes"
            + " to the shape",
        assertThrows(
                IllegalArgumentException.class, () -> new ArrayLayout(nested, Shape.of(2), Order.F))
            .getMessage());
  }

  @Test
  void sizesAndChangedCopies() {
    ArrayLayout layout = ArrayLayout.of("<f4", 2, 3);
    assertEquals(6, layout.size());
    assertEquals(24, layout.nbytes());
    assertEquals("<f4 (2, 3) F", layout.withOrder(Order.F).toString());
    assertEquals("<f4 (6,) C", layout.withShape(6).toString());
    assertEquals("<f4 (2, 9) C", layout.withLength(1, 9).toString());
    assertThrows(IndexOutOfBoundsException.class, () -> layout.withLength(2, 9));
    assertEquals(48, layout.withDType(DType.FLOAT64).nbytes());
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertEquals(
        "a length in the shape (2, -3) is negative",
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -3)).getMessage());
  }

  @Test
  void appendingGrowsTheAxisThatKeepsAllBytesInPlace() {
    ArrayLayout layout = ArrayLayout.of("<f4", 2, 3, 4);
    assertEquals(0, layout.growthAxis());
    assertEquals(2, layout.withOrder(Order.F).growthAxis());
    assertEquals(-1, ArrayLayout.of("<f4").growthAxis());
  }

  /** 2^22 more than there are bytes are allowed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "V0; 4194304",
        "[('a', 'V0'), ('b', 'V0')]; 2097152",
        "[('a', 'i1'), ('b', [], (5,))]; 1048576",
        "[]; 4194304"
      })
  void elementsWithoutBytesAreBounded(String dtype, long most) {
    ArrayLayout.of(dtype, most).requireBoundedByBytes();
    assertUnbounded(ArrayLayout.of(dtype, most + 1));
    assertUnbounded(ArrayLayout.of(dtype, 2, most));
  }

  @Test
  void rowsWithoutElementsAreBounded() {
    ArrayLayout.of("<f4", 4_194_304, 0).requireBoundedByBytes();
    assertUnbounded(ArrayLayout.of("<f4", 4_194_305, 0));
    ArrayLayout.of("<f4", 0, 1L << 60).requireBoundedByBytes();
    ArrayLayout.of("<f4", 2_000_000_000).requireBoundedByBytes();
  }

  private static void assertUnbounded(ArrayLayout layout) {
    String message =
        assertThrows(IllegalArgumentException.class, layout::requireBoundedByBytes).getMessage();
    String start =
        "expected at most %d elements or rows without bytes but found %s of "
            .formatted(layout.nbytes() + (1 << 22), layout.shape());
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void structsWithoutADescrAreShownButNotWritten() {
    var overlapping =
        new DType.Struct(
            java.util.List.of(
                new Field("a", null, DType.INT32, 0), new Field("b", null, DType.INT16, 2)),
            8);
    assertEquals(
        "{'names': ['a', 'b'], 'formats': ['<i4', '<i2'], 'offsets': [0, 2], 'itemsize': 8}",
        overlapping.toString());
    assertEquals(
        "fields that overlap or are out of order cannot be written to a .npy file: field 'b' at"
            + " byte 2, where the one before it ends at byte 4",
        assertThrows(IllegalArgumentException.class, overlapping::descr).getMessage());
  }

  @Test
  void alignedStructsAreLaidOutAsInC() {
    DType aligned =
        DType.alignedStruct(Field.of("a", "i1"), Field.of("b", "i4"), Field.of("c", "i1"));
    assertEquals(
        "[('a', '|i1'), ('', '|V3'), ('b', '<i4'), ('c', '|i1'), ('', '|V3')]", aligned.descr());
    assertEquals(aligned, DType.of(aligned.descr()));
  }

  /** NumPy reshapes what it has read, which succeeds where there is nothing. */
  @Test
  void subArraysAreDroppedWhereNumPyReshapesThemAway() {
    for (String descr :
        new String[] {"'3i4'", "'(2,3)i4'", "'0i4'", "('<i4', (3,))", "('<i4', 3)"}) {
      for (String shape : new String[] {"(0,)", "(0, 3)", "(2, 0)"}) {
        assertEquals(
            "<i4 " + shape + " C",
            ArrayLayout.parse(
                    "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + "}")
                .toString());
      }
      assertThrows(
          IllegalArgumentException.class,
          () ->
              ArrayLayout.parse("{'descr': " + descr + ", 'fortran_order': False, 'shape': (3,)}"));
    }
    assertEquals(
        "<i4 (3,) C",
        ArrayLayout.parse("{'descr': '(1,1)i4', 'fortran_order': False, 'shape': (3,)}")
            .toString());
  }
}
