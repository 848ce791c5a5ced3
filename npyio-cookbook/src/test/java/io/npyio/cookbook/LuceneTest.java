package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.npyio.docs.Snippets;
import io.npyio.file.Npy;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows as Lucene's vectors. */
class LuceneTest {
  @TempDir private Path folder;

  @Test
  void theProgramFindsTheNearestRows() throws Exception {
    Random random = new Random(13);
    float[][] rows = new float[200][16];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    float[] query = rows[42].clone();
    query[3] += 0.01f;
    Npy.save(folder.resolve("embeddings.npy"), rows);
    Npy.save(folder.resolve("query.npy"), query);

    List<String> expected =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distance(rows[i], query)))
            .limit(5)
            .map(String::valueOf)
            .toList();
    assertEquals("42", expected.get(0));
    assertEquals(expected, Programs.run(folder, "Lucene"));
    assertEquals(
        String.join(" ", expected),
        Snippets.runNumPy(
            folder,
            """
            a, q = np.load('embeddings.npy'), np.load('query.npy')
            print(*np.argsort(np.linalg.norm(a - q, axis=1))[:5])
            """));
  }

  private static double distance(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).sum();
  }

  @Test
  void rowsAreCopiedWhenTheirDocumentIsAddedAndIntoOneArrayWhenTheyAreRead() throws Exception {
    float[] row = {1, 2};
    Document document = new Document();
    document.add(new KnnFloatVectorField("v", row));
    try (Directory memory = new ByteBuffersDirectory()) {
      try (IndexWriter index = new IndexWriter(memory, new IndexWriterConfig())) {
        index.addDocument(document);
        row[0] = 3;
        index.addDocument(document);
      }
      try (DirectoryReader reader = DirectoryReader.open(memory)) {
        FloatVectorValues vectors = reader.leaves().get(0).reader().getFloatVectorValues("v");
        vectors.nextDoc();
        float[] value = vectors.vectorValue();
        assertArrayEquals(new float[] {1, 2}, value);
        vectors.nextDoc();
        assertSame(value, vectors.vectorValue());
        assertArrayEquals(new float[] {3, 2}, value);
      }
    }
  }
}
