package io.npyio.pickle;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pickles that must be refused, and a part of the message for each. */
final class HostilePickles {
  /** A file and a part of the message about it. */
  record Case(Pickles pickle, ArrayLayout layout, String message) {
    byte[] file() {
      return pickle.toNpy(layout);
    }
  }

  private final Map<String, Case> cases = new LinkedHashMap<>();

  static Map<String, Case> all(Path marker) {
    var made = new HostilePickles();
    made.running(marker);
    made.names();
    made.instructions();
    made.lengths();
    made.nesting();
    made.cycles();
    made.bombs();
    made.stacks();
    made.values();
    made.states();
    made.arrays();
    return made.cases;
  }

  /** Adds an element of an array, which Python would make while loading. */
  private void element(String name, String code, String message) {
    put(name, Pickles.inArray().op(code).endArray(), message);
  }

  private void put(String name, Pickles pickle, String message) {
    cases.put(name, new Case(pickle, ArrayLayout.of(DType.OBJECT, 1), message));
  }

  private static String refused(String global) {
    return "'" + global + "' is not among what npyio reads from a pickle; nothing was run";
  }

  private static String instruction(String name) {
    return "the instruction "
        + name
        + " is not among what npyio reads from a pickle; nothing was run";
  }

  /** These create the marker file when Python loads them; see the test. */
  private void running(Path marker) {
    String touch = "touch " + marker;
    String open = "(S'" + marker + "'\nS'w'\n";
    element("run-os-system", "cos\nsystem\n(S'" + touch + "'\ntR", refused("os.system"));
    element("run-posix", "cposix\nsystem\n(S'" + touch + "'\ntR", refused("posix.system"));
    element(
        "run-eval",
        "c__builtin__\neval\n(S'open(\"" + marker + "\",\"w\")'\ntR",
        refused("__builtin__.eval"));
    element(
        "run-exec",
        "cbuiltins\nexec\n(S'open(\"" + marker + "\",\"w\")'\ntR",
        refused("builtins.exec"));
    element("run-open", "cio\nopen\n" + open + "tR", refused("io.open"));
    element(
        "run-subprocess",
        "csubprocess\ncall\n((lS'touch'\naS'" + marker + "'\natR",
        refused("subprocess.call"));
    element("run-inst", "(S'" + touch + "'\nios\nsystem\n", refused("os.system"));
    element("run-obj", "(cos\nsystem\nS'" + touch + "'\no", refused("os.system"));
    element(
        "run-getattr",
        "c__builtin__\ngetattr\n(cos\n__dict__\nS'get'\ntR(S'system'\ntR(S'" + touch + "'\ntR",
        refused("os.__dict__"));
    put(
        "run-stack-global",
        Pickles.inArray()
            .raw(0x8c, 2)
            .op("os")
            .raw(0x8c, 6)
            .op("system")
            .raw(0x93)
            .op("(S'" + touch + "'\ntR")
            .endArray(),
        refused("os.system"));
  }

  private void names() {
    for (String name :
        List.of(
            "builtins.compile",
            "builtins.__import__",
            "builtins.print",
            "nt.system",
            "os.popen",
            "shutil.rmtree",
            "pickle.loads",
            "importlib.import_module",
            "operator.attrgetter",
            "functools.partial",
            "types.FunctionType",
            "ctypes.CDLL",
            "webbrowser.open",
            "socket.socket",
            "numpy.load",
            "numpy.ma.core.MaskedArray",
            "numpy.f2py.crackfortran.myeval",
            "numpy.testing._private.utils.runstring",
            "numpy.core.multiarray.fromfile",
            "pandas.core.frame.DataFrame",
            "torch._utils._rebuild_tensor_v2",
            "java.lang.Runtime",
            "io.npyio.file.Npy",
            "datetime.datetime.now",
            "decimal.Context")) {
      int dot = name.lastIndexOf('.');
      element(
          "name-" + name,
          "c" + name.substring(0, dot) + "\n" + name.substring(dot + 1) + "\n)R",
          refused(name));
    }
    element("name-empty", "c\n\n)R", refused("."));
    element("name-control", "cos\u001b[2J\nsystem\n)R", refused("os\\x1b[2J.system"));
    element("ndarray-called", "cnumpy\nndarray\n)R", "'numpy.ndarray' is called");
    element("recarray-called", "cnumpy.rec\nrecarray\n)R", "'numpy.recarray' is called");
    element("record-called", "cnumpy\nrecord\n)R", "'numpy.record' is called");
    element(
        "record-reconstructed",
        "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nrecord\n(I0\ntU\1btR",
        "expects 'numpy.ndarray' but found 'numpy.record'");
    element(
        "dtype-of-recarray",
        "cnumpy\ndtype\n(cnumpy\nrecarray\nI0\nI1\ntR",
        "expects text but found 'numpy.recarray'");
    element("memmap-called", "cnumpy\nmemmap\n)R", "'numpy.memmap' is called");
    element("matrix-called", "cnumpy\nmatrix\n)R", "'numpy.matrix' is called");
    element("name-long", "c" + "a".repeat(300_000) + "\nb\n", "aaaa...' is not among what npyio");
  }

  private void instructions() {
    element("persid", "Pos.system\n", instruction("PERSID"));
    element("binpersid", "U\2osQ", instruction("BINPERSID"));
    element("ext1", "\u0082\1", instruction("EXT1"));
    element("ext2", "\u0083\1\1", instruction("EXT2"));
    element("ext4", "\u0084\1\1\1\1", instruction("EXT4"));
    element("newobj", "cnumpy\nndarray\n)\u0081", "'numpy.ndarray' is called");
    element("newobj-ex", "cnumpy\nndarray\n)}\u0092", "'numpy.ndarray' is called");
    element("obj", "(cnumpy\nndarray\no", "'numpy.ndarray' is called");
    element("obj-of-nothing", "(o", "the pickle calls a function without naming it");
    element("type-called", "cbuiltins\nint\n)R", "the pickle calls 'builtins.int'");
    element(
        "getattr-of-a-type",
        "cbuiltins\ngetattr\n(cbuiltins\nint\nS'mro'\ntR",
        refused("builtins.int.mro"));
    element(
        "reconstructor-of-a-type",
        "ccopyreg\n_reconstructor\n(cbuiltins\nint\ncbuiltins\nobject\nNtR",
        "'copyreg._reconstructor' expects a class but found 'builtins.int'");
    element("range-of-step-0", "cbuiltins\nrange\n(I0\nI1\nI0\ntR", "the step of a range is 0");
    element(
        "fraction-digits",
        "cfractions\nFraction\n(V" + "9".repeat(200_000) + "\ntR",
        "expected a fraction");
    element("zone-unknown", "czoneinfo\nZoneInfo\n(VNowhere/None\ntR", "Unknown time-zone ID");
    element("dup", "]2", instruction("DUP"));
    element("pop", "N0", instruction("POP"));
    element("pop-mark", "(1", instruction("POP_MARK"));
    element("next-buffer", "\u0097", instruction("NEXT_BUFFER"));
    element("readonly-buffer", "\u0098", instruction("READONLY_BUFFER"));
    element("unknown-ff", "\u00ff", "expected an instruction of a pickle but found the byte FF");
    element("unknown-0", "\0", "expected an instruction of a pickle but found the byte 00");
    put("protocol-6", Pickles.empty().raw(0x80, 6, '.'), "protocol from 0 to 5 but found 6");
    put("empty", Pickles.empty(), "the pickle ends here but needs at least 1 more byte");
  }

  private void lengths() {
    String ends = "the pickle ends here but needs at least";
    put("2-gib-bytes", Pickles.start().op("B").int32(Integer.MAX_VALUE).op("x."), ends);
    put("4-gib-bytes", Pickles.start().op("B").int32(-1).op("x."), ends);
    put("2-gib-text", Pickles.start().op("X").int32(Integer.MAX_VALUE), ends);
    put("huge-bytes8", Pickles.start().raw(0x8e).int64(Long.MAX_VALUE), ends);
    put("huge-bytearray", Pickles.start().raw(0x96).int64(1L << 40), ends);
    put("huge-text8", Pickles.start().raw(0x8d).int64(1L << 62), ends);
    put("huge-frame", Pickles.start().raw(0x95).int64(Long.MAX_VALUE), ends);
    String none = "bytes is not possible";
    put("negative-bytes8", Pickles.start().raw(0x8e).int64(-1), none);
    put("negative-text8", Pickles.start().raw(0x8d).int64(Long.MIN_VALUE), none);
    put("negative-frame", Pickles.start().raw(0x95).int64(-5), none);
    put("negative-string", Pickles.start().op("T").int32(-1), none);
    put("negative-long", Pickles.start().raw(0x8b).int32(-7), none);
    put("huge-long", Pickles.start().raw(0x8b).int32(Integer.MAX_VALUE), ends);
    element("long-digits", "L" + "9".repeat(1_000_000) + "L\n", "expected an integer");
    element("int-digits", "I" + "9".repeat(5000) + "\n", "expected an integer");
    element("decimal-digits", decimal("9".repeat(200_000)), "too long");
    element("float-digits", "F" + "9".repeat(1_000_000) + "\n", "expected a float");
    element("line-without-end", "V" + "x".repeat(100_000), ends);
  }

  private static String decimal(String digits) {
    return "cdecimal\nDecimal\n(V" + digits + "\ntR";
  }

  private void nesting() {
    String deep = "values are nested more than 1000 deep";
    String memory = "bytes of memory that are allowed";
    int many = 1_000_000;
    put("deep-tuples", Pickles.inArray().op(")").repeat("\u0085", many).endArray(), deep);
    put("deep-lists", Pickles.inArray().repeat("]", many).repeat("a", many - 1).endArray(), memory);
    put(
        "deep-lists-by-marks",
        Pickles.inArray().repeat("(", many).repeat("l", many).endArray(),
        deep);
    put(
        "deep-dicts",
        Pickles.inArray().repeat("}N", many).op("}").repeat("s", many).endArray(),
        memory);
    put(
        "deep-enough-lists",
        Pickles.inArray().repeat("]", 1100).repeat("a", 1099).endArray(),
        deep);
    put(
        "deep-frozensets",
        Pickles.inArray().repeat("(", many).repeat("\u0091", many).endArray(),
        deep);
    var dtypes = Pickles.inArray().dtype("O8", "(I3\nU\1|NNNI-1\nI-1\nI63\ntb").op("p7\n");
    for (int i = 0; i < 5000; i++) {
      dtypes.dtype("V8", "(I3\nU\1|N(U\1at}U\1a(g7\nI0\nts").op("I8\nI8\nI27\ntbp7\n");
    }
    put("deep-dtypes", dtypes.endArray(), deep);
    var arrays = Pickles.inArray();
    for (int i = 0; i < 2000; i++) {
      arrays.array("(I1\nt").op("](");
    }
    put("deep-arrays", arrays.op("N").repeat("etb", 2000).endArray(), deep);
    put("many-marks", Pickles.start().repeat("(", 20_000_000), "bytes of memory that are allowed");
  }

  private void cycles() {
    String itself = "contains itself";
    element("list-in-itself", "]p0\ng0\na", itself);
    element("list-in-its-tuple", "]p0\n(g0\nta", itself);
    element("lists-in-each-other", "]p0\n]p1\ng0\naa", itself);
    element("dict-in-itself", "}p0\nNg0\ns", itself);
    element("dict-as-its-key", "}p0\ng0\nNs", "a dict cannot be a key");
    element("set-in-itself", "\u008fp0\n(g0\n\u0090", "a set cannot be a key");
    element("list-grown-later", "]p0\n(g0\ntp1\n0g0\nNa", instruction("POP"));
    element("list-in-a-list-in-it", "]p0\n](g0\nlaa", itself);
    put(
        "array-in-itself",
        Pickles.start()
            .op(
                "cnumpy.core.multiarray\n"
                    + "_reconstruct\n"
                    + "(cnumpy\n"
                    + "ndarray\n"
                    + "(I0\n"
                    + "tU\1btRp9\n"
                    + "(I1\n"
                    + "(I1\n"
                    + "t")
            .dtype("O8", "(I3\nU\1|NNNI-1\nI-1\nI63\ntb")
            .raw(0x89)
            .op("](g9\netb."),
        itself);
  }

  private void bombs() {
    String memory = "bytes of memory that are allowed";
    var laughs = Pickles.inArray().op("]p0\n");
    var tuples = Pickles.inArray().op("(NNtp0\n");
    var keys = Pickles.inArray().op("(NNtp0\n");
    var sets = Pickles.inArray().op("((N\u0091p0\n");
    for (int i = 0; i < 40; i++) {
      laughs.op("(").repeat("g0\n", 10).op("lp0\n");
      tuples.op("(").repeat("g0\n", 10).op("tp0\n");
      keys.op("(").repeat("g0\n", 10).op("tp0\n");
      sets.op("(g0\nN\u0091p1\n(g0\ng1\n\u0091p0\n");
    }
    put("billion-laughs", laughs.endArray(), memory);
    put("billion-laughs-of-tuples", tuples.endArray(), memory);
    put("billion-laughs-as-key", keys.op("p1\n}g1\nNs").endArray(), memory);
    put("frozensets-of-frozensets", sets.endArray(), "");
    put("many-lists", Pickles.inArray().repeat("]", 3_000_000).endArray(), memory);
    put("many-dicts", Pickles.inArray().repeat("}", 2_000_000).endArray(), memory);
    put("many-nones", Pickles.inArray().repeat("N", 20_000_000).endArray(), memory);
    put("many-marks-and-tuples", Pickles.inArray().repeat(")", 3_000_000).endArray(), memory);
    put(
        "memo-far",
        Pickles.inArray().op("Nr").int32(Integer.MAX_VALUE).endArray(),
        "cannot have an entry");
    put("memo-unsigned", Pickles.inArray().op("Nr").int32(-1).endArray(), "cannot have an entry");
    put(
        "memo-huge",
        Pickles.inArray().op("Np99999999999999999999\n").endArray(),
        "cannot have an entry");
    put("memo-negative", Pickles.inArray().op("Np-1\n").endArray(), "cannot have an entry");
    put("colliding-tuples", colliding(), "keys of sets and dictionaries take too long");
    put("nearly-equal-frozensets", nearlyEqual(), "keys of sets and dictionaries take too long");
    var shared = Pickles.inArray().op("(").repeat("N", 100_000).op("tp0\n");
    for (int i = 0; i < 20_000; i++) {
      shared.op("}g0\nNs");
    }
    put("one-long-key-often", shared.endArray(), "");
    var nothing = Pickles.inArray().dtype("V0", "(I3\nU\1|NNNI0\nI1\nI0\ntbp7\n");
    for (int i = 0; i < 200; i++) {
      nothing.dtype("V0", "(I3\nU\1|N(U\1aU\1bt}U\1a(g7\nI0\ntsU\1b(g7\nI0\ntsI0\nI1\nI16\ntbp7\n");
    }
    put("billion-laughs-of-dtypes", nothing.endArray(), "larger than npyio reads");
  }

  /** Java's hash of a tuple is 31 a + b: all pairs (i, c - 31 i) have an equal hash. */
  private static Pickles colliding() {
    var pickle = Pickles.inArray().op("}(");
    for (int i = 0; i < 50_000; i++) {
      pickle.op("J").int32(i).op("J").int32(31 * (50_000 - i)).raw(0x86).op("N");
    }
    return pickle.op("u").endArray();
  }

  /**
   * Six sets per level, made of the sets of the level below: two of each of three kinds, all of
   * equal hash. Sets of different kinds differ only deep inside, after many equal members.
   */
  private static Pickles nearlyEqual() {
    var pickle = Pickles.inArray().op("(");
    long[] sameHash = {1, 1, 1L << 32, 1L << 32, 1L << 33 | 3, 1L << 33 | 3};
    for (int i = 0; i < 6; i++) {
      pickle.op("(L" + sameHash[i] + "L\n\u0091p" + i + "\n");
    }
    int[][] members = {{0, 2}, {1, 3}, {1, 5}, {0, 4}, {2, 4}, {3, 5}};
    for (int below = 0; below < 120; below += 6) {
      for (int i = 0; i < 6; i++) {
        int[] pair = members[i];
        pickle.op("(g%d\ng%d\n\u0091".formatted(below + pair[0], below + pair[1]));
        pickle.op("p%d\n".formatted(below + 6 + i));
      }
    }
    return pickle.op("t").endArray();
  }

  private void stacks() {
    String none = "pops more values than it has pushed";
    put("stop-at-once", Pickles.start().op("."), none);
    put("tuple-of-nothing", Pickles.start().raw(0x87).op("."), none);
    put("append-to-nothing", Pickles.start().op("Na."), none);
    put("reduce-nothing", Pickles.start().op("R."), none);
    put("build-nothing", Pickles.start().op("b."), none);
    put("memo-of-nothing", Pickles.start().op("q\0."), none);
    put("no-mark", Pickles.start().op("Nt."), "a mark that it has not set");
    put("below-the-mark", Pickles.start().op("](Na."), "");
    put("no-memo", Pickles.start().op("h\5."), "the memo has no entry 5");
    put("two-values", Pickles.start().op("NN."), "ends with more than one value");
    put("append-to-none", Pickles.start().op("NNa."), "appends to None, which is not a list");
    put("items-of-list", Pickles.start().op("]NNs."), "sets items of a list, which is not a dict");
    put("odd-items", Pickles.start().op("}(Nu."), "a key without a value");
    put("members-of-list", Pickles.start().op("](N\u0090."), "adds members to a list");
    put("call-of-text", Pickles.start().op("U\2os)R."), "the pickle calls bytes");
    put("state-of-list", Pickles.start().op("]}b."), "sets the state of a list, which has none");
    put("names-of-numbers", Pickles.start().op("K\1K\1\u0093."), "expected the texts of a name");
  }

  private void values() {
    element("nan-twice", "}Fnan\nNsFnan\nNs", "a key of a dict comes twice");
    element("member-twice", "(I1\nI1\n\u0091", "a member of a set comes twice");
    element("list-as-key", "}]Ns", "a list cannot be a key");
    element("set-of-dicts", "(}\u0091", "a dict cannot be a key");
    element("int-text", "Iabc\n", "expected an integer");
    element("float-text", "F1.2.3\n", "expected a float");
    element("string-open", "S'abc\n", "expected a quoted string");
    element("string-escape", "S'\\x'\n", "a text has an invalid escape");
    element("unicode-escape", "V\\u12\n", "a text has an invalid escape");
    element("unicode-beyond", "V\\U00110000\n", "a text has an invalid escape");
    element("utf-8", "X\1\0\0\0\u00ff", "expected UTF-8 but found the byte FF");
    element("python-2-bytes", "U\1\u00ff", "a byte string of Python 2 is not US-ASCII");
    element("month-13", "cdatetime\ndate\n(U\4\7\u00e4\15\1tR", "MonthOfYear");
    element("short-date", "cdatetime\ndate\n(U\3\7\u00e4\1tR", "expects 4 bytes but found 3");
    element("micros", "cdatetime\ntime\n(U\6\0\0\0\u00ff\u00ff\u00fftR", "");
    element("timedelta", "cdatetime\ntimedelta\n(I1000000000\nI0\nI0\ntR", "timedelta holds");
    element("zone-of-text", "cdatetime\ntimezone\n(U\1atR", "expects a timedelta");
    element("decimal-text", decimal("1x"), "a Decimal that is not a Java BigDecimal");
    element(
        "decimal-exponent", decimal("1E+99999999999"), "a Decimal that is not a Java BigDecimal");
    element("complex-of-text", "cbuiltins\ncomplex\n(U\1aU\1btR", "expects a float");
    element("encode-utf-16", "c_codecs\nencode\n(VA\nVutf-16\ntR", "other than latin1");
    element("scalar-short", "cnumpy.core.multiarray\nscalar\n(" + i4() + "U\1atR", "takes 4 bytes");
    element("dtype-odd", "cnumpy\ndtype\n(S'i4,i4'\ntR", "not the type string of a dtype");
    element("dtype-stateless", "cnumpy\ndtype\n(S'q99'\ntR", "'q99' is not a dtype");
  }

  private static String i4() {
    return "cnumpy\ndtype\n(S'i4'\nI0\nI1\ntR(I3\nU\1<NNNI-1\nI-1\nI0\ntb";
  }

  private void states() {
    String prefix = "cnumpy\ndtype\n(S'V8'\nI0\nI1\ntR";
    element(
        "dtype-state-none", prefix + "Nb", "the state of a dtype expects a tuple but found None");
    element("dtype-state-short", prefix + "(I3\ntb", "expects 8 to 9 items but found 1");
    element("dtype-version", prefix + "(I9\nU\1|NNNI8\nI1\nI0\ntb", "version 9, not 3 or 4");
    element("dtype-negative", prefix + "(I3\nU\1|NNNI-8\nI1\nI0\ntb", "not -8");
    element(
        "dtype-no-fields", prefix + "(I3\nU\1|N(U\1at}I8\nI1\nI0\ntb", "a tuple but found None");
    element(
        "dtype-subarray-bomb",
        prefix + "(I3\nU\1|(" + i4() + "(I99999\nI99999\ntt" + "NNI8\nI1\nI0\ntb",
        "larger than the limit");
    element("dtype-huge-number", prefix + "(I3\nU\1|NNNI99999999999\nI1\nI0\ntb", "overflow");
  }

  private void arrays() {
    put(
        "no-array",
        Pickles.start().op("}."),
        "expected an array of objects but the pickle holds a dict");
    put("a-number", Pickles.start().op("K\1."), "but the pickle holds a number");
    put("other-shape", array("(I2\nt", "NN"), "expected |O (1,), as the header says");
    put("list-short", array("(I2\nt", "N"), "shape (2,) has 2 elements, not 1");
    put("list-long", array("(I1\nt", "NN"), "shape (1,) has 1 elements, not 2");
    put("list-empty", array("(I1\nt", ""), "shape (1,) has 1 elements, not 0");
    put("shape-negative", array("(I-1\nt", "N"), "is negative");
    put("shape-huge", array("(I4294967296\nI4294967296\nt", "N"), "");
    put("shape-of-text", array("(U\1at", "N"), "expects an int but found bytes");
    put("shape-list", array("(I1\nl", "N"), "expects a tuple but found a list");
    put("65-axes", array("(" + "I1\n".repeat(65) + "t", "N"), "at most 64 axes");
    put(
        "numbers-as-objects",
        Pickles.start().arrayOf("(I1\nt", "i4").raw(0x89).op("](Netb."),
        "expects bytes but found a list");
    put(
        "bytes-as-objects",
        Pickles.start().array("(I1\nt").op("U\10aaaaaaaatb."),
        "expects a list but found bytes");
    cases.put(
        "header-of-a-struct",
        new Case(
            array("(I1\nt", "N"),
            ArrayLayout.of(DType.of("[('a', '|O')]"), 1),
            "but the pickle holds |O (1,)"));
  }

  private static Pickles array(String shape, String items) {
    return Pickles.start().array(shape).op("](").op(items).endArray();
  }
}
