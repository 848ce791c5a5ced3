package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** NaN and NaT as null and as empty Optionals, read and written. */
@SuppressWarnings({"ArrayRecordComponent", "UnusedMethod"}) // records are made by reflection
class MissingRecordsTest {
  record Night(
      @Nullable LocalDate day,
      @Nullable LocalDateTime local,
      @Nullable Instant instant,
      @Nullable Duration span,
      @Nullable Double magnitude,
      @Nullable Float error) {}

  record Optionals(
      Optional<LocalDate> day,
      Optional<Instant> instant,
      Optional<Duration> span,
      Optional<Double> magnitude,
      OptionalDouble error,
      Optional<@Nullable Float> small) {}

  private static final Night FULL =
      new Night(
          LocalDate.of(2024, 2, 29),
          LocalDateTime.of(2024, 2, 29, 1, 2, 3),
          Instant.EPOCH,
          Duration.ofNanos(-1),
          -0.0,
          1.5f);
  private static final Night NONE = new Night(null, null, null, null, null, null);

  private static void refused(String message, Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  @Test
  void nullIsWrittenAsNaTAndNaNAndReadAgain() {
    RecordMapper<Night> mapper = RecordMapper.of(Night.class);
    assertEquals(
        "[('day', '<M8[D]'), ('local', '<M8[ns]'), ('instant', '<M8[ns]'), ('span', '<m8[ns]'),"
            + " ('magnitude', '<f8'), ('error', '<f4')]",
        mapper.dtype().toString());
    NdArray array = mapper.toArray(List.of(FULL, NONE, FULL));
    assertEquals(
        "[('2024-02-29', '2024-02-29T01:02:03.000000000', '1970-01-01T00:00:00.000000000',    -1,"
            + " -0., 1.5)\n (       'NaT',                           'NaT',                       "
            + "    'NaT', 'NaT', nan, nan)\n ('2024-02-29', '2024-02-29T01:02:03.000000000',"
            + " '1970-01-01T00:00:00.000000000',    -1, -0., 1.5)]",
        array.toString());
    assertEquals(List.of(FULL, NONE, FULL), mapper.toList(array));
    assertEquals(NONE, mapper.get(array, 1));
    mapper.set(array, NONE, 0);
    mapper.set(array, FULL, 1);
    assertEquals(List.of(NONE, FULL, FULL), mapper.toList(array));
  }

  @Test
  void emptyOptionalsAreWrittenAsNaTAndNaNAndReadAgain() {
    RecordMapper<Optionals> mapper = RecordMapper.of(Optionals.class);
    var full =
        new Optionals(
            Optional.of(LocalDate.EPOCH),
            Optional.of(Instant.EPOCH),
            Optional.of(Duration.ZERO),
            Optional.of(2.5),
            OptionalDouble.of(3.5),
            Optional.of(4.5f));
    var none =
        new Optionals(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty());
    assertEquals(
        "[('day', '<M8[D]'), ('instant', '<M8[ns]'), ('span', '<m8[ns]'), ('magnitude', '<f8'),"
            + " ('error', '<f8'), ('small', '<f4')]",
        mapper.dtype().toString());
    NdArray array = mapper.toArray(List.of(none, full));
    assertEquals("NaT", array.field("day").getString(0));
    assertEquals(List.of(none, full), mapper.toList(array));
  }

  @Test
  void floatsHoldIntegersThatMayBeMissing() {
    record Counts(OptionalInt i, OptionalLong l, @Nullable Short s, @Nullable BigDecimal d) {}
    RecordMapper<Counts> mapper = RecordMapper.of(Counts.class);
    DType dtype = DType.of("[('i', '<f8'), ('l', '>f4'), ('s', '<f2'), ('d', '<f16')]");
    List<Counts> counts =
        List.of(
            new Counts(
                OptionalInt.of(-7), OptionalLong.of(1L << 40), (short) 3, new BigDecimal("0.5")),
            new Counts(OptionalInt.empty(), OptionalLong.empty(), null, null));
    NdArray array = mapper.toArray(counts, dtype);
    assertEquals(counts, mapper.toList(array));
    array.field("i").setDouble(0.5, 1);
    assertEquals(
        "field 'i' at (1,): 0.5 does not fit an int; astype(INT32) would cut it",
        assertThrows(ArithmeticException.class, () -> mapper.toList(array)).getMessage());
  }

  @Test
  void integersAndTextAreReadButNeverMissing() {
    record Item(
        Optional<Integer> id,
        @NpyField(dtype = "<U4") Optional<String> name,
        @NpyField(dtype = "|S2") @Nullable String code,
        @NpyField(dtype = "|S2") Optional<byte[]> raw) {}
    RecordMapper<Item> mapper = RecordMapper.of(Item.class);
    byte[] raw = {1, 2};
    var item = new Item(Optional.of(7), Optional.of(""), "ab", Optional.of(raw));
    NdArray array = mapper.toArray(List.of(item));
    Item read = mapper.get(array, 0);
    assertEquals(item.id, read.id);
    assertEquals(item.name, read.name);
    assertEquals(item.code, read.code);
    assertArrayEquals(raw, read.raw.orElseThrow());
    refused(
        "field 'id' at (1,): <i4 has no missing value",
        () ->
            mapper.toArray(
                List.of(item, new Item(Optional.empty(), item.name, item.code, item.raw))));
    refused(
        "field 'name' at (0,): <U4 has no missing value",
        () -> mapper.toArray(List.of(new Item(item.id, Optional.empty(), item.code, item.raw))));
    refused(
        "field 'code' at (0,): |S2 has no missing value",
        () -> mapper.toArray(List.of(new Item(item.id, item.name, null, item.raw))));
  }

  @Test
  void valuesThatMayNotBeMissingSayHowToDeclareIt() {
    record Strict(LocalDate day, double x, Double boxed) {}
    RecordMapper<Strict> mapper = RecordMapper.of(Strict.class);
    refused(
        "field 'day' at (0,): null cannot be stored; declare the component @Nullable or Optional"
            + " to store NaT",
        () -> mapper.toArray(List.of(new Strict(null, 1, 1.0))));
    refused(
        "field 'boxed' at (0,): null cannot be stored; declare the component @Nullable or Optional"
            + " to store NaN",
        () -> mapper.toArray(List.of(new Strict(LocalDate.EPOCH, 1, null))));
    NdArray array = mapper.toArray(List.of(new Strict(LocalDate.EPOCH, Double.NaN, Double.NaN)));
    assertEquals(Double.NaN, mapper.get(array, 0).boxed, "NaN is a value where nothing is missing");
    array.field("day").setString("NaT", 0);
    assertEquals(
        "field 'day' at (0,): NaT has no LocalDate; declare the component @Nullable or Optional to"
            + " read it",
        assertThrows(ArithmeticException.class, () -> mapper.toList(array)).getMessage());
  }

  @Test
  void elementsOfArraysMayBeMissing() {
    record Track(
        @NpyField(shape = 3) @Nullable LocalDate[] days,
        @NpyField(shape = {2, 2}) @Nullable Double[][] grid,
        @NpyField(shape = 2) byte @Nullable [] bits) {}
    RecordMapper<Track> mapper = RecordMapper.of(Track.class);
    var track =
        new Track(
            new LocalDate[] {LocalDate.EPOCH, null, LocalDate.EPOCH},
            new Double[][] {{1.0, null}, {null, 4.0}},
            new byte[] {1, 2});
    NdArray array = mapper.toArray(List.of(track));
    Track read = mapper.get(array, 0);
    assertArrayEquals(track.days, read.days);
    assertArrayEquals(track.grid, read.grid);
    assertArrayEquals(track.bits, read.bits);
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  private @interface Marked {}

  /** Stands for the annotations of other libraries, which mark declarations. */
  private static final class Other {
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    private @interface Nullable {}
  }

  @Test
  void anyAnnotationNamedNullableWillDo() {
    record Declared(@Other.Nullable LocalDate day, @Marked double x) {}
    RecordMapper<Declared> mapper = RecordMapper.of(Declared.class);
    NdArray array = mapper.toArray(List.of(new Declared(null, 1)));
    assertNull(mapper.get(array, 0).day);
  }

  @Test
  void anAnnotationOnAnAccessorOrAParameterIsFound() {
    record Spread(String name, LocalDate day) {
      Spread(@NpyField(dtype = "<U3") String name, @Nullable LocalDate day) {
        this.name = name;
        this.day = day;
      }

      @Override
      @NpyField(name = "date")
      public LocalDate day() {
        return day;
      }
    }
    RecordMapper<Spread> mapper = RecordMapper.of(Spread.class);
    assertEquals("[('name', '<U3'), ('date', '<M8[D]')]", mapper.dtype().toString());
    NdArray array = mapper.toArray(List.of(new Spread("abc", null)));
    assertEquals("NaT", array.field("date").getString(0));
  }

  @Test
  void optionalsOfOtherThingsCannotBeFields() {
    record Wild(Optional<?> value) {}
    record Listed(Optional<List<String>> value) {}
    record Several(OptionalDouble[] values) {}
    String rest =
        "; primitives and their boxes, String, byte[], BigInteger, BigDecimal, java.time, enums,"
            + " records and arrays of these can be fields";
    refused(
        "component 'value' of record Wild has the type Optional" + rest,
        () -> RecordMapper.of(Wild.class));
    refused(
        "component 'value' of record Listed has the type Optional" + rest,
        () -> RecordMapper.of(Listed.class));
    refused(
        "component 'values' of record Several has the type OptionalDouble[]" + rest,
        () -> RecordMapper.of(Several.class));
  }

  @Test
  void blocksOfManyRecordsKeepTheirMissingValuesApart() {
    record Sample(int id, @Nullable Instant at, OptionalDouble x) {}
    RecordMapper<Sample> mapper = RecordMapper.of(Sample.class);
    List<Sample> samples = new ArrayList<>();
    IntStream.range(0, 5000)
        .forEach(
            i ->
                samples.add(
                    new Sample(
                        i,
                        i % 7 == 0 || i / 1024 == 2 ? null : Instant.ofEpochSecond(i),
                        i % 5 == 0 ? OptionalDouble.empty() : OptionalDouble.of(i))));
    NdArray array = mapper.toArray(samples).reshape(50, 100).transpose();
    assertEquals(samples, mapper.toList(array.transpose()));
    assertEquals(samples.get(100), mapper.get(array, 0, 1));
    assertEquals(
        Arrays.asList(samples.get(3), samples.get(103)),
        mapper.stream(array.slice("3, :2")).toList());
  }

  @Test
  void aNestedRecordThatIsNullIsRefusedByTheNameOfItsField() {
    record Inner(@Nullable Double x) {}
    record Outer(Inner inner) {}
    refused(
        "field 'inner.x' at (0,): null cannot be stored; declare the component @Nullable or"
            + " Optional to store NaN",
        () -> RecordMapper.of(Outer.class).toArray(List.of(new Outer(null))));
  }
}
