package io.npyio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.NpzWriter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of {@code docs/remote.md}. */
class RemotePageTest {
  private static final String PAGE = "docs/remote.md";

  @TempDir private Path folder;

  private static NdArray rows() {
    NdArray rows = NdArray.zeros(DType.FLOAT32, 100_000, 8);
    rows.slice("1001, 0").fill(2.5);
    return rows;
  }

  @Test
  void rowsAreRead() throws Exception {
    try (TestServer server = new TestServer(Npy.toBytes(rows()))) {
      assertEquals(
          List.of("<f4 (100000, 8)", "[[0.  0. ]", " [2.5 0. ]", " [0.  0. ]]", "(2, 8)"),
          run("Rows", server.address("rows.npy").toString()));
      assertEquals(
          3, server.requests().size(), "header, slice, a row; the first came with the header");
    }
  }

  @Test
  void aMemberIsRead() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, Npz.Compression.STORED)) {
      writer.add("rows", rows());
      writer.commit();
    }
    try (TestServer server = new TestServer(bytes.toByteArray())) {
      assertEquals(List.of("[rows]", "(8,)"), run("Member", server.address("rows.npz").toString()));
    }
  }

  private List<String> run(String program, String address) throws Exception {
    return Snippets.runProgram(folder, Snippets.program(PAGE, program), address);
  }
}
