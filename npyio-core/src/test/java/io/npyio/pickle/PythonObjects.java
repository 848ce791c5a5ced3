package io.npyio.pickle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Python with NumPy that makes random object arrays and writes them as text; {@link ObjectText}
 * is the Java counterpart.
 */
final class PythonObjects {
  private static final String SCRIPT =
      """
      import collections, datetime, decimal, os, pickle, random, struct, sys, warnings
      import numpy as np

      warnings.simplefilter("ignore")

      def text(x):
          if isinstance(x, np.generic) and x.dtype.kind in "?biuf":
              x = x.item()
          elif isinstance(x, (np.str_, np.bytes_, np.complexfloating)):
              x = str(x) if isinstance(x, np.str_) else bytes(x) if isinstance(x, np.bytes_) else complex(x)
          if x is None or isinstance(x, (bool, int)):
              return repr(x)
          if isinstance(x, float):
              return "f" + ("nan" if x != x else struct.pack(">d", x).hex())
          if isinstance(x, complex):
              return "c(%s,%s)" % (text(x.real), text(x.imag))
          if isinstance(x, str):
              return "s" + x.encode("utf-8", "surrogatepass").hex()
          if isinstance(x, (bytes, bytearray)):
              return "b" + x.hex()
          if isinstance(x, decimal.Decimal):
              return text(float(x)) if not x.is_finite() else "d" + str(x)
          if isinstance(x, dict):
              return "{" + ",".join(text(k) + ":" + text(v) for k, v in x.items()) + "}"
          if isinstance(x, (set, frozenset)):
              return type(x).__name__ + ",".join(sorted(map(text, x))) + "."
          if isinstance(x, tuple):
              return "(" + ",".join(map(text, x)) + ")"
          if isinstance(x, list):
              return "[" + ",".join(map(text, x)) + "]"
          if isinstance(x, datetime.timezone):
              return "Z" + micros(x.utcoffset(None))
          if isinstance(x, datetime.timedelta):
              return "P" + micros(x)
          if isinstance(x, (datetime.datetime, datetime.time)):
              zone = "" if x.tzinfo is None else text(x.tzinfo)
              return type(x).__name__ + stamp(x) + zone
          if isinstance(x, datetime.date):
              return "D" + x.isoformat()
          if isinstance(x, np.dtype):
              return "t" + descr(x)
          if isinstance(x, (np.ndarray, np.generic)):
              return array(np.asarray(x))
          return "?" + repr(x)

      def stamp(x):
          day = [x.year, x.month, x.day] if isinstance(x, datetime.datetime) else []
          return ".".join(map(str, day + [x.hour, x.minute, x.second, x.microsecond]))

      def micros(delta):
          return str((delta.days * 86400 + delta.seconds) * 10**6 + delta.microseconds)

      def descr(dtype):
          if dtype.char == "T":
              dtype = np.dtype("O")
          return repr(np.lib.format.dtype_to_descr(dtype))

      def array(a):
          if a.dtype.names is None and not a.dtype.hasobject:
              a = a.astype(a.dtype.newbyteorder("<"), order="A")  # unpickling does so for some types
          start = "a%s%s" % (descr(a.dtype), a.shape)
          if a.dtype.hasobject:
              items = a.ravel("C") if a.dtype.names is None else a.ravel("C").tolist()
              return start + "[" + ",".join(text(x) for x in items) + "]"
          order = "F" if a.flags.f_contiguous and not a.flags.c_contiguous else "C"
          return start + order + a.tobytes("C").hex()

      LETTERS = "ab'\\"\\\\\\n é\\xff整😀\\ud800\\0"

      def string(r):
          return "".join(r.choice(LETTERS) for _ in range(r.choice([0, 1, 3, 8, 300])))

      def integer(r):
          return r.choice([0, 1, -1, 255, 256, 65535, 65536, 2**31, -2**31, 2**63, -2**63, 2**64]) \\
              + r.randint(-2, 2) + (r.getrandbits(r.choice([1, 60, 3000])) if r.random() < 0.3 else 0)

      def moment(r):
          zone = r.choice([None, datetime.timezone.utc,
                           datetime.timezone(datetime.timedelta(seconds=r.randint(-64000, 64000)))])
          return datetime.datetime(r.randint(1, 9999), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23),
                                   r.randint(0, 59), r.randint(0, 59), r.randint(0, 999999), zone)

      def double(r):
          return r.choice([0.0, -0.0, 1.5, float("inf"), float("nan"), 5e-324, r.random(), r.gauss(0, 1e200)])

      LEAVES = [
          lambda r: None, lambda r: r.random() < 0.5, integer, double, string,
          lambda r: complex(double(r), double(r)),
          lambda r: r.randbytes(r.choice([0, 1, 9, 255, 256, 700])),
          lambda r: decimal.Decimal(r.randint(-10**20, 10**20)).scaleb(r.randint(-30, 30)),
          lambda r: r.choice([decimal.Decimal("NaN"), decimal.Decimal("-Infinity"), decimal.Decimal("0E-7")]),
          moment, lambda r: moment(r).date(), lambda r: moment(r).timetz(), lambda r: moment(r).tzinfo,
          lambda r: datetime.timedelta(r.randint(-999999, 999999), r.randint(0, 86399), r.randint(0, 999999)),
      ]

      def key(r, depth):
          if depth and r.random() < 0.2:
              items = [key(r, depth - 1) for _ in range(r.randint(0, 3))]
              return tuple(items) if r.random() < 0.6 else frozenset(items)
          leaf = r.choice(LEAVES)(r)
          return key(r, depth) if "nan" in repr(leaf).lower() else leaf  # Java has one NaN only

      DTYPES = ["?", "i1", "<u2", ">i4", "<u8", "<f2", ">f8", "<c8", "S3", "<U2", ">U4", "V5", "<M8[ns]", ">m8[25us]", "<M8"]

      def dtype(r, align=True):
          simple = [np.dtype(r.choice(DTYPES)) for _ in range(3)]
          return r.choice([simple[0], np.dtype([("a", simple[0]), (("title", "b c"), simple[1], (2, 3)),
                                                ("n", [("x", simple[2])])], align=align)])

      def nested(r):
          shape = tuple(r.randint(0, 3) for _ in range(r.randint(0, 3)))
          t = dtype(r, False)  # padding would be whatever memory held
          count = int(np.prod(shape)) * t.itemsize
          raw = bytes(r.choice([0, 65]) for _ in range(count))
          if "f" in str(t) or "c" in str(t) or "b" in str(t):
              raw = bytes(count)
          a = np.ndarray(shape, t, raw or b"\\0")
          return np.asfortranarray(a) if r.random() < 0.3 else a

      def scalar(r):
          return r.choice([np.int8(-5), np.uint64(2**64 - 1), np.float16(0.1), np.float32(0.1), np.complex64(1 + 2j),
                           np.str_(string(r)[:5].replace("\\ud800", "")), np.bytes_(b"a\\0"), np.bool_(True),
                           np.datetime64("2020-01-01T01", "25s"), np.timedelta64("NaT", "D"), np.void(b"abc"),
                           np.int64(7), np.float64(1.25)])

      def value(r, depth):
          kind = r.random()
          if depth == 0 or kind < 0.5:
              return r.choice(LEAVES)(r)
          items = [value(r, depth - 1) for _ in range(r.choice([0, 1, 2, 3, 3, 4]))]
          if kind < 0.6:
              return items
          if kind < 0.7:
              return tuple(items)
          if kind < 0.8:
              pairs = [(key(r, depth), x) for x in items]
              return r.choice([dict, collections.OrderedDict])(pairs)
          if kind < 0.86:
              return r.choice([set, frozenset])(key(r, depth) for _ in items)
          if kind < 0.92:
              return nested(r)
          if kind < 0.96:
              return scalar(r)
          return r.choice([objects(r, depth - 1), dtype(r)])

      def objects(r, depth):
          shape = tuple(r.choice([0, 1, 2, 2, 3]) for _ in range(r.randint(0, 3)))
          if r.random() < 0.1:
              a = np.zeros(shape, [("i", "<i4"), ("o", "O"), ("s", "<f8", (2,)), ("t", "S3"), ("q", [("p", "O")])])
              flat = a.reshape(-1)
              for k in range(a.size):
                  flat[k] = (k, value(r, depth), (k, 0.5), b"x", (value(r, depth),))
              return a
          a = np.empty(shape, object)
          flat = a.reshape(-1)
          for k in range(a.size):
              flat[k] = value(r, depth)
              if k and r.random() < 0.1:
                  flat[k] = flat[k - 1]
          return a if r.random() < 0.7 else a.T

      def save(path, a, protocol):
          with open(path, "wb") as f:
              if protocol is None:
                  np.lib.format.write_array(f, a)
              else:
                  order = bool(a.flags.f_contiguous and not a.flags.c_contiguous)
                  np.lib.format.write_array_header_1_0(f, {
                      "descr": np.lib.format.dtype_to_descr(a.dtype), "fortran_order": order, "shape": a.shape})
                  pickle.dump(a, f, protocol)

      def main(verb, folder, *rest):
          if verb == "make":
              r = random.Random(int(rest[0]))
              for k in range(int(rest[1])):
                  save("%s/%05d.npy" % (folder, k), objects(r, r.randint(0, 4)), r.choice([None, None, 0, 1, 2, 3, 4, 5]))
          if verb == "text":
              for name in sorted(n for n in os.listdir(folder) if n.endswith(rest[0])):
                  print(array(np.load(os.path.join(folder, name), allow_pickle=True)))
          if verb == "strings":
              save(folder + "/strings.npy", np.array(["a", "", "long enough to live elsewhere", "\\0"],
                   dtype=np.dtypes.StringDType(na_object=None)), None)
          if verb == "run":
              for name in sorted(os.listdir(folder)):
                  try:
                      np.load(os.path.join(folder, name), allow_pickle=True)
                  except BaseException:
                      pass
          print(np.__version__)

      main(*sys.argv[1:])
      """;

  private final PythonScript script;

  private PythonObjects(PythonScript script) {
    this.script = script;
  }

  /** {@return a Python with NumPy 2; without one the test is skipped} */
  static PythonObjects start(Path folder) throws IOException {
    return new PythonObjects(PythonScript.start(SCRIPT, folder));
  }

  /** {@return a Python with NumPy 1, if there is one} */
  static Optional<PythonObjects> startOld(Path folder) throws IOException {
    return PythonScript.startOld(SCRIPT, folder).map(PythonObjects::new);
  }

  /** Saves random arrays as 00000.npy, 00001.npy, and so on. */
  void make(Path folder, long seed, int count) throws IOException {
    script.run("make", folder, Long.toString(seed), Integer.toString(count));
  }

  /** Saves an array of NumPy 2's StringDType. */
  void makeStrings(Path folder) throws IOException {
    script.run("strings", folder);
  }

  /** {@return the arrays in the files with the given suffix, as text} */
  List<String> texts(Path folder, String suffix) throws IOException {
    List<String> lines = script.run("text", folder, suffix);
    return lines.subList(0, lines.size() - 1);
  }

  /** Loads every file with allow_pickle and ignores the outcome. */
  void loadAll(Path folder) throws IOException {
    script.run("run", folder);
  }
}
