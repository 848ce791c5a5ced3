package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which blocks of a file a view needs. */
class TouchedBlocksTest {
  private static final int BLOCK = 64;

  private final NdArray bytes = NdArray.zeros(DType.UINT8, 40 * 50 * 4);
  private final NdArray array = bytes.view(DType.FLOAT32).reshape(40, 50);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0, 0          | {0}",
        "0, 15:17      | {0, 1}",
        "1, :          | {3, 4, 5, 6}",
        "::20, 0       | {0, 62}",
        "::-20, 49     | {62, 124}",
        "-1, -1        | {124}",
        "3:3, :        | {}",
        "::39, ::-49   | {0, 3, 121, 124}"
      })
  void aViewTouchesTheBlocksOfItsElements(String slice, String blocks) {
    BitSet touched = TouchedBlocks.of(array.slice(slice), bytes.offset(), BLOCK);
    assertEquals(blocks, touched.toString());
    assertHasAll(array.slice(slice), touched);
  }

  @Test
  void randomViewsLackNoBlock() {
    long seed = Long.getLong("npyio.seed", 4711);
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      NdArray view = random.nextBoolean() ? array : array.transpose();
      for (int axis = 0; axis < 2; axis++) {
        long length = view.shape().length(axis);
        long from = random.nextInt((int) length);
        long to = from + 1 + random.nextInt((int) (length - from));
        view = view.slice(axis, from, to, 1 + random.nextInt(7));
      }
      assertHasAll(view, TouchedBlocks.of(view, bytes.offset(), BLOCK));
    }
  }

  private void assertHasAll(NdArray view, BitSet touched) {
    long[] strides = view.strides();
    var expected = new BitSet();
    for (long row = 0; row < size(view, 0); row++) {
      for (long column = 0; column < size(view, 1); column++) {
        long at = view.offset() - bytes.offset();
        at += strides.length > 0 ? row * strides[0] : 0;
        at += strides.length > 1 ? column * strides[1] : 0;
        expected.set((int) (at / BLOCK));
      }
    }
    var missing = (BitSet) expected.clone();
    missing.andNot(touched);
    assertEquals("{}", missing.toString(), view.shape() + " " + touched);
  }

  private static long size(NdArray view, int axis) {
    return axis < view.rank() ? view.shape().length(axis) : view.size() == 0 ? 0 : 1;
  }
}
