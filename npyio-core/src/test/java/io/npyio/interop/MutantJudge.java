package io.npyio.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.npyio.ProcessorTime;
import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.literal.PyLiteral;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What npyio makes of each mutant that {@code scripts/mutants} sends to it: a line for each.
 *
 * <p>A line is a verdict, {@code A} with descr, shape and digest or {@code E} with exception and
 * message, or {@code N} with the names of members and their verdicts. Fields are separated by tabs.
 * A verdict that depends on the way to read is {@code X}; one that took two seconds says so.
 */
final class MutantJudge {
  private static final long MAX_BYTES = 1 << 26;

  private final Path file;

  private MutantJudge(Path file) {
    this.file = file;
  }

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("npyio", ".mutant");
    var judge = new MutantJudge(file);
    var in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
    var out = new PrintStream(System.out, false, UTF_8);
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      byte[] mutant = in.readNBytes(in.readInt());
      ProcessorTime time = ProcessorTime.start();
      String verdict = judge.verdict((char) kind, mutant);
      long millis = time.millis();
      out.print(verdict + (millis > 2000 ? "\tslow: " + millis + " ms" : "") + "\n");
      out.flush();
    }
    Files.delete(file);
  }

  private String verdict(char kind, byte[] mutant) throws IOException {
    if (kind == 'd') {
      return of(() -> "A\t" + DType.of(new String(mutant, UTF_8)).descr());
    }
    Files.write(file, mutant);
    return kind == 'z' ? of(this::archive) : array(mutant);
  }

  /** Something that is judged. */
  private interface Judged {
    String verdict() throws Exception;
  }

  private static String of(Judged judged) {
    try {
      return judged.verdict();
    } catch (Exception | Error problem) {
      return "E\t" + problem.getClass().getSimpleName() + "\t" + escaped("" + problem.getMessage());
    }
  }

  private static String escaped(String text) {
    String quoted = PyLiteral.quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String of(NdArray array) throws Exception {
    String digest = "big";
    if (array.nbytes() <= MAX_BYTES) {
      var bytes = new ByteArrayOutputStream();
      withoutPadding(array).writeTo(Channels.newChannel(bytes), Order.C);
      digest = digest(bytes.toByteArray());
    }
    return "A\t" + array.dtype().descr() + "\t" + array.shape() + "\t" + digest;
  }

  /** The bytes between fields are those of the file here, and any bytes in NumPy. */
  private static NdArray withoutPadding(NdArray array) {
    if (!(array.dtype() instanceof DType.Struct)) {
      return array;
    }
    NdArray elements = array.copy(Order.C).reshape(array.size());
    NdArray fields = NdArray.zeros(elements.layout());
    copyFields(elements, fields);
    return fields;
  }

  private static void copyFields(NdArray from, NdArray to) {
    if (from.dtype() instanceof DType.Struct struct) {
      for (Field field : struct.fields()) {
        copyFields(from.field(field.name()), to.field(field.name()));
      }
    } else {
      to.copyFrom(from);
    }
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  // ---- files

  private String array(byte[] mutant) {
    String verdict = of(() -> of(Npy.load(mutant)));
    List<Judged> others =
        List.of(
            () -> of(Npy.load(file)),
            () -> of(Npy.load(new ByteArrayInputStream(mutant))),
            () -> {
              try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
                return of(mapped.array());
              }
            });
    for (Judged other : others) {
      String found = of(other);
      if (!isSame(verdict, found)) {
        return "X\t" + verdict + "\t" + found;
      }
    }
    String header = of(() -> "A\t" + Npy.header(file).layout());
    return verdict.startsWith("A") && header.startsWith("E")
        ? "X\t" + verdict + "\t" + header
        : verdict;
  }

  /** Alike but for the name of the file in the message. */
  private static boolean isSame(String a, String b) {
    return a.startsWith("E") ? withoutSource(a).equals(withoutSource(b)) : a.equals(b);
  }

  private static String withoutSource(String refusal) {
    return refusal.replaceFirst("\t[^\t]*?: byte ", "\tbyte ");
  }

  // ---- archives

  private String archive() throws Exception {
    try (Npz npz = Npz.open(file)) {
      Set<String> names = new LinkedHashSet<>();
      npz.members().forEach(member -> names.add(member.memberName()));
      var verdicts = new StringBuilder("N");
      for (String name : names) {
        verdicts.append('\t').append(PyLiteral.quote(name)).append('\t').append(member(npz, name));
      }
      return verdicts.toString();
    }
  }

  private static String member(Npz npz, String name) {
    String verdict =
        of(() -> npz.isArray(name) ? of(npz.load(name)) : "B\t" + digest(npz.bytes(name)));
    if (verdict.startsWith("A") && npz.member(name).compression() == Compression.STORED) {
      String mapped =
          of(
              () -> {
                try (Memmap map = npz.map(name)) {
                  return of(map.array());
                }
              });
      return mapped.equals(verdict) ? flat(verdict) : flat("X\t" + verdict + "\t" + mapped);
    }
    return flat(verdict);
  }

  /** As one field. */
  private static String flat(String verdict) {
    return verdict.replace('\t', ' ');
  }
}
