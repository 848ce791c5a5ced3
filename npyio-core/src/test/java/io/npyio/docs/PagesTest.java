package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
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
  void objectsAreReadAndWritten() throws Exception {
    List<String> snippets = Snippets.of("docs/objects.md");
    assertEquals(1, snippets.size());
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
                """));
    assertEquals(List.of("{key=1}", "[a, {key=1}]"), printed);
  }
}
