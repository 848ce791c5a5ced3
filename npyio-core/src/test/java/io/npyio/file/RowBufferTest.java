package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Rows that wait to be written, as Java arrays or as bytes. */
class RowBufferTest {
  private static final NdArray ROW = NdArray.of(new int[] {7, 8});

  private static RowBuffer buffer(String dtype, long... row) {
    return new RowBuffer(DType.of(dtype), Order.C, Shape.of(row));
  }

  private static String ints(RowBuffer rows) {
    ByteBuffer bytes = rows.bytes().order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining()) {
      text.append(bytes.getInt()).append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void thereIsRoomFor256RowsOr64Kibibytes() {
    assertEquals(256, buffer("<i4").capacity());
    assertEquals(256, buffer("<i4", 64).capacity());
    assertEquals(252, buffer("<i4", 65).capacity());
    assertEquals(1, buffer("<i4", 1 << 14).capacity());
    assertEquals(0, buffer("<i4", (1 << 14) + 1).capacity());
    assertEquals(256, buffer("<i4", 0).capacity());
    RowBuffer rows = buffer("<i4", 1 << 13);
    assertEquals(2, rows.capacity());
    assertTrue(rows.hasRoomFor(2));
    assertFalse(rows.hasRoomFor(3));
    rows.addRow(NdArray.zeros(DType.INT32, 1 << 13));
    assertTrue(rows.hasRoomFor(1));
    assertFalse(rows.hasRoomFor(2));
    rows.clear();
    assertTrue(rows.hasRoomFor(2));
    assertEquals(0, rows.bytes().remaining());
  }

  @Test
  void rowsOfEveryKindFollowEachOther() {
    RowBuffer rows = buffer("<i4", 2);
    assertEquals(1, rows.rowsIn(new int[] {1, 2}));
    rows.addJavaRows(new int[] {1, 2}, 1);
    rows.addJavaRows(new int[] {3, 4}, 1);
    assertEquals("1 2 3 4", ints(rows));
    rows.addRow(ROW);
    rows.addRows(NdArray.of(new int[] {9, 10, 11, 12}).reshape(2, 2), Shape.of(2, 2), 2);
    rows.addJavaRows(new int[] {13, 14}, 1);
    assertEquals("1 2 3 4 7 8 9 10 11 12 13 14", ints(rows));
    rows.addRow(ROW);
    assertEquals("1 2 3 4 7 8 9 10 11 12 13 14 7 8", ints(rows));
    rows.clear();
    rows.addJavaRows(new int[] {5, 6}, 1);
    rows.addRow(ROW);
    assertEquals("5 6 7 8", ints(rows));
  }

  @Test
  void valuesWithoutAxesAreRows() {
    RowBuffer rows = buffer(">i4");
    rows.addValue(1);
    assertEquals(3, rows.rowsIn(new int[] {2, 3, 4}));
    rows.addJavaRows(new int[] {2, 3, 4}, 3);
    rows.addValue(5);
    ByteBuffer bytes = rows.bytes();
    for (int i = 1; i <= 5; i++) {
      assertEquals(i, bytes.getInt());
    }
    assertFalse(bytes.hasRemaining());
  }

  @Test
  void javaArraysOfAnotherKindAreNotTaken() {
    RowBuffer rows = buffer("<i4", 2);
    assertEquals(0, rows.rowsIn(new int[] {1}));
    assertEquals(0, rows.rowsIn(new int[] {1, 2, 3}));
    assertEquals(0, rows.rowsIn(new int[] {1, 2, 3, 4}), "a row is whole by itself");
    assertEquals(0, rows.rowsIn(new long[] {1, 2}));
    assertEquals(0, rows.rowsIn(new float[] {1, 2}));
    assertEquals(0, rows.rowsIn(new Integer[] {1, 2}));
    assertEquals(0, rows.rowsIn("12"));
    assertEquals(1, rows.rowsIn(new int[] {1, 2}));
    assertEquals(0, rows.rowsIn(new long[] {1, 2}), "also once the type is known");
    assertEquals(0, buffer("<i4", 2, 1).rowsIn(new int[] {1, 2}), "rows of two axes");
    assertEquals(0, buffer("<i4", 0).rowsIn(new int[0]), "rows without elements");
    assertEquals(0, buffer("<M8[s]", 2).rowsIn(new long[] {1, 2}), "times are not numbers");
    RowBuffer values = buffer("<i4");
    assertEquals(256, values.rowsIn(new int[256]));
    assertEquals(0, values.rowsIn(new int[257]), "more than there is room for");
    assertEquals(0, values.rowsIn(new int[0]));
  }

  @Test
  void rowsInFortranOrderKeepIt() {
    RowBuffer rows = new RowBuffer(DType.INT32, Order.F, Shape.of(2, 2));
    rows.addRow(NdArray.of(new int[] {1, 2, 3, 4}).reshape(2, 2));
    assertEquals("1 3 2 4", ints(rows));
  }
}
