package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arrays that contain every kind of value. */
final class RealPickles {
  private RealPickles() {}

  static List<ObjectArray> arrays() {
    LocalDateTime time = LocalDateTime.of(2020, 2, 29, 23, 59, 58, 123_456_000);
    var simple =
        ObjectArray.of(
            Shape.of(2, 5),
            Arrays.asList(
                null,
                true,
                -5,
                1L << 40,
                BigInteger.TWO.pow(3000),
                1.5f,
                new ObjectArray.Complex(1, -2),
                "é\uD83D\uDE00\uD800",
                new byte[300],
                new BigDecimal("1.50")));
    var times =
        ObjectArray.of(
            Shape.of(7),
            List.of(
                time,
                time.toLocalDate(),
                time.toLocalTime(),
                time.atOffset(ZoneOffset.UTC),
                LocalTime.MIN.atOffset(ZoneOffset.ofHours(-5)),
                Duration.ofSeconds(-1, 5000),
                ZoneOffset.ofHoursMinutes(5, 30)));
    var containers =
        ObjectArray.of(
            Shape.of(),
            List.of(
                List.of(
                    ObjectArray.Tuple.of(1, List.of(2)),
                    Map.of(ObjectArray.Tuple.of("a", Set.of(1)), List.of()),
                    Set.of(LocalDate.EPOCH),
                    simple,
                    NdArray.of(new double[][] {{1, 2}, {3, 4}}).transpose(),
                    NdArray.of(7, DType.of("M8[D]")),
                    DType.of("[('a', '>i4'), (('t', 'b'), '<U3', (2,)), ('m', '<m8[25s]')]"))));
    var structs =
        ObjectArray.of(
            DType.of("[('i', '<i4'), ('o', '|O')]"),
            Shape.of(2),
            List.of(List.of(1, "x"), List.of(2, List.of())));
    return List.of(simple, times, containers, structs);
  }

  /** The file of an array. */
  static byte[] bytes(ObjectArray array) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Npy.saveObjects(bytes, array);
    return bytes.toByteArray();
  }
}
