package io.npyio.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays that are copied to be used. */
class ArrayPartTest {
  @Test
  void aRowThatIsLargerThanABlockIsCut() throws IOException {
    byte[] file = Npy.toBytes(NdArray.zeros(DType.INT8, 1, (1 << 25) + 3));
    List<Long> blocks = new ArrayList<>();
    try (ByteSource source = ByteSource.of(file)) {
      ArrayPart.of(Npy.open(source), null).opened(blocks::add).close();
    }
    assertEquals(List.of(1L << 25, 3L), blocks);
  }
}
