package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.SeenArray;
import io.npyio.cli.format.ShardSpec;
import io.npyio.cli.format.ShardsFile;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.WebAddress;
import io.npyio.cli.transfer.ElementView;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import io.npyio.shards.ShardOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that describe the files to be read, and how these are opened. */
final class SourceOptions {
  private final Verb verb;
  private final RawOptions raw;
  private final TableOptions table;
  private final OptionSpec from;
  private final OptionSpec dtype;
  private final OptionSpec fields;
  private final OptionSpec shards;
  private final OptionSpec shardOrder;
  private final MaxHeader maxHeader;
  private final StreamedInputs streams;
  private final WebInputs web;

  SourceOptions(Verb verb) {
    this.verb = verb;
    streams = verb.closing(new StreamedInputs(verb));
    raw = new RawOptions(verb);
    table = new TableOptions(verb);
    from =
        verb.option(
            "--from",
            "KIND",
            HelpText.READING + "the kind of the file: " + FileKind.words() + ".",
            OptionType.KIND);
    dtype =
        verb.option(
            "--view",
            "DTYPE",
            HelpText.READING + "see the bytes of the elements as this dtype, as ndarray.view does.",
            OptionType.DTYPE);
    fields =
        verb.option(
            "--fields",
            "A,B",
            HelpText.READING
                + "of structs only these fields, in this order; p.x is field x of field p.",
            OptionType.of(Names.class, Names::parse));
    shards =
        verb.flag("--shards", HelpText.READING + "a folder is one array, of all .npy files in it.");
    shardOrder =
        verb.option(
            "--shard-order",
            "RULE",
            HelpText.READING + "the order of shards: natural (2 before 10) or name (10 before 2).",
            OptionType.SHARD_ORDER);
    maxHeader = new MaxHeader(verb);
    web = new WebInputs(verb, streams);
  }

  SourceSpec spec() {
    ShardOrder order = shardOrder.getValue();
    return maxHeader.applyTo(
        new SourceSpec(
            raw.spec(),
            table.format(view().fields()),
            from.getValue(),
            SourceSpec.DEFAULT.limits(),
            new ShardSpec(areFoldersShards(), order == null ? ShardOrder.UNAMBIGUOUS : order)));
  }

  /** Whether a folder is one array, rather than all that is in it. */
  boolean areFoldersShards() {
    return Verb.isSet(shards);
  }

  /**
   * An existing file or standard input; the options for raw files and for tables are refused for
   * any other kind.
   */
  ArrayFile file(String name) throws IOException {
    ArrayFile file = oneOfMany(name);
    spec().requireFor(file.kind());
    return file;
  }

  /**
   * One of several existing files, or standard input; the options for raw files and for tables
   * apply to those that are raw or tables.
   */
  ArrayFile oneOfMany(String name) throws IOException {
    if (WebAddress.isOne(name)) {
      return web.file(name, spec());
    }
    ShardsFile many = ArrayFiles.shards(name, spec());
    if (many != null) {
      return many;
    }
    StreamAddress streamed = StreamAddress.of(name, raw.spec());
    if (streamed == null) {
      return ArrayFiles.source(name, spec());
    }
    ArrayFile file = copy(streamed.stream());
    if (file instanceof ArchiveFile archive) {
      return archive.called(streamed.stream()).choosing(streamed.member());
    }
    if (streamed.member() != null) {
      throw new IOException(
          "%s is a %s file; only an archive has members"
              .formatted(streamed.stream(), file.kind().word()));
    }
    return file;
  }

  private ArrayFile copy(String stream) throws IOException {
    if (stream.equals(StreamAddress.STANDARD_INPUT)) {
      Path copy = streams.copyOfStandardInput(raw.spec());
      return ArrayFiles.source(copy.toString(), spec().as(inputKind(copy)));
    }
    return ArrayFiles.copied(
        streams.copy(stream, raw.spec()), StreamedInputs.uncompressed(stream), spec());
  }

  /** The name of the array of a file. */
  String arrayName(String name) throws IOException {
    if (name.equals(StreamAddress.STANDARD_INPUT)) {
      return ArchiveFile.UNNAMED;
    }
    ArrayFile file = oneOfMany(name);
    if (file.kind() == FileKind.NPZ) {
      return file.arrayName();
    }
    if (WebAddress.isOne(name)) {
      return arrayName(WebAddress.of(name).fileName().toString(), file.kind());
    }
    return StreamedInputs.contain(name, raw.spec())
        ? arrayName(name, file.kind())
        : file.arrayName();
  }

  /** The name of the array of a file that has been copied. */
  private String arrayName(String original, FileKind kind) throws IOException {
    String name = StreamedInputs.uncompressed(original).toString();
    return ArrayFiles.source(name, spec().as(kind)).arrayName();
  }

  /**
   * Whether a name is that of a file itself, so that its elements can be set, rather than of a
   * copy, of an archive, or of several files.
   */
  boolean isInPlace(String name) throws IOException {
    return !WebAddress.isOne(name)
        && StreamAddress.of(name, raw.spec()) == null
        && ArrayFiles.shards(name, spec()) == null
        && from.getValue() == null
        && view().changesNothing();
  }

  /** Opens a file or standard input. */
  OpenArray open(String name, @Nullable DType wanted) throws IOException {
    return open(name, file(name), wanted);
  }

  /** As {@link #open(String, DType)}, but one of several. */
  OpenArray openOneOfMany(String name, @Nullable DType wanted) throws IOException {
    return open(name, oneOfMany(name), wanted);
  }

  /** Opens an array, showing progress under a name. */
  OpenArray open(String name, ArraySource source, @Nullable DType wanted) throws IOException {
    return open(name, source, wanted, null);
  }

  /**
   * As {@link #open(String, ArraySource, DType)}, but a part.
   *
   * @param index of the part, in Python's syntax; null for all of the array
   */
  OpenArray open(String name, ArraySource source, @Nullable DType wanted, @Nullable String index)
      throws IOException {
    var seen = new SeenArray(source, view());
    try (Progress progress = new Progress(verb.console(), name, seen.openingBytes(index))) {
      return seen.open(index, wanted, progress);
    }
  }

  /** The Python objects of an array; null if it has other elements, or only others are wanted. */
  @Nullable ObjectArray objects(ArraySource source) throws IOException {
    return new SeenArray(source, view()).objects();
  }

  /** What to see of the elements. */
  ElementView view() {
    Names names = fields.getValue();
    return new ElementView(dtype.getValue(), names == null ? List.of() : names.list());
  }

  /**
   * The names of fields, as one value: picocli would take a list for an option given repeatedly.
   */
  private record Names(List<String> list) {
    static Names parse(String text) {
      var names = new Names(List.of(text.split(",", -1)));
      if (names.list.contains("")) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a list of fields, as in x,y or p.x");
      }
      return names;
    }
  }

  /** The kind that is named, or else an archive, or else {@code .npy}. */
  private FileKind inputKind(Path copy) throws IOException {
    FileKind named = from.getValue();
    FileKind found = ArrayFiles.isArchive(copy) ? FileKind.NPZ : FileKind.NPY;
    return named == null ? found : named;
  }
}
