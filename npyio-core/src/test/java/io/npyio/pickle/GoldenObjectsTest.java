package io.npyio.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.ObjectArray;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Object arrays saved by NumPy 2 and NumPy 1.24, each with its own module names and protocol. */
class GoldenObjectsTest {
  private static final Path FOLDER = Path.of(System.getProperty("npyio.testdata"), "bad");

  private static final Map<String, String> EXPECTED =
      Map.of(
          "scalar", "a'|O'()[7]",
          "2x3", "a'|O'(2, 3)[1,s61,None,f4004000000000000,b78,True]",
          "F", "a'|O'(3, 2)[1,2,3,4,5,6]",
          "empty", "a'|O'(0,)[]",
          "struct", "a[('a', '<i4'), ('o', '|O')](2,)[(1,s78),(2,None)]");

  @Test
  void filesOfBothVersionsHoldTheSameValues() throws IOException {
    for (Map.Entry<String, String> golden : EXPECTED.entrySet()) {
      for (String version : List.of("", "_np124")) {
        String name = "pickle_" + golden.getKey() + version + ".npy";
        ObjectArray read = Npy.loadObjects(FOLDER.resolve(name));
        assertEquals(golden.getValue(), ObjectText.of(read), name);
      }
    }
  }
}
