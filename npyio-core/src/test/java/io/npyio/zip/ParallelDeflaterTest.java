package io.npyio.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Blocks that several threads deflate are one stream. */
class ParallelDeflaterTest {
  private static final int BLOCK = 1 << 20;

  /** Of this length are bytes to which a deflate stream refers from behind them. */
  private static final int REPEATED = 1 << 14;

  private static final int LEVEL = 1;

  /** Content that compresses to about a half, and no two parts of which are alike. */
  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    for (int i = 0; i < length; i++) {
      content[i] &= 0x0F;
    }
    return content;
  }

  /** The deflated blocks, each as one was given to the sink; written in pieces. */
  private static List<byte[]> blocks(byte[] content, int threads, int level, int piece)
      throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    try (var deflater = new ParallelDeflater(threads, level, bytes -> blocks.add(taken(bytes)))) {
      for (int at = 0; at < content.length; at += piece) {
        deflater.write(ByteBuffer.wrap(content, at, Math.min(piece, content.length - at)));
      }
      deflater.finish();
    }
    return blocks;
  }

  private static byte[] taken(ByteBuffer bytes) {
    byte[] taken = new byte[bytes.remaining()];
    bytes.get(taken);
    return taken;
  }

  private static byte[] joined(List<byte[]> blocks) {
    var all = new ByteArrayOutputStream();
    blocks.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] inflated(byte[] deflated, int length) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] content = new byte[length];
      int count = 0;
      while (count < length && !inflater.needsInput()) {
        count += inflater.inflate(content, count, length - count);
      }
      assertEquals(0, inflater.inflate(new byte[1]), "the stream is longer");
      assertTrue(inflater.finished(), "the stream does not end");
      assertEquals(0, inflater.getRemaining(), "bytes are behind the stream");
      return content;
    } finally {
      inflater.end();
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheBytesOfOneStream() throws Exception {
    for (int length : new int[] {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5}) {
      byte[] content = content(length);
      byte[] deflated = joined(blocks(content, 1, LEVEL, Integer.MAX_VALUE / 2));
      assertArrayEquals(content, inflated(deflated, length), length + " bytes");
      for (int threads : new int[] {2, 3}) {
        byte[] others = joined(blocks(content, threads, LEVEL, 300_007));
        assertArrayEquals(deflated, others, length + " bytes, threads: " + threads);
      }
    }
  }

  @Test
  void everyBlockButTheLastIsWholeBytesOfTheStream() throws Exception {
    byte[] content = content(3 * BLOCK);
    List<byte[]> blocks = blocks(content, 2, LEVEL, BLOCK);
    assertEquals(3, blocks.size());
    Inflater inflater = new Inflater(true);
    byte[] found = new byte[BLOCK];
    for (int i = 0; i < 3; i++) {
      inflater.setInput(blocks.get(i));
      assertEquals(BLOCK, inflater.inflate(found), "block " + i);
      assertArrayEquals(Arrays.copyOfRange(content, i * BLOCK, (i + 1) * BLOCK), found);
    }
    inflater.end();
  }

  /** Random bytes do not compress: the buffer that is meant for half of them has to grow. */
  @Test
  void bytesThatDoNotCompressAreWhole() throws Exception {
    byte[] content = new byte[BLOCK + BLOCK / 2];
    new Random(3).nextBytes(content);
    byte[] deflated = joined(blocks(content, 2, LEVEL, BLOCK));
    assertTrue(deflated.length > content.length);
    assertArrayEquals(content, inflated(deflated, content.length));
  }

  @Test
  void aBlockRefersToTheBytesBeforeIt() throws Exception {
    byte[] repeated = new byte[REPEATED];
    new Random(4).nextBytes(repeated);
    byte[] content = new byte[2 * BLOCK];
    for (int at = 0; at < content.length; at += REPEATED) {
      System.arraycopy(repeated, 0, content, at, REPEATED);
    }
    List<byte[]> blocks = blocks(content, 2, 9, BLOCK);
    assertTrue(blocks.get(0).length > REPEATED, "the first one has the bytes");
    assertTrue(blocks.get(1).length < REPEATED, "the second one refers to them");
    assertArrayEquals(content, inflated(joined(blocks), content.length));
  }

  @Test
  void aHigherLevelMakesFewerBytes() throws Exception {
    byte[] content = content(BLOCK + 1);
    int stored = joined(blocks(content, 2, 0, BLOCK)).length;
    int best = joined(blocks(content, 2, 9, BLOCK)).length;
    assertTrue(stored > content.length, stored + " bytes");
    assertTrue(best < content.length * 6 / 10, best + " bytes");
  }

  /** The blocks that wait are one fewer than the threads, so that memory is bounded. */
  @Test
  void asManyBlocksWaitAsThereAreOtherThreads() throws Exception {
    byte[] content = content(5 * BLOCK);
    for (int threads = 1; threads <= 3; threads++) {
      List<byte[]> blocks = new ArrayList<>();
      try (var deflater = new ParallelDeflater(threads, LEVEL, bytes -> blocks.add(taken(bytes)))) {
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          deflater.write(ByteBuffer.wrap(content, i * BLOCK, BLOCK));
          written.add(blocks.size());
        }
        // a block is submitted when the next one begins
        List<Integer> expected =
            switch (threads) {
              case 1 -> List.of(0, 1, 2, 3, 4);
              case 2 -> List.of(0, 0, 2, 2, 4);
              default -> List.of(0, 0, 0, 3, 3);
            };
        assertEquals(expected, written, "threads: " + threads);
      }
    }
  }

  @Test
  void aSinkThatFailsEndsTheStream() throws Exception {
    IOException full = new IOException("full");
    try (var deflater =
        new ParallelDeflater(
            2,
            LEVEL,
            bytes -> {
              throw full;
            })) {
      deflater.write(ByteBuffer.wrap(content(2 * BLOCK)));
      assertSame(full, assertThrows(IOException.class, deflater::finish));
    }
  }
}
