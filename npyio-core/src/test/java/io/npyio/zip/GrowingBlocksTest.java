package io.npyio.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The content of a member is fetched in blocks that grow. */
class GrowingBlocksTest {
  private static final int MIN = 1 << 16;

  private final RecordedSource source = new RecordedSource(RecordedSource.counted(1 << 20));

  private byte[] read(GrowingBlocks blocks, int position, int count) throws IOException {
    ByteBuffer to = ByteBuffer.allocate(count);
    blocks.read(position, to);
    assertArrayEquals(Arrays.copyOfRange(source.bytes(), position, position + count), to.array());
    return to.array();
  }

  @Test
  void blocksGrowEightfoldUpToTheEndOfTheMember() throws IOException {
    int end = 700_000;
    var blocks = new GrowingBlocks(source, end);
    read(blocks, 10, 4);
    assertEquals(List.of("10+65536"), source.reads());
    read(blocks, 14, MIN - 4);
    assertEquals(List.of(), source.reads());
    read(blocks, 10 + MIN - 1, 2); // the last byte of the block and the first one of the next
    assertEquals(List.of("65546+524288"), source.reads());
    read(blocks, 589_834, 1);
    assertEquals(List.of("589834+110166"), source.reads());
    read(blocks, end - 1, 1);
    assertEquals(List.of(), source.reads());
  }

  @Test
  void aBlockIsNeverLongerThan32Mebibytes() throws IOException {
    var large = new RecordedSource(1L << 30);
    var blocks = new GrowingBlocks(large, 1L << 30);
    for (long at = 0, block = MIN;
        at < 1 << 28;
        at += block, block = Math.min(block * 8, 1 << 25)) {
      blocks.read(at, ByteBuffer.allocate(1));
      assertEquals(List.of(at + "+" + block), large.reads());
    }
  }

  @Test
  void moreThanABlockIsOneRead() throws IOException {
    var blocks = new GrowingBlocks(source, 1 << 20);
    read(blocks, 0, MIN + 1);
    assertEquals(List.of("0+65537"), source.reads());
  }

  @Test
  void bytesBeforeTheBlockAreFetchedAgain() throws IOException {
    var blocks = new GrowingBlocks(source, 1 << 20);
    read(blocks, 100, 1);
    read(blocks, 99, 1);
    assertEquals(List.of("100+65536", "99+524288"), source.reads());
    read(blocks, 100, 1);
    assertEquals(List.of(), source.reads());
  }

  @Test
  void ofASourceCutShortComesWhatIsThere() {
    var cut = new RecordedSource(RecordedSource.counted(1000));
    var blocks = new GrowingBlocks(cut, 2000);
    ByteBuffer to = ByteBuffer.allocate(1500);
    assertThrows(EOFException.class, () -> blocks.read(300, to));
    assertEquals(700, to.position());
    assertArrayEquals(
        Arrays.copyOfRange(cut.bytes(), 300, 1000), Arrays.copyOf(to.array(), to.position()));
    ByteBuffer few = ByteBuffer.allocate(5);
    assertThrows(EOFException.class, () -> new GrowingBlocks(cut, 2000).read(300, few));
    assertEquals(5, few.position());
  }
}
