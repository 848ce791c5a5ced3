package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArchiveMember;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.MemberNames;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.scan.Difference;
import io.npyio.cli.scan.ObjectDifference;
import io.npyio.cli.scan.Tolerance;
import io.npyio.cli.scan.Workers;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npz;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JsonGenerator;

/** {@code npyio diff}: compares the arrays of two files. */
final class DiffVerb extends Verb {
  private final PositionalParamSpec first;
  private final PositionalParamSpec second;
  private final OptionSpec relative;
  private final OptionSpec absolute;
  private final OptionSpec equalNan;
  private final OptionSpec json;
  private final OptionSpec threads;
  private final SourceOptions source;

  DiffVerb(Console console) {
    super(
        console,
        "diff",
        "Shows whether, where and how far two arrays differ. They are equal if they have one shape and"
            + " equal values. Exit status: 0 equal, 1 different, 2 trouble. A different dtype of equal values is"
            + " reported, but does not count. Two archives are compared member by member.");
    first = parameter(0, "A", "Any kind of file; - is standard input.");
    second = parameter(1, "B", "The file to compare with A.");
    relative =
        tolerance("--rtol", "R", "Numbers a and b are equal if |a - b| <= atol + rtol * |b|.");
    absolute = tolerance("--atol", "T", "See --rtol. Without both, numbers must be equal.");
    equalNan = flag("--equal-nan", "NaN equals NaN, and NaT equals NaT.");
    json = flag("--json", "Print one JSON object.");
    threads = Options.threads(this);
    source = new SourceOptions(this);
    examples("npyio diff a.npy b.npy --rtol 1e-5 --equal-nan", "npyio diff old.npz new.npz --json");
  }

  private OptionSpec tolerance(String name, String label, String description) {
    return option(name, label, description, OptionType.of(Double.class, DiffVerb::tolerance));
  }

  private static Double tolerance(String text) {
    try {
      double tolerance = Double.parseDouble(text);
      if (tolerance >= 0) {
        return tolerance;
      }
    } catch (NumberFormatException notNumber) {
      // refused as a negative one is
    }
    throw new IllegalArgumentException("'" + text + "' is not a tolerance");
  }

  private Tolerance tolerance() {
    Double rtol = relative.getValue();
    Double atol = absolute.getValue();
    return new Tolerance(rtol == null ? 0 : rtol, atol == null ? 0 : atol, isSet(equalNan));
  }

  /**
   * One of the two files.
   *
   * @param source null for standard input
   */
  private record Side(String name, @Nullable ArraySource source) {
    /** The archive, if the whole of one is named. */
    @Nullable ArchiveFile wholeArchive() {
      return source instanceof ArchiveFile archive && archive.isWhole() ? archive : null;
    }

    /** The side of a member of an archive. */
    static Side member(String name, Npz archive, String member) {
      return new Side(name + ":" + MemberNames.key(member), new ArchiveMember(archive, member));
    }
  }

  @Override
  public Integer call() throws Exception {
    if (isStandardInput(first.getValue()) && isStandardInput(second.getValue())) {
      throw misuse("only one of the two can be standard input");
    }
    Side a = side(first.getValue());
    Side b = side(second.getValue());
    @Nullable ArchiveFile left = a.wholeArchive();
    @Nullable ArchiveFile right = b.wholeArchive();
    try (Workers workers = Options.workers(threads)) {
      return left != null && right != null
          ? archives(workers, a.name, left, b.name, right)
          : arrays(workers, a, b);
    }
  }

  private static boolean isStandardInput(String name) {
    return name.equals(StreamAddress.STANDARD_INPUT);
  }

  private Side side(String name) throws Failure {
    return isStandardInput(name)
        ? new Side(name, null)
        : new Side(name, Failure.in(name, () -> source.oneOfMany(name)));
  }

  // ---- two arrays --------------------------------------------------------------------------

  private int arrays(Workers workers, Side a, Side b) throws Exception {
    ArrayDiff diff = compared(workers, a, b);
    if (isSet(json)) {
      try (JsonGenerator out = started(a.name, b.name)) {
        diff.write(out);
        out.writeEndObject().writeRaw('\n');
      }
    } else {
      console().print(diff.text(a.name, b.name));
    }
    return diff.isEqual() ? ExitStatus.DONE : ExitStatus.NO;
  }

  private JsonGenerator started(String a, String b) {
    JsonGenerator out = Json.generator(console().out());
    out.writeStartObject().writeStringProperty("a", a).writeStringProperty("b", b);
    return out;
  }

  private ArrayDiff compared(Workers workers, Side a, Side b) throws Exception {
    ObjectArray left = objects(a);
    ObjectArray right = objects(b);
    if (left != null && right != null) {
      return compared(left, right);
    }
    if (left != null) {
      try (OpenArray open = open(b)) {
        return incomparable(left.dtype(), left.shape(), open.dtype(), open.array().shape());
      }
    }
    if (right != null) {
      try (OpenArray open = open(a)) {
        return incomparable(open.dtype(), open.array().shape(), right.dtype(), right.shape());
      }
    }
    try (OpenArray x = open(a);
        OpenArray y = open(b)) {
      return Failure.in(a.name, () -> compared(workers, a.name, x, y));
    }
  }

  private @Nullable ObjectArray objects(Side side) throws Exception {
    ArraySource found = side.source;
    return found == null
        ? null
        : Failure.in(side.name, () -> Optional.ofNullable(source.objects(found))).orElse(null);
  }

  private OpenArray open(Side side) throws Failure {
    ArraySource found = side.source;
    return Failure.in(
        side.name,
        () ->
            found == null
                ? source.openOneOfMany(side.name, null)
                : source.open(side.name, found, null));
  }

  private static ArrayDiff incomparable(DType a, Shape shape, DType b, Shape other) {
    return new ArrayDiff(a, b, shape, other, null);
  }

  private static ArrayDiff compared(ObjectArray a, ObjectArray b) {
    boolean isOneShape = a.shape().equals(b.shape());
    return new ArrayDiff(
        a.dtype(),
        b.dtype(),
        a.shape(),
        b.shape(),
        isOneShape ? List.of(ObjectDifference.of(a, b)) : null);
  }

  private ArrayDiff compared(Workers workers, String name, OpenArray x, OpenArray y)
      throws IOException {
    NdArray a = x.array();
    NdArray b = y.array();
    boolean areComparable =
        a.shape().equals(b.shape()) && Difference.areComparable(a.dtype(), b.dtype());
    List<Difference> fields = null;
    if (areComparable) {
      try (Progress progress = new Progress(console(), name, a.nbytes() + b.nbytes())) {
        fields = Difference.of(a, b, tolerance(), workers, progress);
      }
    }
    return new ArrayDiff(x.dtype(), y.dtype(), a.shape(), b.shape(), fields);
  }

  // ---- two archives ------------------------------------------------------------------------

  private int archives(Workers workers, String a, ArchiveFile left, String b, ArchiveFile right)
      throws Exception {
    try (Npz x = Failure.in(a, () -> left.archive());
        Npz y = Failure.in(b, () -> right.archive())) {
      ArchiveDiff diff = archives(workers, a, x, b, y);
      if (isSet(json)) {
        try (JsonGenerator out = started(a, b)) {
          diff.write(out);
          out.writeEndObject().writeRaw('\n');
        }
      } else {
        console().print(diff.text(a, b));
      }
      return diff.isEqual() ? ExitStatus.DONE : ExitStatus.NO;
    }
  }

  private ArchiveDiff archives(Workers workers, String a, Npz left, String b, Npz right)
      throws Exception {
    SharedMembers members = Failure.in(a, () -> SharedMembers.of(left, right));
    Map<String, ArrayDiff> arrays = new LinkedHashMap<>();
    for (String name : members.arrays()) {
      Side x = Side.member(a, left, name);
      Side y = Side.member(b, right, name);
      arrays.put(name, compared(workers, x, y));
    }
    Map<String, Boolean> others = new LinkedHashMap<>();
    for (String name : members.others()) {
      others.put(name, Failure.in(a, () -> SharedMembers.haveSameBytes(left, right, name)));
    }
    return new ArchiveDiff(members, arrays, others);
  }
}
