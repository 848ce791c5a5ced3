package io.npyio.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.MemoryFolder;
import io.npyio.RandomCases;
import io.npyio.array.ObjectArray;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.ReadOptions;
import io.npyio.file.ReadOptions.ClassNames;
import io.npyio.file.ReadOptions.UnknownClasses;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of Python classes, known and unknown, as both NumPys pickle and print them. */
class PythonClassesTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_261_128);
  private static final int COUNT = RandomCases.of(500);
  private static final ReadOptions OPAQUE =
      ReadOptions.DEFAULT.withUnknownClasses(UnknownClasses.OPAQUE);
  private static final ReadOptions NAMED = OPAQUE.withClassNames(ClassNames.KEEP);

  private static final String SCRIPT =
      """
      import argparse, collections, datetime, decimal, fractions, os, pathlib, pickle, random, sys, types, uuid
      import warnings, zoneinfo
      import numpy as np

      warnings.simplefilter("ignore")

      class Point:
          def __init__(self, x, y):
              self.x, self.y = x, y

      class Node:
          pass

      class Names(list):
          pass

      class Table(dict):
          pass

      class Frame(np.ndarray):
          pass

      class Slotted:
          __slots__ = ("a", "b")

      Pair = collections.namedtuple("Pair", "left right")

      def loop():
          node = Node()
          node.self, node.name = node, "loop"
          return node

      def slotted():
          s = Slotted()
          s.a, s.b = 1, [2]
          return s

      LEAVES = [
          lambda r: None, lambda r: r.random() < 0.5, lambda r: r.randint(-10**6, 10**20), lambda r: r.gauss(0, 1e3),
          lambda r: r.choice(["", "a", "it's", 'say "x"', "é\\n", "loss"]), lambda r: r.randbytes(3),
          lambda r: r.choice([1e16, 1e-5, float("inf"), float("nan"), -0.0, 0.1]),
          lambda r: r.choice([1j, 1 + 2j, complex(-0.0, 1), complex(float("nan"), -1.5)]),
          lambda r: np.float32(r.random()), lambda r: np.float64(r.random()), lambda r: np.int64(r.randint(-9, 9)),
          lambda r: np.str_("text"), lambda r: np.bytes_(b"raw"), lambda r: np.bool_(True), lambda r: np.float16(0.1),
          lambda r: np.complex64(1 + 2j), lambda r: np.uint8(255), lambda r: np.void(b"ab"),
          lambda r: np.longdouble("1.5"), lambda r: np.array((1, 2.5), dtype=[("a", "<i4"), ("b", "<f8")])[()],
          lambda r: np.datetime64("2020-01-02", r.choice(["Y", "M", "D", "h", "s", "ns", "2D"])),
          lambda r: np.datetime64("NaT", "D"), lambda r: np.timedelta64(5, r.choice(["D", "ns", "2h"])),
          lambda r: np.timedelta64("NaT", "s"),
          lambda r: range(r.randint(0, 5), r.randint(6, 20), r.randint(1, 3)), lambda r: slice(1, None, r.choice([None, 2])),
          lambda r: r.choice([pathlib.PurePosixPath, pathlib.PureWindowsPath, pathlib.PosixPath])(
              r.choice(["/a/b c", "a", "/", "", "rec/data.bin"])),
          lambda r: pathlib.PureWindowsPath("D:/rec/data.bin"), lambda r: pathlib.PureWindowsPath("D:\\\\"),
          lambda r: uuid.UUID(int=r.getrandbits(128)), lambda r: fractions.Fraction(r.randint(-9, 9), r.randint(1, 9)),
          lambda r: decimal.Decimal("1.50"), lambda r: datetime.date(2020, 1, 2),
          lambda r: datetime.datetime(2020, 7, 1, 12, r.randint(0, 59), 0, r.choice([0, 5]),
                                      r.choice([None, datetime.timezone.utc, zoneinfo.ZoneInfo("Europe/Berlin")])),
          lambda r: datetime.time(1, 2, r.choice([0, 3])), lambda r: datetime.timedelta(-1, 5, 7),
          lambda r: datetime.timezone(datetime.timedelta(hours=-5, minutes=-30)),
          lambda r: r.choice([np.float32, np.int64, list, dict, int, float, str, object, np.ndarray, datetime.date]),
          lambda r: r.choice([np.dtype("f4"), np.dtype(">i2"), np.dtype([("a", "f4")]), np.dtype("U3")]),
          lambda r: np.arange(r.randint(0, 5)).astype(r.choice(["f4", "i8", "?"])),
          lambda r: np.array([[1.5, 2], [3, 4]]), lambda r: bytearray(b"ab"), lambda r: Ellipsis,
          lambda r: np.array([1, "a", None], dtype=object),
      ]

      def key(r):
          return r.choice(["loss", "lr", "x y", 1, 2.5, (1, "a"), None, np.int64(3), np.str_("k"), b"b", True,
                           frozenset([1]), uuid.UUID(int=5), pathlib.PurePosixPath("/k")])

      def value(r, depth):
          if depth == 0 or r.random() < 0.4:
              return r.choice(LEAVES)(r)
          items = [value(r, depth - 1) for _ in range(r.randint(0, 3))]
          pairs = [(key(r), x) for x in items]
          names = {n: x for n, x in zip(["a", "b_1", "x y"], items)}
          return r.choice([
              lambda: items, lambda: tuple(items), lambda: dict(pairs), lambda: collections.OrderedDict(pairs),
              lambda: collections.defaultdict(r.choice([list, int, None]), pairs),
              lambda: collections.Counter("abracadabra"[:r.randint(0, 11)]),
              lambda: collections.deque(items, r.choice([None, 5])), lambda: types.SimpleNamespace(**names),
              lambda: argparse.Namespace(**names), lambda: {r.randint(0, 9)}, lambda: frozenset([r.randint(0, 9)]),
              lambda: set(), lambda: frozenset(), lambda: array(r, depth - 1)])()

      def array(r, depth):
          if r.random() < 0.1:
              a = np.zeros(r.randint(1, 3), [("s", "O"), ("n", "<f8"), ("k", "<i4"), ("t", "<U3")])
              for k in range(a.size):
                  a[k] = (value(r, 0), r.gauss(0, 10), k, "ab")
              return a
          a = np.empty(r.choice([(), (1,), (3,), (2, 2), (0,)]), object)
          flat = a.reshape(-1)
          for k in range(a.size):
              flat[k] = value(r, depth)
          return a

      def unknown():
          deep = Point([1, {"k": Point(np.arange(3), None)}], Pair(1, "b"))
          names = Names(["x", "y"])
          names.extra = 1
          table = Table(a=1)
          return {"point": Point(1, 2.5), "deep": deep, "pair": Pair(1, 2), "names": names, "table": table,
                  "loop": loop(), "slotted": slotted(), "frame": np.arange(3).view(Frame), "function": unknown,
                  "zone": datetime.datetime(2020, 1, 1, tzinfo=Zone()), "class": Point,
                  "matrix": np.matrix([[1, 2]]), "masked": np.ma.array([1, 2], mask=[0, 1])}

      class Zone(datetime.tzinfo):
          def utcoffset(self, when):
              return datetime.timedelta(0)

      def main(verb, folder, *rest):
          if verb == "make":
              r = random.Random(int(rest[0]))
              for k in range(int(rest[1])):
                  a = array(r, r.randint(0, 3))
                  protocol = r.choice([2, 3, 4, 4, 5])
                  with open("%s/%05d.npy" % (folder, k), "wb") as f:
                      np.lib.format.write_array_header_1_0(f, np.lib.format.header_data_from_array_1_0(a))
                      pickle.dump(a, f, protocol)
          if verb == "print":
              for name in sorted(n for n in os.listdir(folder) if n.endswith(rest[0])):
                  with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8", errors="surrogatepass") as f:
                      f.write(str(np.load(os.path.join(folder, name), allow_pickle=True)))
          if verb == "unknown":
              for name, x in unknown().items():
                  for protocol in range(2, 6):
                      a = np.empty(1, object)
                      a[0] = x
                      with open("%s/%s.%d.npy" % (folder, name, protocol), "wb") as f:
                          np.lib.format.write_array_header_1_0(f, np.lib.format.header_data_from_array_1_0(a))
                          pickle.dump(a, f, protocol)
          print(np.__version__)

      main(*sys.argv[1:])
      """;

  @TempDir(factory = MemoryFolder.class)
  private Path scratch;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(scratch.resolve("files"));
  }

  @Test
  void objectsOfNumPy2ArePrintedAndWrittenAsPythonPrintsThem() throws IOException {
    PythonScript python = PythonScript.start(SCRIPT, scratch);
    requirePrinted(python, python);
  }

  @Test
  void objectsOfNumPy1ArePrintedAndWrittenAsPythonPrintsThem() throws IOException {
    PythonScript python = PythonScript.start(SCRIPT, scratch);
    Optional<PythonScript> old = PythonScript.startOld(SCRIPT, scratch);
    assumeTrue(old.isPresent(), "skipped: no NumPy 1; set NPYIO_PYTHON_OLD");
    requirePrinted(old.get(), python);
  }

  private void requirePrinted(PythonScript maker, PythonScript printer) throws IOException {
    maker.run("make", folder, Long.toString(SEED), Integer.toString(COUNT));
    printer.run("print", folder, ".npy");
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Path file = folder.resolve("%05d.npy".formatted(i));
      ObjectArray read = Npy.loadObjects(file, NAMED);
      expected.add(printed(file));
      found.add(read.toString());
      Npy.saveObjects(folder.resolve("%05d.back".formatted(i)), read);
    }
    requireSame(expected, found, "read");
    printer.run("print", folder, ".back");
    List<String> back = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      back.add(printed(folder.resolve("%05d.back".formatted(i))));
    }
    requireSame(expected, back, "written back");
  }

  private static void requireSame(List<String> expected, List<String> found, String what) {
    List<String> different = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        different.add("file " + i + ":\n" + expected.get(i) + "\nbut found\n" + found.get(i));
      }
    }
    assertEquals("", String.join("\n\n", different), what + ", seed " + SEED);
  }

  private static String printed(Path file) throws IOException {
    return Files.readString(file.resolveSibling(file.getFileName() + ".txt"));
  }

  @Test
  void objectsOfUnknownClassesAreReadAsNameArgumentsAndState() throws IOException {
    PythonScript.start(SCRIPT, scratch).run("unknown", folder);
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("point", "<__main__.Point(x=1, y=2.5)>"),
            Map.entry(
                "deep",
                "<__main__.Point(x=[1, {'k': <__main__.Point(x=array([0, 1, 2]), y=None)>}],"
                    + " y=<__main__.Pair(1, 'b')>)>"),
            Map.entry("pair", "<__main__.Pair(1, 2)>"),
            Map.entry("names", "<__main__.Names(['x', 'y'], extra=1)>"),
            Map.entry("table", "<__main__.Table({'a': 1})>"),
            Map.entry("loop", "<__main__.Node(self=<__main__.Node()>, name='loop')>"),
            Map.entry("slotted", "<__main__.Slotted(state=(None, {'a': 1, 'b': [2]}))>"),
            Map.entry("frame", "<__main__.Frame(array([0, 1, 2]))>"),
            Map.entry("function", "<class '__main__.unknown'>"),
            Map.entry("zone", "datetime.datetime(2020, 1, 1, 0, 0, tzinfo=<__main__.Zone()>)"),
            Map.entry("class", "<class '__main__.Point'>"),
            Map.entry("matrix", "array([[1, 2]])"));
    for (Map.Entry<String, String> one : expected.entrySet()) {
      for (int protocol = 2; protocol <= 5; protocol++) {
        Path file = folder.resolve(one.getKey() + "." + protocol + ".npy");
        String text = ObjectArray.repr(Npy.loadObjects(file, NAMED).get(0));
        assertEquals(one.getValue(), text, "protocol " + protocol);
      }
    }
  }

  @Test
  void unknownClassesAreRefusedByDefault() throws IOException {
    PythonScript.start(SCRIPT, scratch).run("unknown", folder);
    Path file = folder.resolve("point.4.npy");
    var refused = assertThrows(NpyFormatException.class, () -> Npy.loadObjects(file));
    assertEquals("'__main__.Point' is not among what npyio reads from a pickle", refused.problem());
    ObjectArray.Instance point = (ObjectArray.Instance) Npy.loadObjects(file, OPAQUE).get(0);
    assertEquals("__main__.Point", point.className());
    assertEquals(List.of(), point.arguments());
    assertEquals(Map.of("x", 1L, "y", 2.5), point.state());
  }

  // ---- plain values --------------------------------------------------------------------------

  private static Object plain(String code) throws IOException {
    byte[] file = Pickles.inArray().op(code).endArray().toNpy();
    return Npy.loadObjects(new java.io.ByteArrayInputStream(file)).get(0);
  }

  @Test
  void containersOfKnownClassesArePlainOnes() throws IOException {
    assertEquals(Map.of(1L, 2L), plain("ccollections\ndefaultdict\n(cbuiltins\nlist\ntRI1\nI2\ns"));
    assertEquals(Map.of("a", 3L), plain("ccollections\nCounter\n(}Va\nI3\nstR"));
    assertEquals(List.of(1L, 2L), plain("ccollections\ndeque\n((tI5\ntRI1\naI2\na"));
    assertEquals(Map.of("a", 1L), plain("ctypes\nSimpleNamespace\n(tR}Va\nI1\nsb"));
    assertEquals(Map.of("a", 1L), plain("cargparse\nNamespace\n)\u0081}Va\nI1\nsb"));
  }

  @Test
  void valuesOfKnownClassesArePlainOnes() throws IOException {
    assertEquals(List.of(1L, 4L, 7L), plain("cbuiltins\nrange\n(I1\nI10\nI3\ntR"));
    assertEquals(List.of(), plain("c__builtin__\nxrange\n(I1\nI1\nI1\ntR"));
    assertEquals("/a/b", plain("cpathlib\nPosixPath\n(V/\nVa\nVb\ntR"));
    assertEquals("D:\\a", plain("cpathlib\nPureWindowsPath\n(VD:\134\nVa\ntR"));
    assertEquals(".", plain("cpathlib\nPosixPath\n(tR"));
    assertEquals(new UUID(0, 5), plain("cuuid\nUUID\n)\u0081}Vint\nI5\nsb"));
    assertEquals("numpy.float32", plain("cnumpy\nfloat32\n"));
    assertEquals("builtins.list", plain("c__builtin__\nlist\n"));
    ObjectArray.Instance third = (ObjectArray.Instance) plain("cfractions\nFraction\n(V1/3\ntR");
    assertEquals(List.of(1L, 3L), third.arguments());
    assertEquals(
        ZonedDateTime.parse("2020-01-02T03:04:05+01:00[Europe/Berlin]"),
        plain(
            "cdatetime\ndatetime\n(C\12\7\u00e4\1\2\3\4\5\0\0\0czoneinfo\n"
                + "ZoneInfo._unpickle\n(VEurope/Berlin\nI1\ntRtR"));
  }

  @Test
  void aRangeOfManyIntegersIsNoList() throws IOException {
    assertEquals(
        "range(0, 99999999999)",
        ObjectArray.repr(plain("cbuiltins\nrange\n(I0\nI99999999999\nI1\ntR")));
    assertEquals(1 << 22, ((List<?>) plain("cbuiltins\nrange\n(I0\nI4194304\nI1\ntR")).size());
    assertEquals(
        "range(0, 4194305)", ObjectArray.repr(plain("cbuiltins\nrange\n(I0\nI4194305\nI1\ntR")));
    assertEquals(List.of(), plain("cbuiltins\nrange\n(I3\nI0\nI1\ntR"));
    assertEquals(List.of(3L, 1L), plain("cbuiltins\nrange\n(I3\nI-1\nI-2\ntR"));
  }

  /** A loop over the values would otherwise be the work of a few bytes. */
  @Test
  void aRangeCountsAsItsIntegersWhereverItOccurs() {
    String many = "cbuiltins\nrange\n(I0\nI4000000\nI1\ntRp0\n" + "g0\n".repeat(100_000);
    var refused = assertThrows(NpyFormatException.class, () -> plain("(" + many + "l"));
    assertTrue(refused.problem().startsWith("the values take more than"), refused.problem());
  }

  @Test
  void objectsOfUnknownClassesAreNotWritten() {
    var point = new ObjectArray.Instance("shop.Point", ObjectArray.Tuple.of(1L), null);
    ObjectArray array = ObjectArray.of(io.npyio.dtype.Shape.of(1), List.of(point));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Npy.saveObjects(java.io.OutputStream.nullOutputStream(), array));
    assertEquals(
        "npyio does not write objects of the Python class shop.Point", refused.getMessage());
    assertEquals(BigInteger.ONE, BigInteger.valueOf((Long) point.arguments().get(0)));
  }
}
