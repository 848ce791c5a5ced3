package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is often tried by mistake names the way that works. */
class WrongUseTest {
  @TempDir private Path folder;

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void severalArraysAreNotSavedAsOne() {
    Path file = folder.resolve("a.npy");
    assertRefused(
        "a map is not one array; Npz.save writes its arrays",
        () -> Npy.save(file, Map.of("a", new int[1])));
    assertRefused(
        "a list is not an array; copy its elements into one, such as a double[]",
        () -> Npy.save(file, List.of(1, 2)));
    assertRefused(
        "a collection is not an array; copy its elements into one, such as a double[]",
        () -> Npy.save(file, Set.of(1)));
    ObjectArray objects = ObjectArray.of(Shape.of(1), Arrays.asList("a"));
    assertRefused(
        "elements of |O are Python objects; saveObjects writes them",
        () -> Npy.save(file, objects));
    assertRefused(
        "a list is not an array; copy its elements into one, such as a double[]",
        () -> Npz.save(file, Map.of("a", List.of())));
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aFolderIsNamedByEveryReader() {
    List<org.junit.jupiter.api.function.Executable> reads =
        List.of(
            () -> Npy.load(folder),
            () -> Npy.load(folder, int[].class),
            () -> Npy.header(folder),
            () -> Npy.loadObjects(folder),
            () -> Npy.map(folder, MapMode.READ_ONLY),
            () -> Npz.open(folder),
            () -> NpzEditor.open(folder),
            () -> NpyAppender.open(folder),
            () -> Memmap.open(folder, MapMode.READ_ONLY, DType.INT8),
            () -> Memmap.open(folder, MapMode.READ_WRITE, ArrayLayout.of(DType.INT8, 1)));
    for (var read : reads) {
      assertEquals(
          folder + ": is a folder", assertThrows(AccessDeniedException.class, read).getMessage());
    }
  }

  @Test
  void anArrayLargerThanTheHeapIsToBeMapped() throws IOException {
    Path file = folder.resolve("sparse.npy");
    long bytes = 64L << 30;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] header = NpyHeader.encode(ArrayLayout.of(DType.INT8, bytes));
      channel.write(java.nio.ByteBuffer.wrap(header));
      channel.write(java.nio.ByteBuffer.allocate(1), header.length + bytes - 1);
    }
    String expected =
        "sparse.npy: (68719476736,) of '|i1' has 68719476736 bytes, too many for a heap of at most "
            + Runtime.getRuntime().maxMemory()
            + "; map the file, or raise -Xmx";
    assertEquals(expected, assertThrows(OutOfMemoryError.class, () -> Npy.load(file)).getMessage());
    Files.delete(file);
  }

  @Test
  void moreElementsThanAJavaArrayHoldsAreToBeCopiedInParts() throws IOException {
    Path file = folder.resolve("sparse.npy");
    long size = 3L << 30;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] header = NpyHeader.encode(ArrayLayout.of(DType.INT8, size));
      channel.write(java.nio.ByteBuffer.wrap(header));
      channel.write(java.nio.ByteBuffer.allocate(1), header.length + size - 1);
    }
    assertRefused(
        "(3221225472,) has more elements than a Java array; map the file and copy a part of it",
        () -> Npy.load(file, byte[].class));
    Files.delete(file);
  }

  // ---- null

  /** Every call is refused with the name of a parameter, not with the JDK's own text. */
  @Test
  void nullIsNamedByItsParameter() throws Exception {
    Path npz = folder.resolve("a.npz");
    Npz.save(npz, Map.of("a", new int[1]));
    Map<String, String> others = new LinkedHashMap<>();
    for (Class<?> type :
        List.of(
            Npy.class,
            Npz.class,
            NpzWriter.class,
            NpzEditor.class,
            NpyAppender.class,
            Memmap.class,
            AtomicFile.class,
            NpyHeader.class,
            ByteSource.class,
            FileSource.class)) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers())) {
          record(others, method, null);
        }
      }
    }
    try (Npz open = Npz.open(npz);
        NpzEditor editor = NpzEditor.open(npz);
        NpzWriter writer = NpzWriter.to(new ByteArrayOutputStream());
        NpyAppender appender = NpyAppender.create(folder.resolve("a.npy"), DType.INT8);
        FileSource source = FileSource.open(npz)) {
      for (Object instance : List.of(open, editor, writer, appender, source, ReadOptions.DEFAULT)) {
        for (Method method : instance.getClass().getDeclaredMethods()) {
          if (Modifier.isPublic(method.getModifiers())
              && !Modifier.isStatic(method.getModifiers())
              && !method.getName().equals("equals")) {
            record(others, method, instance);
          }
        }
      }
    }
    assertEquals(Map.of(), others);
  }

  private static void record(Map<String, String> others, Method method, Object instance)
      throws IllegalAccessException {
    if (Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive)) {
      return;
    }
    String outcome;
    try {
      method.invoke(instance, nulls(method));
      outcome = "accepted";
    } catch (InvocationTargetException thrown) {
      outcome = String.valueOf(thrown.getCause().getMessage());
    }
    if (!outcome.matches("[a-z][A-Za-z0-9]*")) {
      others.put(method.toString(), outcome);
    }
  }

  private static Object[] nulls(Executable method) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> type == int.class ? (Object) 1 : type == long.class ? (Object) 1L : null)
        .toArray();
  }
}
