package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.docs.Kotlin;
import io.npyio.dtype.DType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin data classes, compiled by the Kotlin compiler. */
class KotlinRecordsTest {
  private static final String SOURCE =
      """
      package sky

      import io.npyio.record.NpyField
      import java.time.LocalDate
      import java.util.Optional

      @JvmRecord data class OnField(@field:NpyField(dtype = "<U16") val name: String, val ra: Double)

      @JvmRecord data class Plain(@NpyField(dtype = "<U16") val name: String, val ra: Double)

      @JvmRecord data class OnGetter(@get:NpyField(dtype = "<U16") val name: String, val ra: Double)

      annotation class Nullable

      @JvmRecord data class Visit(val day: Optional<LocalDate>, @field:Nullable val seen: LocalDate?)

      @JvmRecord data class OnParameter(@param:NpyField(dtype = "<U16") val name: String, val ra: Double)
      """;

  @TempDir private static Path folder;
  private static URLClassLoader loader;

  @BeforeAll
  static void compile() throws Exception {
    Path source = Files.writeString(folder.resolve("Sky.kt"), SOURCE);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Kotlin.compile(source, classes);
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  @AfterAll
  static void close() throws Exception {
    loader.close();
  }

  @Test
  void theAnnotationIsFoundOnAField() throws Exception {
    assertMapped("OnField");
  }

  @Test
  void theAnnotationIsFoundWhereKotlinPutsItByItself() throws Exception {
    assertMapped("Plain");
  }

  @Test
  void theAnnotationIsFoundOnAGetter() throws Exception {
    assertMapped("OnGetter");
  }

  @Test
  void theAnnotationIsFoundOnAConstructorParameter() throws Exception {
    assertMapped("OnParameter");
  }

  @Test
  void missingValuesAreEmptyOrNull() throws Exception {
    Class<? extends Record> type = loader.loadClass("sky.Visit").asSubclass(Record.class);
    NdArray array = NdArray.zeros(DType.of("[('day', '<M8[D]'), ('seen', '<M8[s]')]"), 2);
    array.field("day").setString("NaT", 1);
    array.field("seen").setString("NaT", 0);
    assertEquals(
        "[Visit(day=Optional[1970-01-01], seen=null), Visit(day=Optional.empty, seen=1970-01-01)]",
        RecordMapper.of(type).toList(array).toString());
  }

  private static void assertMapped(String name) throws Exception {
    Class<? extends Record> type = loader.loadClass("sky." + name).asSubclass(Record.class);
    Record vega = type.getConstructor(String.class, double.class).newInstance("Vega", 279.25);
    assertRoundTrip(RecordMapper.of(type), vega, name + "(name=Vega, ra=279.25)");
  }

  /** Captures the wildcard of a class that is loaded by name. */
  private static <R extends Record> void assertRoundTrip(
      RecordMapper<R> mapper, Record value, String text) {
    @SuppressWarnings("unchecked")
    NdArray array = mapper.toArray(List.of((R) value));
    assertEquals("[('name', '<U16'), ('ra', '<f8')]", array.dtype().toString());
    assertEquals(text, mapper.get(array, 0).toString());
  }
}
