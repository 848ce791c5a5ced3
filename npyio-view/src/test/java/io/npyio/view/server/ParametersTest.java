package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each parameter is refused beyond its bounds, in one sentence. */
class ParametersTest {
  @TempDir static Path folder;
  private static Served served;

  @BeforeAll
  static void start() throws IOException {
    Path cube = folder.resolve("cube.npy");
    Npy.save(cube, NdArray.zeros(DType.FLOAT32, 3, 4, 5));
    Path wide = folder.resolve("wide.npy");
    Npy.save(wide, NdArray.zeros(DType.INT8, 300, 300));
    served = Served.of(cube, wide);
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api/cells?f=2 | 404 | there is no file number 2; the viewer has 2",
        "api/cells?f=9999999999999 | 404 | there is no file number 9999999999999; the viewer has 2",
        "api/cells?f=-1 | 400 | the parameter 'f' is '-1'; it takes a whole number from 0 to"
            + " 9223372036854775807",
        "api/cells?f=x | 400 | the parameter 'f' is 'x'; it takes a whole number from 0 to"
            + " 9223372036854775807",
        "api/cells?f=1&m=w | 400 | wide.npy has one array, not members like w",
        "api/cells?f=1&field=p | 400 | there is no field 'p' in elements of int8",
        "api/cells?f=0&s=: | 400 | the slice ':' shows 3 axes of (3, 4, 5); at most two are shown,"
            + " the others take a number",
        "api/cells?f=1&s=300 | 400 | index 300 is out of bounds for axis 0 of length 300",
        "api/cells?f=1&s=x | 400 | the slice 'x' cannot be read: 'x' is not an index",
        "api/cells?f=1&t=2 | 400 | the parameter 't' is '2'; it takes 0, 1",
        "api/cells?f=1&r0=-1 | 400 | the parameter 'r0' is '-1'; it takes a whole number from 0 to"
            + " 9223372036854775807",
        "api/cells?f=1&r0=0&c0=0 | 400 | the parameter 'r1' is ''; it takes a whole number from 0"
            + " to 9223372036854775807",
        "api/cells?f=1&r0=5&r1=4&c0=0&c1=1 | 400 | the parameter 'r1' is '4'; it takes a whole"
            + " number from 5 to 9223372036854775807",
        "api/cells?f=1&r0=0&r1=300&c0=0&c1=9223372036854775807 | 413 | 300 rows of 300 cells are"
            + " more than 20000 cells; ask for fewer",
        "api/hist?f=1 | 400 | the parameter 'bins' is ''; it takes a whole number from 1 to 8192",
        "api/hist?f=1&bins=8193 | 400 | the parameter 'bins' is '8193'; it takes a whole number"
            + " from 1 to 8192",
        "api/hist?f=1&bins=2&low=NaN | 400 | the parameter 'low' is 'NaN'; it takes a finite"
            + " number",
        "api/hist?f=1&bins=2&high=1e999 | 400 | the parameter 'high' is '1e999'; it takes a finite"
            + " number",
        "api/hist?f=1&bins=2&low=2&high=1 | 400 | the parameter 'low' is 2.0, but 'high' is 1.0;"
            + " low is at most high",
        "api/stats?f=1&all=yes | 400 | the parameter 'all' is 'yes'; it takes 0, 1",
        "api/export?f=1 | 400 | the parameter 'to' is ''; it takes npy, csv",
        "api/export?f=1&to=exe | 400 | the parameter 'to' is 'exe'; it takes npy, csv",
        "api/export?f=0&to=csv | 400 | a table has two axes",
        "api/cells?f=1&f=0 | 400 | the parameter 'f' is given twice",
        "api/cells?f=%zz | 400 | Bad Request",
        "api/cells?f=%00 | 400 | the parameter 'f' has a control character",
      })
  void refused(String path, int status, String reason) throws Exception {
    if (reason.equals("Bad Request")) {
      assertEquals(
          status,
          Integer.parseInt(
              served
                  .raw("GET " + served.root() + path + " HTTP/1.1", "Host: localhost")
                  .substring(9, 12)));
    } else {
      assertEquals(status + " {\"error\":\"" + reason + "\"}", served.refusal(path));
    }
  }

  @Test
  void aQueryHasABound() throws Exception {
    assertEquals(
        "413 {\"error\":\"the query has 9002 characters; at most 8192 are read\"}",
        served.refusal("api/cells?s=" + "1".repeat(9000)));
  }
}
