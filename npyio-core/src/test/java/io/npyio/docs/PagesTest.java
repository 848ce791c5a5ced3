package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of the pages, with the declarations that it assumes inserted. */
class PagesTest {
  @TempDir private Path folder;

  @Test
  void starsAreReadAndWrittenAsRecords() throws Exception {
    List<String> snippets = Snippets.of("docs/cookbook-records.md");
    assertEquals(5, snippets.size());
    List<String> printed =
        Snippets.run(
            folder,
            List.of(
                snippets.get(0),
                """
                Path path = Path.of("stars.npy");
                Star vega = new Star("Vega", 7, 279.25, 38.75);
                List<Star> list = List.of(vega, new Star("Deneb", 3, 310.25, 45.25));
                Map<Integer, Star> index = new TreeMap<>();
                Npy.save(path, stars.toArray(list));
                """,
                snippets.get(1),
                """
                System.out.println(all);
                System.out.println(index.keySet());
                List<Star> piece = list;
                long from = 100;
                """,
                snippets.get(2),
                """
                try (Memmap file = Npy.map(path, MapMode.READ_ONLY)) {
                  System.out.println(file.layout().shape());
                  System.out.println(stars.get(file.array(), 12).name());
                  System.out.println(stars.get(file.array(), 101).name());
                }
                """,
                snippets.get(3),
                """
                System.out.println(written);
                System.out.println(visits.get(written, 1));
                DType objects = DType.of("[('star', 'O'), ('day', 'M8[ns]'), ('magnitude', 'f8')]");
                List<Object> row = Arrays.asList("Vega", null, Double.NaN);
                Npy.saveObjects(
                    Path.of("frame.npy"), ObjectArray.of(objects, Shape.of(1), List.of(row)));
                """,
                snippets.get(4),
                "System.out.println(seen);\n"));
    assertEquals(
        List.of(
            "[Star[name=Vega, id=7, ra=279.25, dec=38.75],"
                + " Star[name=Deneb, id=3, ra=310.25, dec=45.25]]",
            "[3, 7]",
            "(50000000,)",
            "Vega",
            "Deneb",
            "[('Vega', '2026-07-01', 0.03) ('Deneb',        'NaT',  nan)]",
            "Visit[star=Deneb, day=Optional.empty, magnitude=OptionalDouble.empty]",
            "[Visit[star=Vega, day=Optional.empty, magnitude=OptionalDouble.empty]]"),
        printed);
  }

  @Test
  void aFileIsExplainedInTermsOfJava() throws Exception {
    List<String> snippets = Snippets.of("docs/from-java.md");
    assertEquals(4, snippets.size());
    List<String> statements = new ArrayList<>(snippets);
    statements.add(
        0, "Npy.save(Path.of(\"points.npy\"), NdArray.zeros(DType.FLOAT32, 1000, 3));\n");
    statements.add("System.out.println(Npy.load(Path.of(\"moved.npy\")).getDouble(0, 0));\n");
    assertEquals(
        List.of("<f4", "(1000, 3)", "0.5", "0.5", "3000", "42.0"),
        Snippets.run(folder, statements));
  }

  @Test
  void objectsAreReadAndWritten() throws Exception {
    List<String> snippets = Snippets.of("docs/objects.md");
    assertEquals(3, snippets.size());
    List<String> printed =
        Snippets.run(
            folder,
            List.of(
                """
                List<Object> row = List.of("a", Map.of("key", 1));
                Npy.saveObjects(Path.of("table.npy"), ObjectArray.of(Shape.of(1, 2), row));
                """,
                snippets.get(0),
                """
                System.out.println(cell);
                System.out.println(Npy.loadObjects(Path.of("copy.npy")).elements());
                var half =
                    new ObjectArray.Instance(
                        "numpy.float32", ObjectArray.Tuple.of(NdArray.of(0.5f)), null);
                List<Object> history = List.of(Map.of("loss", List.of(half)));
                Npy.saveObjects(Path.of("history.npy"), ObjectArray.of(Shape.of(), history));
                """,
                snippets.get(1),
                """
                System.out.println(array);
                byte[] pickle =
                    Base64.getDecoder()
                        .decode(
                            "gAJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdAooY251bXB5Cm5kYXJyYXkKKEkwCnRV"
                            + "AWJ0UihJMQooSTEKdGNudW1weQpkdHlwZQooUydPOCcKSTAKSTEKdFIoSTMKVQF8Tk5OSS0xCkktMQpJ"
                            + "NjMKdGKJXShjcGFuZGFzLl9saWJzLnRzbGlicy50aW1lc3RhbXBzCl91bnBpY2tsZV90aW1lc3RhbXAK"
                            + "KEwxNTc3ODM2ODAwMDAwMDAwMDAwTApOTkkxMAp0UmV0Yi4=");
                try (OutputStream file = Files.newOutputStream(Path.of("frame.npy"))) {
                  file.write(NpyHeader.encode(ArrayLayout.of(DType.OBJECT, 1)));
                  file.write(pickle);
                }
                """,
                snippets.get(2),
                """
                System.out.println(stamp.className());
                System.out.println(ObjectArray.repr(stamp.arguments()));
                """));
    assertEquals(
        List.of(
            "{key=1}",
            "[a, {key=1}]",
            "{'loss': [np.float32(0.5)]}",
            "pandas._libs.tslibs.timestamps._unpickle_timestamp",
            "(1577836800000000000, None, None, 10)"),
        printed);
  }
}
