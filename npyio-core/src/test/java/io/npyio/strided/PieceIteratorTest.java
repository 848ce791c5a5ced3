package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceIteratorTest {
  private static final Memory NONE = Memory.allocate(0);

  private static Strided stored(String dtype, Order order, long... shape) {
    return Strided.of(NONE, 0, new ArrayLayout(DType.of(dtype), Shape.of(shape), order));
  }

  /** The position in C order of each element, as the offsets of single bytes. */
  private static Strided places(Strided array) {
    return Strided.of(NONE, 0, ArrayLayout.of(DType.INT8, array.lengths()));
  }

  private static List<PieceIterator.Piece> pieces(Strided array, long maxBytes, long maxGap) {
    List<PieceIterator.Piece> pieces = new ArrayList<>();
    new PieceIterator(array, places(array), maxBytes, maxGap).forEachRemaining(pieces::add);
    return pieces;
  }

  private static List<String> ranges(Strided array, long maxBytes, long maxGap) {
    return pieces(array, maxBytes, maxGap).stream()
        .map(piece -> piece.source().first() + "+" + piece.source().extent())
        .toList();
  }

  @Test
  void rowsThatFollowEachOtherAreOnePiece() {
    Strided array = stored("<f4", Order.C, 1000, 768);
    assertEquals(List.of("0+3072000"), ranges(array, 8 << 20, 0));
    assertEquals(List.of("30720+30720"), ranges(array.slice(0, 10, 20), 8 << 20, 0));
    assertEquals(List.of("30720+30720"), ranges(array.slice(0, 19, 9, -1), 8 << 20, 0));
    assertEquals(List.of("4+4"), ranges(array.at(0, 1), 8 << 20, 0));
  }

  @Test
  void smallGapsAreReadAndLargeOnesSkipped() {
    Strided column = stored("<f4", Order.C, 3, 768).slice(1, 5, 6);
    assertEquals(List.of("20+6148"), ranges(column, 8 << 20, 3068));
    assertEquals(List.of("20+4", "3092+4", "6164+4"), ranges(column, 8 << 20, 3067));
    Strided fortran = stored("<f4", Order.F, 3, 768).at(1);
    assertEquals(List.of("4+9208"), ranges(fortran, 8 << 20, 8));
  }

  @Test
  void piecesAreCutAtRows() {
    Strided array = stored("<f4", Order.C, 10, 100);
    assertEquals(List.of("0+1600", "1600+1600", "3200+800"), ranges(array, 1700, 0));
    assertEquals(List.of("0+100", "100+100"), ranges(array.slice(0, 0, 1).slice(1, 0, 50), 103, 0));
  }

  @Test
  void elementsOfZeroBytesAndEmptyArraysAreSkipped() {
    assertFalse(
        new PieceIterator(stored("V0", Order.C, 5), places(stored("V0", Order.C, 5)), 1, 1)
            .hasNext());
    assertEquals(List.of(), ranges(stored("<f4", Order.C, 0, 3), 1, 1));
    assertEquals(List.of("0+4"), ranges(stored("<f4", Order.C), 1, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 40, 1000})
  void everyElementIsInOnePieceWithoutLargeGaps(long maxGap) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Strided array = random(random);
      Set<Long> seen = new HashSet<>();
      for (PieceIterator.Piece piece : pieces(array, 200, maxGap)) {
        Strided part = piece.source();
        assertTrue(part.extent() <= 200 || part.size() == 1, () -> "seed " + seed);
        List<Long> positions = new ArrayList<>();
        walk(part, 0, part.offset(), positions);
        List<Long> flat = new ArrayList<>();
        walk(piece.companion(), 0, piece.companion().offset(), flat);
        for (int i = 0; i < flat.size(); i++) {
          assertTrue(seen.add(flat.get(i)), () -> "seed " + seed);
          assertEquals(position(array, flat.get(i)), positions.get(i), () -> "seed " + seed);
        }
      }
      assertEquals(array.size(), seen.size(), () -> "seed " + seed);
    }
  }

  private static Strided random(Random random) {
    long[] shape = random.longs(1 + random.nextInt(4), 1, 7).toArray();
    Strided array = stored("<f4", random.nextBoolean() ? Order.C : Order.F, shape);
    for (int axis = 0; axis < shape.length; axis++) {
      long from = random.nextLong(shape[axis]);
      long to = from + random.nextLong(shape[axis] - from) + 1;
      array =
          random.nextBoolean()
              ? array.slice(axis, from, to, 1 + random.nextInt(3))
              : array.slice(axis, to - 1, from - 1, -1 - random.nextInt(3));
    }
    return random.nextBoolean() ? array.transpose() : array;
  }

  private static void walk(Strided array, int axis, long position, List<Long> positions) {
    if (axis == array.rank()) {
      positions.add(position);
      return;
    }
    for (long i = 0; i < array.lengths()[axis]; i++) {
      walk(array, axis + 1, position + i * array.strides()[axis], positions);
    }
  }

  private static long position(Strided array, long flat) {
    long position = array.offset();
    long rest = flat;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      position += rest % array.lengths()[axis] * array.strides()[axis];
      rest /= array.lengths()[axis];
    }
    return position;
  }
}
