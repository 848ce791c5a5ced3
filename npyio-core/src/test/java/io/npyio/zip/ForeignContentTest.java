package io.npyio.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.source.ByteSource;
import io.npyio.source.Decompressor;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members in a compression that a service reads. */
class ForeignContentTest {
  private static final int METHOD = 200;

  /** Longer than what a channel takes from a service, and from the archive, at a time. */
  private static final byte[] CONTENT = RecordedSource.counted(300_001);

  private static final List<String> EVENTS = new ArrayList<>();

  @TempDir private Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Content with each bit turned, behind a byte that says how it is read. */
  public static final class Turned implements Decompressor {
    @Override
    public int method() {
      return METHOD;
    }

    @Override
    public InputStream open(InputStream compressed, long size) throws IOException {
      EVENTS.add("open " + size);
      int how = compressed.read();
      if (how == 'x') {
        throw new IOException("not turned");
      }
      return new FilterInputStream(compressed) {
        @Override
        public int read(byte[] to, int from, int length) throws IOException {
          if (how == 'e') {
            throw new IllegalStateException("a bad block");
          }
          int count = how == '1' ? single(to, from, length) : super.read(to, from, length);
          for (int i = from; i < from + count; i++) {
            to[i] ^= (byte) 0xFF;
          }
          return count;
        }

        private int single(byte[] to, int from, int length) throws IOException {
          int value = length == 0 ? -1 : read();
          if (value >= 0) {
            to[from] = (byte) value;
          }
          return value < 0 ? -1 : 1;
        }

        @Override
        public void close() throws IOException {
          EVENTS.add("close");
          throw new IOException("which is no concern of the reader");
        }
      };
    }
  }

  @BeforeEach
  void offerTheService() throws IOException {
    EVENTS.clear();
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Decompressor.class.getName()), Turned.class.getName());
    var offering = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(offering);
  }

  @AfterEach
  void takeItBack() throws IOException {
    ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
    Thread.currentThread().setContextClassLoader(before);
  }

  /** An archive whose member is as the service reads it, but said to be stored. */
  private static byte[] archive(char how, byte[] content) throws IOException {
    byte[] turned = new byte[content.length + 1];
    turned[0] = (byte) how;
    for (int i = 0; i < content.length; i++) {
      turned[i + 1] = (byte) ~content[i];
    }
    var bytes = new ByteArrayOutputStream();
    try (ZipOutput output = new ZipOutput(Channels.newChannel(bytes), 1, 6);
        var member = output.begin("a", ZipMember.STORED, turned.length)) {
      member.write(ByteBuffer.wrap(turned));
      member.end();
      output.finish();
    }
    return bytes.toByteArray();
  }

  /** The member; its size is said to be that of the content and some more bytes. */
  private static ZipMemberChannel open(char how, byte[] content, int more) throws IOException {
    byte[] bytes = archive(how, content);
    ZipMember stored = ZipDirectory.read(ByteSource.of(bytes)).get(0);
    bytes[8] = (byte) METHOD; // of the local header
    var crc = new CRC32();
    crc.update(content);
    ZipMember member =
        stored.ofSize(crc.getValue(), stored.compressedSize(), content.length + more);
    member.head().putShort(10, (short) METHOD);
    return new ZipMemberChannel(ByteSource.of(bytes), "a.npz!a", member);
  }

  private static byte[] read(ZipMemberChannel channel, int piece) throws IOException {
    var read = new ByteArrayOutputStream();
    ByteBuffer to = ByteBuffer.allocate(piece);
    while (channel.read(to.clear()) >= 0) {
      read.write(to.array(), 0, to.position());
    }
    return read.toByteArray();
  }

  private static String fault(char how, int more) throws IOException {
    try (ZipMemberChannel channel = open(how, new byte[] {1, 2, 3}, more)) {
      return assertThrows(ZipProblem.class, () -> read(channel, 10)).getMessage();
    }
  }

  @Test
  void theServiceOfTheMethodReads() throws IOException {
    for (int piece : new int[] {1000, 1 << 14, 1 << 20}) {
      try (ZipMemberChannel channel = open('n', CONTENT, 0)) {
        assertEquals(0, channel.read(ByteBuffer.allocate(0)));
        assertArrayEquals(CONTENT, read(channel, piece));
      }
    }
    assertEquals("open 300001", EVENTS.get(0));
    assertEquals("close", EVENTS.get(1));
  }

  @Test
  void itMayTakeBytesOneByOne() throws IOException {
    byte[] content = {0, 127, -128, -1};
    try (ZipMemberChannel channel = open('1', content, 0)) {
      assertArrayEquals(content, read(channel, 10));
    }
  }

  @Test
  void otherMethodsHaveNone() {
    assertNull(ForeignContent.decompressor(METHOD + 1));
  }

  @Test
  void itsFaultsAreFaultsOfTheMember() throws IOException {
    assertEquals(
        "a.npz!a: byte 0: the compressed data are damaged: not turned",
        assertThrows(ZipProblem.class, () -> open('x', CONTENT, 0)).getMessage());
    assertEquals("a.npz!a: byte 0: the compressed data are damaged: a bad block", fault('e', 0));
    assertEquals(
        "a.npz!a: byte 3: the compressed data end here but 2 more bytes are missing",
        fault('n', 2));
    assertEquals(
        "a.npz!a: byte 2: expected the member to end here but more was compressed", fault('n', -1));
  }
}
