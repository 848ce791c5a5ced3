package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The descr of a header: reading, writing and refusals. */
class DescrTest {

  // ---- there and back

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[('', '|V8')]",
        "[('a', '<i4'), ('b', '<f8')]",
        "[('f0', '|i1'), ('', '|V3'), ('f1', '<i4'), ('f2', '|i1'), ('', '|V3')]",
        "[('x', '<f4', (2, 3)), ('n', [('p', '>i2'), ('q', '|S2')])]",
        "[('x', '<f4', (1,))]",
        "[('c', ('<f8', (5,)), (2,))]",
        "[('c', (('<f8', (5,)), (3,)), (2,))]",
        "[(('T', 'a'), '<i4')]",
        "[('', '<i4')]",
        "[('', [('a', '<i4')])]",
        "[(\"it's\", '<i4')]",
        "[('é', '<i4'), ('整形', '<U3')]",
        "[('a', [('', '|V4'), ('b', '|u1'), ('', '|V3')], (2,)), ('', '|V1'), ('t', '<M8[7D]')]",
        "[('empty', '|S0'), ('gone', '<U0'), ('none', '|V0')]",
        "('<f4', (2, 3))",
      })
  void writtenTextIsReadBackUnchanged(String descr) {
    DType type = DType.of(descr);
    assertEquals(descr, type.descr());
    assertEquals(descr, type.toString());
    assertEquals(type, DType.of(type.descr()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "[('a', '<i4', 2)]# [('a', '<i4', (2,))]",
        "[('a', '<i4', [2, 3])]# [('a', '<i4', (2, 3))]",
        "[['a', 'int32']]# [('a', '<i4')]",
        "[('a', 'i4,f8')]# [('a', [('f0', '<i4'), ('f1', '<f8')])]",
        "[('a', '<i4', ())]# [('a', '<i4')]",
        "[((None, 'a'), '<i4')]# [('a', '<i4')]",
        "[('a', ('S', 5))]# [('a', '|S5')]",
        "[('a', 'U', 3)]# [('a', '<U3')]",
        "[('a', ('V', 0))]# [('a', '|V0')]",
        "[('a', ('<i4', 2, 'ignored'))]# [('a', '<i4', (2,))]",
        "[('', '<i4', (2,)), ('b', '|i1')]# [('', '|V8'), ('b', '|i1')]",
        "('<i4', ())# <i4",
      })
  void otherSpellingsAreReadToo(String descr, String expected) {
    assertEquals(expected, DType.of(descr).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{}# expected a dtype (a string, a list of fields or a tuple) but found dict {} at index 0",
        "[('a', 5)]# expected a dtype (a string, a list of fields or a tuple) but found int 5 at"
            + " index 7",
        "('<i4',)# expected a dtype and a shape but found ('<i4',) at index 0",
      })
  void invalidDescrsAreRefused(String descr, String message) {
    String actual =
        assertThrows(IllegalArgumentException.class, () -> DType.of(descr)).getMessage();
    assertEquals(message, actual);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "[('a',)]# expected a field (name, type) or (name, type, shape) but found ('a',) at"
            + " index 1",
        "['a']# expected a field (name, type) or (name, type, shape) but found 'a' at index 1",
        "[('a', '<i4', 2, 3)]# expected a field (name, type) or (name, type, shape) but found ('a',"
            + " '<i4', 2, 3) at index 1",
        "[(5, '<i4')]# expected the name of a field, or (title, name), but found 5 at index 1",
        "[((5, 'a'), '<i4')]# expected the name of a field, or (title, name), but found (5, 'a')"
            + " at index 1",
        "[(('t', 5), '<i4')]# expected the name of a field, or (title, name), but found ('t', 5)"
            + " at index 1",
        "[(('t',), '<i4')]# expected the name of a field, or (title, name), but found ('t',) at"
            + " index 1",
        "[('a', '<i4', True)]# expected the shape of a sub-array but found True at index 14",
        "[('a', '<i4', (2, 'x'))]# expected the shape of a sub-array but found (2, 'x') at index"
            + " 14",
        "[('a', '<i4', (99999999999999999999,))]# expected the shape of a sub-array but found"
            + " (99999999999999999999,) at index 14",
        "[('a', '<i4', (-1,))]# a length in the shape (-1,) is negative at index 14",
        "[('a', 'S', (2,))]# expected the length of |S0 but found (2,) at index 12",
        "[('a', 'S', -1)]# a length of 'S' must be from 0 to 2147483647, not -1 at index 12",
        "[('a', 'U', 99999999999)]# an element is larger than the limit of 2147483647 bytes at"
            + " index 12",
        "[('a', '<i4'), ('a', '<i8')]# two fields have the name 'a' at index 0",
        "[(('b', 'a'), '<i4'), ('b', '<i8')]# two fields have the name 'b' at index 0",
        "[('', '<i4'), ('', '<i8')]# two fields have the name '' at index 0",
        "[('a', '<i3')]# '<i3' is not a dtype: integers have 1, 2, 4 or 8 bytes at index 7",
        "[('a', 'S2147483647'), ('b', 'S1')]# an element is larger than the limit of 2147483647"
            + " bytes at index 0",
        "[('a', '<i4', (536870912,))]# a sub-array of (536870912,) of <i4 is larger than the limit"
            + " of 2147483647 bytes at index 14",
        "[('a', '<i4', (9223372036854775807, 3))]# a sub-array of (9223372036854775807, 3) of <i4"
            + " is larger than the limit of 2147483647 bytes at index 14",
      })
  void fieldsThatMakeNoSenseAreRefused(String descr, String message) {
    String actual =
        assertThrows(IllegalArgumentException.class, () -> DType.of(descr)).getMessage();
    assertEquals(message, actual);
  }

  // ---- dtypes that a descr cannot express

  @Test
  void fieldsThatOverlapAreShownAsADictionaryAndNotWritten() {
    DType union =
        new DType.Struct(
            List.of(
                new Field("whole", null, DType.INT32, 0),
                new Field("half", null, DType.of("[('lo', '<i2')]"), 0)),
            4);
    assertEquals(
        "{'names': ['whole', 'half'], 'formats': ['<i4', [('lo', '<i2')]], 'offsets': [0, 0],"
            + " 'itemsize': 4}",
        union.toString());
    assertEquals(
        "fields that overlap or are out of order cannot be written to a .npy file: field 'half' at"
            + " byte 0, where the one before it ends at byte 4",
        assertThrows(IllegalArgumentException.class, union::descr).getMessage());
  }

  @Test
  void aFieldWithoutBytesMayShareItsOffset() {
    DType struct =
        new DType.Struct(
            List.of(
                new Field("none", null, DType.bytes(0), 0), new Field("a", null, DType.INT8, 0)),
            1);
    assertEquals("[('none', '|S0'), ('a', '|i1')]", struct.descr());
  }

  // ---- round trips of NumPy's own tests

  @Test
  void anAlignedStructOfThreeIsReadBackEqual() {
    DType aligned =
        DType.alignedStruct(Field.of("f0", "i1"), Field.of("f1", "i2"), Field.of("f2", "i4"));
    assertEquals(8, aligned.itemSize());
    assertEquals(aligned, DType.of(aligned.descr()));
  }

  @Test
  void aSubArrayOfAPaddedStructInsideASubArrayIsReadBackEqual() {
    DType padded =
        new DType.Struct(
            List.of(
                new Field("a", null, DType.INT8, 1),
                new Field("b", null, DType.subArray(DType.INT16, 3), 4)),
            12);
    DType nested =
        DType.struct(
            Field.of(
                "x", DType.subArray(DType.struct(Field.of("y", DType.subArray(padded, 2))), 3, 1)));
    assertEquals(nested, DType.of(nested.descr()));
    assertEquals(72, nested.itemSize());
  }

  @Test
  void aStructInAStructWithGapsAndTitlesIsReadBackEqual() {
    DType inner = new DType.Struct(List.of(new Field("i", "inside", DType.of(">f8"), 8)), 24);
    DType outer =
        new DType.Struct(
            List.of(new Field("", "no name", inner, 1), new Field("z", null, DType.BOOL, 30)), 40);
    assertEquals(outer, DType.of(outer.descr()));
  }
}
