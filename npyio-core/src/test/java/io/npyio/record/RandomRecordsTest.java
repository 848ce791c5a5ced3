package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random structs, shapes and views: records are compared with the getters of single elements. */
@SuppressWarnings("ArrayRecordComponent")
class RandomRecordsTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_260_101);

  private static final String[] NUMBERS = {
    "i1", "u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", "<f4", ">f4",
    "<f8", ">f8", "<f16"
  };

  record Inner(float x, String name) {}

  record Mixed(long a, double b, int[] c, Inner d, String text, Inner[] e, Short boxed) {}

  private static final RecordMapper<Mixed> MIXED = RecordMapper.of(Mixed.class);

  @Test
  void recordsAreWhatTheGettersReturnAndAreWrittenBack() {
    for (int i = 0; i < 400; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      NdArray array = view(random, NdArray.zeros(layout(random)));
      fill(random, array);
      String where = "seed " + seed + ": " + array.dtype() + " " + array.shape();
      List<Mixed> found = MIXED.toList(array);
      assertEquals(array.size(), found.size(), where);
      for (int flat = 0; flat < found.size(); flat++) {
        long[] index = array.shape().unravel(flat);
        compare(array, index, found.get(flat), where);
        compare(array, index, MIXED.get(array, index), where);
      }
      writeBack(random, array, found, where);
    }
  }

  private static void writeBack(Random random, NdArray array, List<Mixed> records, String where) {
    NdArray other =
        NdArray.zeros(
            new ArrayLayout(
                array.dtype(), array.shape(), random.nextBoolean() ? Order.C : Order.F));
    MIXED.writeTo(records, other);
    assertEquals(texts(MIXED.toList(array)), texts(MIXED.toList(other)), where);
    for (String field : List.of("a", "b", "c", "text", "boxed")) {
      assertEquals(true, array.field(field).contentEquals(other.field(field)), where + field);
    }
  }

  private static List<String> texts(List<Mixed> records) {
    return records.stream()
        .map(
            r ->
                r.a
                    + " "
                    + r.b
                    + Arrays.toString(r.c)
                    + r.d
                    + r.text
                    + Arrays.toString(r.e)
                    + r.boxed)
        .toList();
  }

  private static void compare(NdArray array, long[] index, Mixed found, String where) {
    NdArray one = array.at(index);
    assertEquals(one.field("a").getLong(), found.a, where);
    assertEquals(one.field("b").getDouble(), found.b, where);
    assertArrayEquals(one.field("c").toArray(int[].class), found.c, where);
    assertEquals(inner(one.field("d")), found.d, where);
    assertEquals(one.field("text").getString(), found.text, where);
    NdArray list = one.field("e");
    assertEquals(list.size(), found.e.length, where);
    for (int i = 0; i < found.e.length; i++) {
      assertEquals(inner(list.at(i)), found.e[i], where);
    }
    assertEquals(one.field("boxed").getShort(), found.boxed, where);
  }

  private static Inner inner(NdArray one) {
    return new Inner(one.field("x").getFloat(), one.field("name").getString());
  }

  private static ArrayLayout layout(Random random) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                Field.of("a", number(random)),
                Field.of("b", number(random)),
                Field.of("c", DType.subArray(number(random), random.nextInt(4))),
                Field.of("d", inner(random)),
                Field.of("text", text(random)),
                Field.of("e", DType.subArray(inner(random), random.nextInt(3))),
                Field.of("boxed", number(random)),
                Field.of("extra", number(random))));
    Collections.shuffle(fields, random);
    Field[] all = fields.toArray(Field[]::new);
    DType dtype = random.nextBoolean() ? DType.struct(all) : DType.alignedStruct(all);
    long[] lengths = random.ints(random.nextInt(4), 0, 8).asLongStream().toArray();
    return new ArrayLayout(dtype, Shape.of(lengths), random.nextBoolean() ? Order.C : Order.F);
  }

  private static DType number(Random random) {
    return DType.of(NUMBERS[random.nextInt(NUMBERS.length)]);
  }

  private static DType text(Random random) {
    DType text =
        random.nextBoolean() ? DType.unicode(random.nextInt(5)) : DType.bytes(random.nextInt(5));
    return text.withByteOrder(
        random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static DType inner(Random random) {
    return DType.struct(Field.of("name", text(random)), Field.of("x", number(random)));
  }

  private static NdArray view(Random random, NdArray array) {
    NdArray view = random.nextBoolean() ? array.transpose() : array;
    for (int axis = 0; axis < view.rank(); axis++) {
      long length = view.shape().length(axis);
      if (random.nextInt(3) == 0 && length > 0) {
        view = view.slice(axis, length - 1, -1, -1);
      } else if (random.nextInt(3) == 0) {
        view = view.slice(axis, 0, length, 2);
      }
    }
    return view;
  }

  /** Fills with small whole numbers, which every kind of number can hold. */
  private static void fill(Random random, NdArray array) {
    for (String field : List.of("a", "b", "c", "boxed", "extra")) {
      numbers(random, array.field(field));
    }
    for (String field : List.of("d", "e")) {
      numbers(random, array.field(field).field("x"));
      texts(random, array.field(field).field("name"));
    }
    texts(random, array.field("text"));
  }

  private static void numbers(Random random, NdArray view) {
    view.copyFrom(random.ints(view.size(), 0, 128).toArray());
  }

  private static void texts(Random random, NdArray view) {
    int length = ((DType.Flexible) view.dtype()).length();
    String[] texts = new String[(int) view.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "abcde".substring(0, random.nextInt(length + 1));
    }
    view.copyFrom(texts);
  }
}
