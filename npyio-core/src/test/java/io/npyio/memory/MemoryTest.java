package io.npyio.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of memory against a byte array. */
class MemoryTest {
  private static final int SIZE = 1000;
  private static final String CLOSED = "the array's memory was closed";
  private static final List<ByteOrder> ORDERS =
      List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

  private static final GatherPattern PAIR = GatherPattern.ofRun(2, 3);

  @TempDir private static Path folder;

  private final Random random = new Random(20_260_103);

  /** The places where the bytes of a memory can be. */
  private enum Place {
    HEAP(true),
    WINDOWS_OF_4(true),
    WINDOWS_OF_8(true),
    WINDOWS_OF_64(true),
    HEAP_BUFFER(true),
    PART_OF_A_BIG_ENDIAN_BUFFER(true),
    DIRECT_BUFFER(true),
    READ_ONLY_BUFFER(false),
    MAPPED_READ_ONLY(false),
    MAPPED_READ_WRITE(true),
    MAPPED_PRIVATE(true),
    COPIED_WHEN_WRITTEN(true),
    SHORTS(true),
    BIG_ENDIAN_DIRECT_CHARS(true),
    DIRECT_INTS(true),
    BIG_ENDIAN_LONGS(true),
    FLOATS(true),
    PART_OF_DOUBLES(true),
    READ_ONLY_INTS(false),
    READ_ONLY_DIRECT_DOUBLES(false);

    private final boolean writable;

    Place(boolean writable) {
      this.writable = writable;
    }

    Memory memory(byte[] bytes) throws IOException {
      return switch (this) {
        case HEAP -> filled(Memory.allocate(bytes.length), bytes);
        case WINDOWS_OF_4 -> filled(Memory.allocate(bytes.length, 2), bytes);
        case WINDOWS_OF_8 -> filled(Memory.allocate(bytes.length, 3), bytes);
        case WINDOWS_OF_64 -> filled(Memory.allocate(bytes.length, 6), bytes);
        case HEAP_BUFFER -> Memory.wrap(ByteBuffer.wrap(bytes.clone()));
        case PART_OF_A_BIG_ENDIAN_BUFFER ->
            Memory.wrap(
                ByteBuffer.allocate(bytes.length + 9).position(5).put(bytes).flip().position(5));
        case DIRECT_BUFFER ->
            Memory.wrap(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        case READ_ONLY_BUFFER -> Memory.wrap(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
        case MAPPED_READ_ONLY -> mapped(bytes, MapMode.READ_ONLY);
        case MAPPED_READ_WRITE -> mapped(bytes, MapMode.READ_WRITE);
        case MAPPED_PRIVATE -> mapped(bytes, MapMode.PRIVATE);
        case COPIED_WHEN_WRITTEN -> {
          Path file = file(bytes);
          try (FileChannel channel = FileChannel.open(file)) {
            yield Memory.mapCopyOnWrite(file, channel, 3, bytes.length);
          }
        }
        case SHORTS -> filled(Memory.wrapElements(ShortBuffer.allocate(bytes.length / 2)), bytes);
        case BIG_ENDIAN_DIRECT_CHARS ->
            filled(
                Memory.wrapElements(ByteBuffer.allocateDirect(bytes.length).asCharBuffer()), bytes);
        case DIRECT_INTS -> {
          ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
          yield Memory.wrapElements(direct.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer());
        }
        case BIG_ENDIAN_LONGS ->
            filled(Memory.wrapElements(ByteBuffer.allocate(bytes.length).asLongBuffer()), bytes);
        case FLOATS -> filled(Memory.wrapElements(FloatBuffer.allocate(bytes.length / 4)), bytes);
        case PART_OF_DOUBLES -> {
          DoubleBuffer doubles = DoubleBuffer.allocate(bytes.length / 8 + 5);
          yield filled(
              Memory.wrapElements(doubles.position(3).limit(doubles.capacity() - 2)), bytes);
        }
        case READ_ONLY_INTS -> {
          ByteBuffer little = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
          int[] ints = new int[bytes.length / 4];
          little.asIntBuffer().get(ints);
          yield Memory.wrapElements(IntBuffer.wrap(ints).asReadOnlyBuffer());
        }
        case READ_ONLY_DIRECT_DOUBLES -> {
          ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
          yield Memory.wrapElements(
              direct.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer());
        }
      };
    }

    private static Memory filled(Memory memory, byte[] bytes) {
      memory.put(0, 1, bytes, 0, bytes.length);
      return memory;
    }
  }

  private static Path file(byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "memory", ".dat");
    byte[] behindThree = new byte[bytes.length + 3];
    System.arraycopy(bytes, 0, behindThree, 3, bytes.length);
    return Files.write(file, behindThree);
  }

  private static Memory mapped(byte[] bytes, MapMode mode) throws IOException {
    Path file = file(bytes);
    try (FileChannel channel =
        mode == MapMode.READ_ONLY
            ? FileChannel.open(file)
            : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return Memory.map(file, channel, mode, 3, bytes.length);
    }
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] all(Memory memory) {
    byte[] bytes = new byte[(int) memory.size()];
    memory.get(0, 1, bytes, 0, bytes.length);
    return bytes;
  }

  static Stream<Place> writablePlaces() {
    return Stream.of(Place.values()).filter(place -> place.writable);
  }

  static Stream<Place> readOnlyPlaces() {
    return Stream.of(Place.values()).filter(place -> !place.writable);
  }

  // ---- single elements

  @ParameterizedTest
  @EnumSource
  void singleElementsAreReadAtEveryPosition(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      assertEquals(SIZE, memory.size());
      assertEquals(!place.writable, memory.isReadOnly());
      for (ByteOrder order : ORDERS) {
        ByteBuffer expected = ByteBuffer.wrap(bytes).order(order);
        for (int at = 0; at < SIZE; at++) {
          assertEquals(bytes[at], memory.getByte(at));
          if (at <= SIZE - 2) {
            assertEquals(expected.getShort(at), memory.getShort(at, order));
          }
          if (at <= SIZE - 4) {
            assertEquals(expected.getInt(at), memory.getInt(at, order));
          }
          if (at <= SIZE - 8) {
            assertEquals(expected.getLong(at), memory.getLong(at, order));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void singleElementsAreWrittenAtEveryPosition(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      for (ByteOrder order : ORDERS) {
        ByteBuffer expected = ByteBuffer.wrap(bytes).order(order);
        for (int at = 0; at <= SIZE - 8; at++) {
          long value = random.nextLong();
          switch (random.nextInt(4)) {
            case 0 -> {
              expected.put(at, (byte) value);
              memory.putByte(at, (byte) value);
            }
            case 1 -> {
              expected.putShort(at, (short) value);
              memory.putShort(at, order, (short) value);
            }
            case 2 -> {
              expected.putInt(at, (int) value);
              memory.putInt(at, order, (int) value);
            }
            default -> {
              expected.putLong(at, value);
              memory.putLong(at, order, value);
            }
          }
        }
        assertArrayEquals(bytes, all(memory));
      }
    }
  }

  // ---- many elements

  private record Many(long position, long stride, int n, int width) {}

  private Many many() {
    int width = 1 << random.nextInt(4);
    int n = random.nextInt(5) == 0 ? 1 : random.nextInt(60);
    long stride = random.nextInt(3) == 0 ? width : random.nextInt(17) - 8;
    long reach = Math.max(0, n - 1) * stride;
    long low = Math.max(0, -reach);
    long high = SIZE - width - Math.max(0, reach);
    return new Many(low + random.nextInt((int) (high - low + 1)), stride, n, width);
  }

  @ParameterizedTest
  @EnumSource
  void manyElementsAreReadWithAnyStride(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      for (int i = 0; i < 2000; i++) {
        Many many = many();
        checkGet(memory, ByteBuffer.wrap(bytes).order(ORDERS.get(i % 2)), many);
      }
    }
  }

  private static void checkGet(Memory memory, ByteBuffer expected, Many many) {
    ByteOrder order = expected.order();
    int n = many.n;
    byte[] bytes = new byte[n + 2];
    short[] shorts = new short[n + 2];
    int[] ints = new int[n + 2];
    long[] longs = new long[n + 2];
    float[] floats = new float[n + 2];
    double[] doubles = new double[n + 2];
    switch (many.width) {
      case 1 -> memory.get(many.position, many.stride, bytes, 1, n);
      case 2 -> memory.get(many.position, many.stride, order, shorts, 1, n);
      case 4 -> {
        memory.get(many.position, many.stride, order, ints, 1, n);
        memory.get(many.position, many.stride, order, floats, 1, n);
      }
      default -> {
        memory.get(many.position, many.stride, order, longs, 1, n);
        memory.get(many.position, many.stride, order, doubles, 1, n);
      }
    }
    for (int i = 0; i < n; i++) {
      int at = (int) (many.position + i * many.stride);
      switch (many.width) {
        case 1 -> assertEquals(expected.get(at), bytes[i + 1], many::toString);
        case 2 -> assertEquals(expected.getShort(at), shorts[i + 1], many::toString);
        case 4 -> {
          assertEquals(expected.getInt(at), ints[i + 1], many::toString);
          assertEquals(expected.getFloat(at), floats[i + 1], many::toString);
        }
        default -> {
          assertEquals(expected.getLong(at), longs[i + 1], many::toString);
          assertEquals(expected.getDouble(at), doubles[i + 1], many::toString);
        }
      }
    }
    assertEquals(0, bytes[n + 1] + shorts[n + 1] + ints[n + 1] + longs[n + 1], many::toString);
  }

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void manyElementsAreWrittenWithAnyStride(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      for (int i = 0; i < 2000; i++) {
        Many many = many();
        put(memory, ByteBuffer.wrap(bytes).order(ORDERS.get(i % 2)), many, random.nextBoolean());
        assertArrayEquals(bytes, all(memory), many::toString);
      }
    }
  }

  private void put(Memory memory, ByteBuffer expected, Many many, boolean floating) {
    ByteOrder order = expected.order();
    int n = many.n;
    ByteBuffer values = ByteBuffer.allocate((n + 1) * 8);
    for (int i = 0; i <= n; i++) {
      values.putDouble(i * 8, random.nextGaussian());
    }
    byte[] bytes = new byte[n + 1];
    short[] shorts = new short[n + 1];
    int[] ints = new int[n + 1];
    long[] longs = new long[n + 1];
    float[] floats = new float[n + 1];
    double[] doubles = new double[n + 1];
    values.duplicate().get(bytes);
    values.asShortBuffer().get(shorts);
    values.asIntBuffer().get(ints);
    values.asLongBuffer().get(longs);
    values.asDoubleBuffer().get(doubles);
    for (int i = 0; i <= n; i++) {
      floats[i] = (float) doubles[i];
    }
    for (int i = 0; i < n; i++) {
      int at = (int) (many.position + i * many.stride);
      switch (many.width) {
        case 1 -> expected.put(at, bytes[i + 1]);
        case 2 -> expected.putShort(at, shorts[i + 1]);
        case 4 ->
            expected.putInt(at, floating ? Float.floatToRawIntBits(floats[i + 1]) : ints[i + 1]);
        default ->
            expected.putLong(
                at, floating ? Double.doubleToRawLongBits(doubles[i + 1]) : longs[i + 1]);
      }
    }
    switch (many.width) {
      case 1 -> memory.put(many.position, many.stride, bytes, 1, n);
      case 2 -> memory.put(many.position, many.stride, order, shorts, 1, n);
      case 4 -> {
        if (floating) {
          memory.put(many.position, many.stride, order, floats, 1, n);
        } else {
          memory.put(many.position, many.stride, order, ints, 1, n);
        }
      }
      default -> {
        if (floating) {
          memory.put(many.position, many.stride, order, doubles, 1, n);
        } else {
          memory.put(many.position, many.stride, order, longs, 1, n);
        }
      }
    }
  }

  // ---- bytes to and from elsewhere

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void bytesAreCopiedBetweenWindowsOfAnySize(Place place) throws IOException {
    for (Place from : Place.values()) {
      byte[] source = randomBytes();
      byte[] target = randomBytes();
      try (Memory memory = from.memory(source);
          Memory other = place.memory(target)) {
        memory.copyTo(13, other, 7, 900);
        System.arraycopy(source, 13, target, 7, 900);
        assertArrayEquals(target, all(other), from::name);
        assertTrue(memory.sameBytes(13, other, 7, 900), from::name);
        other.putByte(500, (byte) ~other.getByte(500));
        assertFalse(memory.sameBytes(13, other, 7, 900), from::name);
        assertTrue(memory.sameBytes(13, other, 7, 493), from::name);
        assertArrayEquals(source, all(memory), from::name);
      }
    }
  }

  /** Three columns, the last one first, in rows of 40 bytes. */
  private static final GatherPattern APART = GatherPattern.ofRun(3, -21).repeat(5, 40);

  private static int apart(int i) {
    return 300 + i / 3 * 40 - i % 3 * 21;
  }

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void itemsOfAPatternAreGatheredFromAnyMemory(Place place) throws IOException {
    for (Place from : Place.values()) {
      for (int width : new int[] {1, 2, 3, 4, 8, 16}) {
        for (int n : new int[] {15, 14, 0}) {
          byte[] source = randomBytes();
          byte[] target = randomBytes();
          try (Memory memory = from.memory(source);
              Memory packed = place.memory(target)) {
            memory.gather(300, APART, packed, width, n);
            for (int i = 0; i < n; i++) {
              System.arraycopy(source, apart(i), target, i * width, width);
            }
            assertArrayEquals(target, all(packed), () -> from + " " + width);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void itemsAreScatteredToAPatternInAnyMemory(Place place) throws IOException {
    for (Place from : Place.values()) {
      for (int width : new int[] {1, 2, 3, 4, 8, 16}) {
        for (int n : new int[] {15, 14, 0}) {
          byte[] source = randomBytes();
          byte[] target = randomBytes();
          try (Memory packed = from.memory(source);
              Memory memory = place.memory(target)) {
            memory.scatter(packed, 300, APART, width, n);
            for (int i = 0; i < n; i++) {
              System.arraycopy(source, i * width, target, apart(i), width);
            }
            assertArrayEquals(target, all(memory), () -> from + " " + width);
          }
        }
      }
    }
  }

  @Test
  void aPatternThatLeavesTheMemoryIsRefused() {
    Memory memory = Memory.allocate(100);
    GatherPattern run = GatherPattern.ofRun(4, 8);
    Memory packed = Memory.allocate(32);
    assertThrows(IndexOutOfBoundsException.class, () -> memory.gather(80, run, packed, 8, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> memory.scatter(packed, 80, run, 8, 4));
    Memory small = Memory.allocate(31);
    assertThrows(IndexOutOfBoundsException.class, () -> memory.gather(0, run, small, 8, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> memory.scatter(small, 0, run, 8, 4));
    assertThrows(ArithmeticException.class, () -> GatherPattern.ofRun(3, 1 << 30));
  }

  /** A channel that moves one byte at a time, and none on every other call. */
  private static final class Dripping implements ReadableByteChannel, WritableByteChannel {
    private final byte[] bytes;
    private int next;
    private boolean dry;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Dripping(byte... bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer to) {
      dry = !dry;
      if (dry) {
        return 0;
      }
      if (next == bytes.length) {
        return -1;
      }
      to.put(bytes[next++]);
      return 1;
    }

    @Override
    public int write(ByteBuffer from) {
      dry = !dry;
      if (dry) {
        return 0;
      }
      written.write(from.get());
      return 1;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsWrittenToAChannelThatTakesOneByteAtATime(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      var channel = new Dripping();
      memory.writeTo(channel, 5, SIZE - 10);
      assertArrayEquals(Arrays.copyOfRange(bytes, 5, SIZE - 5), channel.written.toByteArray());
    }
  }

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void everythingIsReadFromAChannelThatGivesOneByteAtATime(Place place) throws IOException {
    byte[] bytes = randomBytes();
    byte[] news = Arrays.copyOf(randomBytes(), 600);
    try (Memory memory = place.memory(bytes)) {
      memory.readFrom(new Dripping(news), 50, 600);
      System.arraycopy(news, 0, bytes, 50, 600);
      assertArrayEquals(bytes, all(memory));
    }
  }

  @ParameterizedTest
  @MethodSource("writablePlaces")
  void aChannelThatEndsTooSoonIsToldByTheBytesMissing(Place place) throws IOException {
    try (Memory memory = place.memory(randomBytes())) {
      EndOfChannel end =
          assertThrows(
              EndOfChannel.class, () -> memory.readFrom(new Dripping(new byte[70]), 10, 300));
      assertEquals(230, end.missing());
      assertEquals("expected 230 more bytes but found the end of the channel", end.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("readOnlyPlaces")
  void readOnlyMemoryRefusesEveryWrite(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      for (Executable write : writes(memory)) {
        assertThrows(ReadOnlyBufferException.class, write);
      }
      memory.flush(0, SIZE);
      assertArrayEquals(bytes, all(memory));
    }
  }

  private static List<Executable> writes(Memory memory) {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    return List.of(
        () -> memory.putByte(0, (byte) 1),
        () -> memory.putShort(0, order, (short) 1),
        () -> memory.putInt(0, order, 1),
        () -> memory.putLong(0, order, 1),
        () -> memory.put(0, 1, new byte[2], 0, 2),
        () -> memory.put(0, 2, order, new short[40], 0, 40),
        () -> memory.put(0, 4, order, new int[40], 0, 40),
        () -> memory.put(0, 8, order, new long[40], 0, 40),
        () -> memory.put(0, 4, order, new float[2], 0, 2),
        () -> memory.put(0, 8, order, new double[2], 0, 2),
        () -> Memory.allocate(10).copyTo(0, memory, 0, 10),
        () -> memory.scatter(Memory.allocate(10), 0, PAIR, 1, 2),
        () -> memory.readFrom(new Dripping(new byte[10]), 0, 10));
  }

  private static List<Executable> reads(Memory memory) {
    ByteOrder order = ByteOrder.BIG_ENDIAN;
    return List.of(
        () -> memory.getByte(0),
        () -> memory.getShort(0, order),
        () -> memory.getInt(0, order),
        () -> memory.getLong(0, order),
        () -> memory.get(0, 1, new byte[2], 0, 2),
        () -> memory.get(0, 2, order, new short[40], 0, 40),
        () -> memory.get(0, 4, order, new int[40], 0, 40),
        () -> memory.get(0, 8, order, new long[40], 0, 40),
        () -> memory.get(0, 4, order, new float[2], 0, 2),
        () -> memory.get(0, 8, order, new double[2], 0, 2),
        () -> memory.copyTo(0, Memory.allocate(10), 0, 10),
        () -> memory.gather(0, PAIR, Memory.allocate(10), 1, 2),
        () -> memory.sameBytes(0, Memory.allocate(10), 0, 10),
        () -> memory.writeTo(new Dripping(), 0, 10));
  }

  @ParameterizedTest
  @EnumSource
  void closedMemoryRefusesEveryAccess(Place place) throws IOException {
    Memory memory = place.memory(randomBytes());
    assertFalse(memory.isClosed());
    memory.close();
    memory.close();
    assertTrue(memory.isClosed());
    for (Executable access :
        Stream.concat(reads(memory).stream(), writes(memory).stream()).toList()) {
      assertEquals(CLOSED, assertThrows(IllegalStateException.class, access).getMessage());
    }
  }

  // ---- buffers

  @ParameterizedTest
  @EnumSource
  void aRangeInOneBufferIsAView(Place place) throws IOException {
    byte[] bytes = randomBytes();
    try (Memory memory = place.memory(bytes)) {
      String refusal = refusal(place);
      if (!refusal.isEmpty()) {
        var refused =
            assertThrows(IllegalStateException.class, () -> memory.asByteBuffer(3, SIZE - 3));
        assertEquals(refusal, refused.getMessage());
        return;
      }
      ByteBuffer view = memory.asByteBuffer(3, 990);
      assertEquals(place.writable, !view.isReadOnly());
      assertEquals(ByteBuffer.wrap(bytes, 3, 990), view);
      if (place.writable) {
        view.put(7, (byte) ~bytes[10]);
        assertEquals((byte) ~bytes[10], memory.getByte(10));
        memory.putByte(992, (byte) ~bytes[992]);
        assertEquals((byte) ~bytes[992], view.get(989));
      }
    }
  }

  private static String refusal(Place place) {
    return switch (place) {
      case WINDOWS_OF_4, WINDOWS_OF_8, WINDOWS_OF_64 ->
          "the bytes of the array lie in several buffers; take slices, or copy(Order.C) first";
      case SHORTS -> typed("ShortBuffer");
      case BIG_ENDIAN_DIRECT_CHARS -> typed("CharBuffer");
      case DIRECT_INTS, READ_ONLY_INTS -> typed("IntBuffer");
      case BIG_ENDIAN_LONGS -> typed("LongBuffer");
      case FLOATS -> typed("FloatBuffer");
      case PART_OF_DOUBLES, READ_ONLY_DIRECT_DOUBLES -> typed("DoubleBuffer");
      default -> "";
    };
  }

  private static String typed(String buffer) {
    return "the array shares the elements of a %s, whose bytes Java does not give; use that buffer, or copy(Order.C) first"
        .formatted(buffer);
  }

  @Test
  void aRangeAcrossWindowsThatAreCopiedWhenWrittenIsRefused() throws IOException {
    Path file = file(new byte[200_000]);
    try (FileChannel channel = FileChannel.open(file);
        Memory memory = Memory.mapCopyOnWrite(file, channel, 3, 200_000)) {
      var refused =
          assertThrows(IllegalStateException.class, () -> memory.asByteBuffer(65_000, 1000));
      assertEquals(
          "the bytes of the array lie in several buffers, copied when written; take slices, or"
              + " copy(Order.C) first",
          refused.getMessage());
      ByteBuffer inOne = memory.asByteBuffer(65_536, 65_536);
      memory.putByte(65_536, (byte) 5);
      assertEquals(5, inOne.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyRangeIsAnEmptyBuffer(Place place) throws IOException {
    Memory memory = place.memory(new byte[0]);
    if (!refusal(place).startsWith("the array shares")) {
      assertEquals(0, memory.asByteBuffer(0, 0).capacity());
    }
    memory.close();
    var refused = assertThrows(IllegalStateException.class, () -> memory.asByteBuffer(0, 0));
    assertEquals(CLOSED, refused.getMessage());
  }

  @Test
  void aWriteBetweenElementsLeavesThoseToOthers() {
    FloatBuffer floats = FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5});
    Memory memory = Memory.wrapElements(floats);
    memory.put(0, 8, ByteOrder.LITTLE_ENDIAN, new float[] {10, 30, 50}, 0, 3);
    assertEquals(FloatBuffer.wrap(new float[] {10, 2, 30, 4, 50}), floats);
    memory.putShort(6, ByteOrder.BIG_ENDIAN, (short) 0x803F); // the upper half of 2.0
    assertEquals(1, floats.get(1));
  }

  @Test
  void aBufferOfBytesIsNoTypedBuffer() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Memory.wrapElements(ByteBuffer.allocate(8)));
    assertEquals("a buffer of bytes is memory itself: wrap it", refused.getMessage());
  }

  @Test
  void memoryOfUpToTwoGigabytesIsOneWindow() {
    assertEquals(31, Windows.of(Integer.MAX_VALUE - 8).shift());
    assertEquals(30, Windows.of(Integer.MAX_VALUE - 7L).shift());
  }

  // ---- files

  private static void withFile(byte[] bytes, MapMode mode, Consumer<Memory> use, byte[] after)
      throws IOException {
    Path file = file(bytes);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      try (Memory memory = Memory.map(file, channel, mode, 3, bytes.length)) {
        use.accept(memory);
        memory.flush(0, memory.size());
      }
    }
    byte[] contents = Files.readAllBytes(file);
    assertArrayEquals(after, Arrays.copyOfRange(contents, 3, contents.length));
  }

  @Test
  void writesToAReadWriteMappingReachTheFile() throws IOException {
    byte[] bytes = randomBytes();
    byte[] after = bytes.clone();
    after[999] = 42;
    withFile(bytes, MapMode.READ_WRITE, memory -> memory.putByte(999, (byte) 42), after);
  }

  @Test
  void writesToAPrivateMappingDoNotReachTheFile() throws IOException {
    byte[] bytes = randomBytes();
    withFile(bytes, MapMode.PRIVATE, memory -> memory.putByte(999, (byte) ~bytes[999]), bytes);
  }

  @Test
  void memoryCopiedWhenWrittenLeavesTheFileAndCopiesOneWindowOnly() throws IOException {
    byte[] bytes = new byte[200_000];
    random.nextBytes(bytes);
    Path file = file(bytes);
    byte[] before = Files.readAllBytes(file);
    try (FileChannel channel = FileChannel.open(file);
        Memory memory = Memory.mapCopyOnWrite(file, channel, 3, bytes.length)) {
      assertFalse(memory.isReadOnly());
      memory.putLong(65_532, ByteOrder.LITTLE_ENDIAN, 0x0102030405060708L);
      assertEquals(0x0102030405060708L, memory.getLong(65_532, ByteOrder.LITTLE_ENDIAN));
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(65_532, 0x0102030405060708L);
      assertArrayEquals(bytes, all(memory));
      memory.flush(0, bytes.length);
      try (FileChannel writable = FileChannel.open(file, StandardOpenOption.WRITE)) {
        writable.write(ByteBuffer.wrap(new byte[] {99}), 3 + 199_999);
      }
      assertEquals(99, memory.getByte(199_999), "a window nobody wrote to is still the file");
    }
    before[3 + 199_999] = 99;
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void emptyRangesCanBeMapped() throws IOException {
    for (Place place : Place.values()) {
      try (Memory memory = place.memory(new byte[0])) {
        assertEquals(0, memory.size());
        memory.flush(0, 0);
        memory.writeTo(new Dripping(), 0, 0);
      }
    }
  }

  @Test
  void aRangeBeyondTheEndOfAFileIsRefusedReadOnly() throws IOException {
    Path file = file(new byte[10]);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThrows(
          IOException.class, () -> Memory.map(file, channel, MapMode.READ_ONLY, 0, 100_000));
    }
  }

  @Test
  void anUnclosedMappingIsReleasedWithItsLastUser() throws Exception {
    assumeTrue(Runtime.version().feature() >= 22, "skipped: Java unmaps at once from 22 on");
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "skipped: no " + maps);
    Path file = file(new byte[100_000]);
    try (FileChannel channel = FileChannel.open(file)) {
      assertEquals(0, mapAndForget(file, channel));
    }
    for (int i = 0; i < 100 && isMapped(maps, file); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertFalse(isMapped(maps, file));
  }

  @Test
  void aMappingIsClosedThoughAllItsWindowsWereCopied() throws Exception {
    Path file = file(new byte[1000]);
    try (FileChannel channel = FileChannel.open(file);
        Memory memory = Memory.mapCopyOnWrite(file, channel, 3, 1000)) {
      memory.putByte(0, (byte) 1);
      System.gc();
      Thread.sleep(50);
      assertEquals(1, memory.getByte(0));
    }
  }

  private static int mapAndForget(Path file, FileChannel channel) throws IOException {
    return Memory.map(file, channel, MapMode.READ_ONLY, 0, 100_000).getByte(99_999);
  }

  @Test
  void closingUnmapsAtOnceWhereTheJvmCan() throws Exception {
    assumeTrue(Runtime.version().feature() >= 22, "skipped: Java unmaps at once from 22 on");
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "skipped: no " + maps);
    Path file = file(new byte[100_000]);
    try (FileChannel channel = FileChannel.open(file)) {
      Memory memory = Memory.map(file, channel, MapMode.READ_ONLY, 0, 100_000);
      assertTrue(isMapped(maps, file));
      memory.close();
      assertFalse(isMapped(maps, file));
    }
  }

  @Test
  void aMappingForOneThreadIsUnmappedAtOnceAndNotSharedWithOthers() throws Exception {
    assumeTrue(Runtime.version().feature() >= 22, "skipped: arenas exist from Java 22 on");
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "skipped: no " + maps);
    Path file = file(new byte[100_000]);
    try (FileChannel channel = FileChannel.open(file)) {
      Memory memory = Memory.mapForOneThread(file, channel, 0, 100_000);
      assertEquals(0, memory.getByte(99_999));
      ExecutionException refused =
          assertThrows(
              ExecutionException.class,
              () -> CompletableFuture.supplyAsync(() -> memory.getByte(0)).get());
      assertTrue(
          "java.lang.WrongThreadException".equals(refused.getCause().getClass().getName()),
          refused::toString);
      memory.close();
      assertFalse(isMapped(maps, file));
    }
  }

  private static boolean isMapped(Path maps, Path file) throws IOException {
    return Files.readString(maps).contains(file.toRealPath().toString());
  }

  @Test
  void sizesBeyondAllMemoryAreRefused() {
    assertThrows(ArithmeticException.class, () -> Memory.allocate(Long.MAX_VALUE));
  }
}
