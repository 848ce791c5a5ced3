package io.npyio.cli;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.Shape;
import io.npyio.cli.format.Json;
import io.npyio.cli.format.OpenArray;
import io.npyio.cli.format.Place;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.scan.Crew;
import io.npyio.cli.scan.Difference;
import io.npyio.cli.scan.ObjectDifference;
import io.npyio.cli.scan.Tolerance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JsonGenerator;

/** {@code npyio diff}: whether two files hold the same array. */
final class DiffVerb extends Verb {
  private static final String STANDARD_INPUT = "-";

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
        "Tells whether, where and how far two arrays differ. They are equal if they have one shape and"
            + " equal values. Exit status: 0 equal, 1 different, 2 trouble. Of equal values another dtype is"
            + " told, and is no difference. Two archives are compared member by member.");
    first = parameter(0, "A", "Any kind of file; - is standard input.");
    second = parameter(1, "B", "What it is compared with.");
    relative =
        tolerance("--rtol", "R", "Numbers a and b are equal if |a - b| <= atol + rtol * |b|.");
    absolute = tolerance("--atol", "T", "The same. Without either they must be the same number.");
    equalNan = flag("--equal-nan", "NaN equals NaN, and NaT equals NaT.");
    json = flag("--json", "Print one JSON object.");
    threads = Options.threads(this);
    source = new SourceOptions(this);
    examples("npyio diff a.npy b.npy --rtol 1e-5 --equal-nan", "npyio diff old.npz new.npz --json");
  }

  private OptionSpec tolerance(String name, String label, String description) {
    return option(name, label, description, Double.class, Options::tolerance);
  }

  private Tolerance tolerance() {
    Double rtol = relative.getValue();
    Double atol = absolute.getValue();
    return new Tolerance(rtol == null ? 0 : rtol, atol == null ? 0 : atol, isSet(equalNan));
  }

  @Override
  public Integer call() throws Exception {
    String a = first.getValue();
    String b = second.getValue();
    if (a.equals(STANDARD_INPUT) && b.equals(STANDARD_INPUT)) {
      throw misuse("only one of the two can be standard input");
    }
    @Nullable Place from = place(a);
    @Nullable Place to = place(b);
    try (Crew crew = Options.crew(threads)) {
      return from != null && to != null && from.isWholeArchive() && to.isWholeArchive()
          ? archives(crew, a, from, b, to)
          : arrays(crew, a, from, b, to);
    }
  }

  private @Nullable Place place(String file) throws Failure {
    if (file.equals(STANDARD_INPUT)) {
      return null;
    }
    return Failure.in(file, () -> source.place(file));
  }

  // ---- two arrays --------------------------------------------------------------------------

  private int arrays(Crew crew, String a, @Nullable Place from, String b, @Nullable Place to)
      throws Exception {
    ArrayDiff diff = compared(crew, a, from, b, to);
    if (isSet(json)) {
      try (JsonGenerator out = started(a, b)) {
        diff.write(out);
        out.writeEndObject().writeRaw('\n');
      }
    } else {
      console().print(diff.text(a, b));
    }
    return diff.isEqual() ? DONE : NO;
  }

  private JsonGenerator started(String a, String b) {
    JsonGenerator out = Json.generator(console().out());
    out.writeStartObject().writeStringProperty("a", a).writeStringProperty("b", b);
    return out;
  }

  private ArrayDiff compared(
      Crew crew, String a, @Nullable Place from, String b, @Nullable Place to) throws Exception {
    ObjectArray objects = from == null ? null : objects(a, from);
    ObjectArray others = to == null ? null : objects(b, to);
    if (objects != null && others != null) {
      return compared(objects, others);
    }
    if (objects != null || others != null) {
      try (OpenArray open = objects == null ? open(a, from) : open(b, to)) {
        return objects == null
            ? mixed(open.array(), others, true)
            : mixed(open.array(), objects, false);
      }
    }
    try (OpenArray left = open(a, from);
        OpenArray right = open(b, to)) {
      return Failure.in(a, () -> compared(crew, a, left.array(), right.array()));
    }
  }

  private static @Nullable ObjectArray objects(String file, Place place) throws Exception {
    return Failure.in(file, () -> Optional.ofNullable(place.objects())).orElse(null);
  }

  private OpenArray open(String file, @Nullable Place place) throws Failure {
    return Failure.in(
        file,
        () ->
            place == null
                ? source.openOneOfMany(file, null)
                : source.open(file, place, place.isRaw() ? source.raw() : RawSpec.NOTHING, null));
  }

  private static ArrayDiff mixed(NdArray array, @Nullable ObjectArray objects, boolean isFirst) {
    Shape shape = objects == null ? Shape.of() : objects.shape();
    var dtype = objects == null ? array.dtype() : objects.dtype();
    return isFirst
        ? new ArrayDiff(array.dtype(), dtype, array.shape(), shape, null)
        : new ArrayDiff(dtype, array.dtype(), shape, array.shape(), null);
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

  private ArrayDiff compared(Crew crew, String name, NdArray a, NdArray b) throws IOException {
    boolean areComparable =
        a.shape().equals(b.shape()) && Difference.areComparable(a.dtype(), b.dtype());
    List<Difference> fields = null;
    if (areComparable) {
      try (Progress progress = new Progress(console(), name, a.nbytes() + b.nbytes())) {
        fields = Difference.of(a, b, tolerance(), crew, progress);
      }
    }
    return new ArrayDiff(a.dtype(), b.dtype(), a.shape(), b.shape(), fields);
  }

  // ---- two archives ------------------------------------------------------------------------

  private int archives(Crew crew, String a, Place from, String b, Place to) throws Exception {
    ArchiveDiff members = Failure.in(a, () -> ArchiveDiff.of(from.path(), to.path()));
    Map<String, ArrayDiff> arrays = new LinkedHashMap<>();
    for (String name : members.arrays()) {
      String member = ":" + ArchiveDiff.key(name);
      arrays.put(name, compared(crew, a + member, from.member(name), b + member, to.member(name)));
    }
    Map<String, Boolean> others = new LinkedHashMap<>();
    for (String name : members.others()) {
      others.put(
          name, Failure.in(a, () -> ArchiveDiff.haveSameBytes(from.path(), to.path(), name)));
    }
    boolean areEqual =
        members.onlyInFirst().isEmpty()
            && members.onlyInSecond().isEmpty()
            && arrays.values().stream().allMatch(ArrayDiff::isEqual)
            && !others.containsValue(false);
    if (isSet(json)) {
      printJson(a, b, areEqual, members, arrays, others);
    } else {
      print(a, b, members, arrays, others);
    }
    return areEqual ? DONE : NO;
  }

  private void print(
      String a,
      String b,
      ArchiveDiff members,
      Map<String, ArrayDiff> arrays,
      Map<String, Boolean> others)
      throws IOException {
    for (String name : members.onlyInFirst()) {
      console().println(Complaints.printable("only in " + a + ": " + ArchiveDiff.key(name)));
    }
    for (String name : members.onlyInSecond()) {
      console().println(Complaints.printable("only in " + b + ": " + ArchiveDiff.key(name)));
    }
    for (Map.Entry<String, ArrayDiff> array : arrays.entrySet()) {
      String member = ":" + ArchiveDiff.key(array.getKey());
      console().print(array.getValue().text(a + member, b + member));
    }
    for (Map.Entry<String, Boolean> other : others.entrySet()) {
      if (!other.getValue()) {
        String member = ":" + other.getKey();
        console().println(Complaints.printable(a + member + " and " + b + member + " differ"));
      }
    }
  }

  private void printJson(
      String a,
      String b,
      boolean areEqual,
      ArchiveDiff members,
      Map<String, ArrayDiff> arrays,
      Map<String, Boolean> others) {
    try (JsonGenerator out = started(a, b)) {
      out.writeBooleanProperty("equal", areEqual);
      write(out, "only_in_a", members.onlyInFirst());
      write(out, "only_in_b", members.onlyInSecond());
      out.writeName("members").writeStartArray();
      arrays.forEach(
          (name, diff) -> {
            out.writeStartObject().writeStringProperty("name", ArchiveDiff.key(name));
            diff.write(out);
            out.writeEndObject();
          });
      others.forEach(
          (name, isEqual) -> {
            out.writeStartObject().writeStringProperty("name", name);
            out.writeBooleanProperty("equal", isEqual).writeEndObject();
          });
      out.writeEndArray().writeEndObject().writeRaw('\n');
    }
  }

  private static void write(JsonGenerator out, String property, List<String> names) {
    out.writeName(property).writeStartArray();
    names.forEach(name -> out.writeString(ArchiveDiff.key(name)));
    out.writeEndArray();
  }
}
