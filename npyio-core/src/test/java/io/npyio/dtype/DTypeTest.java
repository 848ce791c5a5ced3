package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dtypes as values: their factories, changes, names and limits. */
class DTypeTest {
  /** The kinds of ml_dtypes. */
  private static final String EXTENSIONS = "BFLOAT16|FLOAT8_.*|U?INT4";

  private static void assertWrong(String message, Executable wrong) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
  }

  // ---- names, sizes, alignments

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "?; bool; 1; 1",
        "u1; uint8; 1; 1",
        "<i2; int16; 2; 2",
        ">u4; uint32; 4; 4",
        "i8; int64; 8; 8",
        "f2; float16; 2; 2",
        ">f8; float64; 8; 8",
        "g; float128; 16; 16",
        "c8; complex64; 8; 4",
        "c16; complex128; 16; 8",
        "c32; complex256; 32; 16",
        "S5; bytes40; 5; 1",
        "S0; bytes; 0; 1",
        "U3; str96; 12; 4",
        "U0; str; 0; 4",
        "V3; void24; 3; 1",
        "V0; void; 0; 1",
        "O; object; 8; 8",
        "M8; datetime64; 8; 8",
        ">M8[ms]; datetime64[ms]; 8; 8",
        "m8[25us]; timedelta64[25us]; 8; 8",
        "i1,i8; void72; 9; 1",
        "[]; void; 0; 1",
        "(2,3)i4; void192; 24; 4",
        "(0,)i4; void; 0; 4",
        "[('a', '<i4'), ('b', '<i2'), ('', '|V2')]; void64; 8; 4",
        "[('a', '<i4'), ('b', '<i2')]; void48; 6; 1",
        "[('', '|V1'), ('a', '<i2'), ('', '|V1')]; void32; 4; 1",
      })
  void everyTypeHasANameASizeAndAnAlignment(String text, String name, int size, int alignment) {
    DType type = DType.of(text);
    assertEquals(name, type.name());
    assertEquals(size, type.itemSize());
    assertEquals(alignment, type.alignment());
    assertEquals(text.equals("O"), type.hasObjects());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = EXTENSIONS)
  void aKindIsALetterASizeAndAName(Kind kind) {
    DType type = DType.of("" + kind.letter() + kind.size());
    assertEquals(new DType.Scalar(kind, ByteOrder.LITTLE_ENDIAN), type);
    assertEquals(type, DType.of(kind.numpyName()));
    assertEquals(kind.letter() == 'c', kind.isComplex());
    assertEquals(kind.letter() == 'f', kind.isFloating());
    assertEquals("iu".indexOf(kind.letter()) >= 0, kind.isInteger());
    assertEquals(kind.isComplex() ? kind.size() / 2 : kind.size(), kind.part().size());
    assertEquals(kind.isComplex() || kind.isFloating(), kind.part().isFloating());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = EXTENSIONS)
  void aKindOfMlDtypesIsANameAndInFilesASize(Kind kind) {
    DType type = DType.of(kind.numpyName());
    assertEquals(DType.Scalar.of(kind), type);
    assertEquals(kind.numpyName(), type.toString());
    assertEquals("'<V" + kind.size() + "'", type.descr());
    assertTrue(kind.isExtension());
    assertEquals(kind.numpyName().contains("int"), kind.isInteger());
    assertEquals(kind.numpyName().contains("float"), kind.isFloating());
    assertEquals(kind, kind.part());
  }

  @ParameterizedTest
  @EnumSource
  void flexibleTypesHaveALetterAndAWidth(DType.Flexible.Form form) {
    var type = new DType.Flexible(form, 3, ByteOrder.LITTLE_ENDIAN);
    assertEquals(3 * form.width(), type.itemSize());
    assertEquals(type, DType.of(form.letter() + "3"));
  }

  // ---- factories

  @Test
  void factoriesMakeWhatTheTextsMean() {
    assertEquals(DType.of("S5"), DType.bytes(5));
    assertEquals(DType.of("U5"), DType.unicode(5));
    assertEquals(DType.of("V5"), DType.raw(5));
    assertEquals(DType.of("M8[ms]"), DType.datetime64(DateTimeUnit.MILLISECOND));
    assertEquals(DType.of("m8[D]"), DType.timedelta64(DateTimeUnit.DAY));
    assertEquals(DType.of("(2,3)f4"), DType.subArray(DType.FLOAT32, 2, 3));
    assertEquals(DType.of("i4,f8"), DType.struct(Field.of("f0", "i4"), Field.of("f1", "f8")));
    assertEquals(DType.of("O"), DType.OBJECT);
  }

  @Test
  void aPackedStructIgnoresTheOffsetsOfItsFields() {
    DType.Struct struct =
        DType.struct(new Field("a", "title", DType.INT8, 40), Field.of("b", DType.FLOAT64));
    assertEquals("[(('title', 'a'), '|i1'), ('b', '<f8')]", struct.toString());
    assertEquals(List.of(0, 1), struct.fields().stream().map(Field::offset).toList());
    assertSame(struct.fields().get(0), struct.field("title"));
    assertSame(struct.fields().get(0), struct.field("a"));
    assertWrong("no field 'c' in [(('title', 'a'), '|i1'), ('b', '<f8')]", () -> struct.field("c"));
  }

  @Test
  void anAlignedStructHasTheGapsOfACompiler() {
    assertEquals(
        "[('a', '|i1'), ('', '|V7'), ('b', '<c16'), ('c', '|S3'), ('', '|V1'), ('d', '<U1')]",
        DType.alignedStruct(
                Field.of("a", "i1"), Field.of("b", "c16"), Field.of("c", "S3"), Field.of("d", "U1"))
            .toString());
    assertEquals(
        "[('a', '|i1'), ('', '|V3'), ('b', '<i4', (3,)), ('c', '|u1'), ('', '|V3')]",
        DType.alignedStruct(
                Field.of("a", "i1"),
                Field.of("b", DType.subArray(DType.INT32, 3)),
                Field.of("c", "u1"))
            .toString());
    assertEquals(0, DType.alignedStruct().itemSize());
  }

  @Test
  void aPackedStructInsideAnAlignedOneIsNotAligned() {
    DType packed = DType.struct(Field.of("p", "i1"), Field.of("q", "i8"));
    assertEquals(10, DType.alignedStruct(Field.of("a", "i1"), Field.of("n", packed)).itemSize());
    DType aligned = DType.alignedStruct(Field.of("p", "i1"), Field.of("q", "i8"));
    assertEquals(
        "[('a', '|i1'), ('', '|V7'), ('n', [('p', '|i1'), ('', '|V7'), ('q', '<i8')])]",
        DType.alignedStruct(Field.of("a", "i1"), Field.of("n", aligned)).toString());
  }

  // ---- byte order

  @Test
  void byteOrderIsChangedThroughAllFields() {
    DType struct =
        DType.of(
            "[(('T', 'a'), '<i4'), ('', '|V2'), ('s', '|S2'), ('u', '<U2'), ('t', '<M8[s]'),"
                + " ('n', [('x', '<c8', (2,)), ('b', '|u1')])]");
    DType big = struct.withByteOrder(ByteOrder.BIG_ENDIAN);
    assertEquals(
        "[(('T', 'a'), '>i4'), ('', '|V2'), ('s', '|S2'), ('u', '>U2'), ('t', '>M8[s]'),"
            + " ('n', [('x', '>c8', (2,)), ('b', '|u1')])]",
        big.toString());
    assertNotEquals(struct, big);
    assertEquals(struct, big.withByteOrder(ByteOrder.LITTLE_ENDIAN));
    assertEquals(
        "[('a', '|i1'), ('', '|V3')]",
        DType.of("[('a', '|i1'), ('', '|V3')]").withByteOrder(ByteOrder.BIG_ENDIAN).toString());
  }

  @Test
  void typesOfSingleBytesHaveNoOrder() {
    for (DType type :
        List.of(DType.BOOL, DType.INT8, DType.UINT8, DType.bytes(4), DType.raw(4), DType.OBJECT)) {
      assertEquals(type, type.withByteOrder(ByteOrder.BIG_ENDIAN));
    }
  }

  // ---- limits

  @Test
  void lengthsEndWhereAnItemWouldBeTooLarge() {
    assertEquals(Integer.MAX_VALUE, DType.bytes(Integer.MAX_VALUE).itemSize());
    assertEquals(2_147_483_644, DType.unicode(536_870_911).itemSize());
    assertWrong("a length of 'S' must be from 0 to 2147483647, not -1", () -> DType.bytes(-1));
    assertWrong("a length of 'V' must be from 0 to 2147483647, not -2", () -> DType.raw(-2));
    assertWrong(
        "a length of 'U' must be from 0 to 536870911, not 536870912",
        () -> DType.unicode(536_870_912));
    String tooLarge = "an element of 2147483648 bytes is larger than the limit of 2147483647";
    Field most = Field.of("a", DType.bytes(Integer.MAX_VALUE));
    assertEquals(Integer.MAX_VALUE, DType.struct(most).itemSize());
    assertWrong(tooLarge, () -> DType.struct(most, Field.of("b", "i1")));
    assertWrong(tooLarge, () -> DType.alignedStruct(most, Field.of("b", "i1")));
    assertWrong(
        "a sub-array of (1073741824,) of <i2 is larger than the limit of 2147483647 bytes",
        () -> DType.subArray(DType.INT16, 1 << 30));
    assertWrong(
        "a sub-array of (4611686018427387904, 0) of <i2 is larger than the limit of 2147483647"
            + " bytes",
        () -> DType.subArray(DType.INT16, 1L << 62, 0));
  }

  @Test
  void impossibleDTypesAreRefused() {
    assertWrong(
        "a sub-array cannot have shape (); use its base type <i4",
        () -> DType.subArray(DType.INT32));
    assertWrong(
        "a step cannot have -1 units",
        () -> new DType.Temporal(false, -1, DateTimeUnit.SECOND, ByteOrder.LITTLE_ENDIAN));
    assertWrong("field 'a' has a negative offset: -1", () -> new Field("a", null, DType.INT8, -1));
    assertWrong(
        "field 'a' ends at byte 6 of an item of 5 bytes",
        () -> new DType.Struct(List.of(new Field("a", null, DType.INT32, 2)), 5));
    assertWrong(
        "two fields have the name 'a'",
        () -> DType.struct(Field.of("a", "i1"), Field.of("a", "i2")));
    assertWrong(
        "two fields have the name 't'",
        () -> DType.struct(Field.of("t", "i1"), new Field("b", "t", DType.INT8, 0)));
  }

  @Test
  void aCountOfGenericUnitsIsForgotten() {
    assertEquals(
        DType.of("m8"), new DType.Temporal(true, 7, DateTimeUnit.GENERIC, ByteOrder.LITTLE_ENDIAN));
  }

  // ---- fields

  @Test
  void aFieldIsChangedByMakingAnother() {
    Field field = new Field("x", "t", DType.INT16, 4);
    assertEquals(new Field("x", "t", DType.INT16, 9), field.withOffset(9));
    assertEquals(new Field("x", "t", DType.BOOL, 4), field.withType(DType.BOOL));
    assertEquals(new Field("x", null, DType.INT16, 0), Field.of("x", "<i2"));
    assertEquals(6, field.end());
  }

  @Test
  void theFieldsOfAStructCannotBeChanged() {
    DType.Struct struct = DType.struct(Field.of("a", "i1"));
    assertThrows(UnsupportedOperationException.class, () -> struct.fields().clear());
  }

  @Test
  void objectsAreSeenThroughFieldsAndSubArrays() {
    assertTrue(DType.of("[('a', [('b', '|O', (2,))])]").hasObjects());
    assertTrue(DType.of("(2,)O").hasObjects());
    assertFalse(DType.of("[('a', [('b', '|V8', (2,))])]").hasObjects());
  }
}
