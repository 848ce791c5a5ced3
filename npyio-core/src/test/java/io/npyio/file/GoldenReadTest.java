package io.npyio.file;

import static io.npyio.file.GoldenValues.assertValues;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything NumPy wrote or accepts is read as NumPy reads it. */
class GoldenReadTest {
  /** Its 2^40 elements have no bytes: its header is read, but not the array. */
  private static final String ENDLESS = "shape_V0.npy";

  static List<Golden> dtypes() {
    return Golden.of("dtypes");
  }

  static List<Golden> structs() {
    return Golden.of("structs");
  }

  static List<Golden> raws() {
    return Golden.of("raw");
  }

  static Stream<Golden> headers() {
    return Golden.of("headers").stream().filter(g -> g.isAccepted() || g.needsLongHeader());
  }

  @ParameterizedTest
  @MethodSource({"dtypes", "structs"})
  void everyElementOfAFileIsRead(Golden golden) throws Exception {
    assertHeader(golden, Npy.header(golden.path()));
    assertArray(golden, Npy.load(golden.path()));
    assertArray(golden, Npy.load(golden.bytes()));
    assertArray(golden, Npy.load(new ByteArrayInputStream(golden.bytes())));
    try (Memmap mapped = Npy.map(golden.path(), MapMode.READ_ONLY)) {
      assertArray(golden, mapped.array());
    }
  }

  @ParameterizedTest
  @MethodSource("headers")
  void everyHeaderThatNumPyAcceptsWithoutItsLimitIsRead(Golden golden) throws Exception {
    NpyHeader header = Npy.header(golden.path());
    assertHeader(golden, header);
    if (golden.name().endsWith(ENDLESS)) {
      assertThrows(NpyFormatException.class, () -> Npy.load(golden.path()));
    } else {
      assertEquals(golden.shape(), Npy.load(golden.path()).shape());
    }
    if (golden.facts().has("header_len")) {
      int prefix = header.version() == NpyVersion.V1_0 ? 10 : 12;
      assertEquals(golden.facts().get("header_len").longValue(), header.dataOffset() - prefix);
    }
  }

  private static void assertHeader(Golden golden, NpyHeader header) {
    assertEquals(golden.facts().get("version").stringValue(), header.version().toString());
    assertEquals(golden.facts().get("data_offset").longValue(), header.dataOffset());
    assertEquals(golden.shape(), header.layout().shape());
    assertEquals(golden.order(), header.layout().order());
    DType dtype = header.layout().dtype();
    assertEquals(golden.facts().get("itemsize").intValue(), dtype.itemSize());
    assertEquals(golden.facts().get("dtype").stringValue(), dtype.name());
    assertEquals(Golden.integer(golden.facts().get("size")), header.layout().size());
    if (golden.facts().has("descr")) {
      assertEquals(golden.descr(), dtype.descr());
      assertEquals(golden.dtype(), dtype);
    }
    if (golden.facts().has("fields")) {
      assertEquals(fields(golden), fields((DType.Struct) dtype));
    }
  }

  private static List<String> fields(Golden golden) {
    List<String> fields = new ArrayList<>();
    for (var field : golden.facts().get("fields")) {
      String title = field.get(2).isNull() ? null : field.get(2).stringValue();
      fields.add(field.get(0).stringValue() + " " + field.get(1).intValue() + " " + title);
    }
    return fields;
  }

  private static List<String> fields(DType.Struct struct) {
    return struct.fields().stream()
        .map(field -> field.name() + " " + field.offset() + " " + field.title())
        .toList();
  }

  private static void assertArray(Golden golden, NdArray array) {
    assertEquals(golden.shape(), array.shape());
    assertEquals(golden.dtype(), array.dtype());
    assertValues(golden.facts().get("values"), array);
  }

  @ParameterizedTest
  @MethodSource("raws")
  void everyElementOfARawFileIsMapped(Golden golden) throws Exception {
    ArrayLayout layout = new ArrayLayout(golden.dtype(), golden.shape(), golden.order());
    long offset = golden.facts().get("offset").longValue();
    for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.COPY_ON_WRITE)) {
      try (Memmap mapped = Memmap.open(golden.path(), mode, layout, offset)) {
        assertEquals(offset, mapped.offset());
        assertValues(golden.facts().get("values"), mapped.array());
      }
    }
  }

  @Test
  void theManifestsNameEnoughFiles() {
    assertTrue(dtypes().size() > 500);
    assertTrue(structs().size() > 150);
    assertTrue(headers().count() > 190);
    assertTrue(raws().size() > 50);
  }
}
