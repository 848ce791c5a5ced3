package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.console.Failure;
import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.FileInfo;
import io.npyio.cli.format.text.Plural;
import io.npyio.cli.format.text.Printable;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio info}: shows the contents of files, from their headers alone. */
final class InfoVerb extends Verb {
  private final PositionalParamSpec files;
  private final Folders folders;
  private final OptionSpec json;
  private final SourceOptions source;

  InfoVerb(Console console) {
    super(
        console,
        "info",
        "Shows the contents of files: dtype, shape, order, and where the data begin. Reads only headers,"
            + " however large a file is.");
    files =
        parameters(
            0,
            "FILE",
            ".npy, .npz or raw files; archive.npz:name is one array of an archive; a folder stands for"
                + " the arrays in it.");
    OptionSpec recursive = Folders.option(this);
    json = flag("--json", "Print one JSON object per file.");
    source = new SourceOptions(this);
    folders = new Folders(this, recursive, source);
    examples(
        "npyio info weights.npy",
        "npyio info --json *.npy",
        "npyio info run.npz",
        "npyio info data.dat --dtype float32 --shape 3,3");
  }

  @Override
  public Integer call() throws Exception {
    List<String> named = files.getValue();
    boolean areMany = named.size() > 1 || folders.isFolder(named.get(0));
    int worst = ExitStatus.DONE;
    for (String name : named) {
      try {
        for (String file : Failure.in(name, () -> folders.files(name))) {
          worst = Math.max(worst, show(file, areMany));
        }
      } catch (Failure failure) {
        worst = Math.max(worst, report(failure));
      }
    }
    return worst;
  }

  private int show(String file, boolean isOneOfMany) throws IOException {
    try {
      FileInfo info = Failure.in(file, () -> source.file(file).info().seenAs(source.view()));
      console().println(Failure.in(file, () -> text(file, info, isOneOfMany)));
      boolean isBad = info instanceof ArchiveInfo archive && archive.hasFault();
      return isBad ? ExitStatus.TROUBLE : ExitStatus.DONE;
    } catch (Failure failure) {
      return report(failure);
    }
  }

  private String text(String file, FileInfo info, boolean isOneOfMany) throws IOException {
    if (isSet(json)) {
      return InfoJson.of(file, info);
    }
    return Printable.of(file)
        + ": "
        + info.either(
            array -> isOneOfMany ? line(array) : lines(array),
            archive -> isOneOfMany ? line(archive) : lines(archive));
  }

  private static String line(ArchiveInfo info) {
    return info.kind().word() + ", " + Plural.of(info.members().size(), "member");
  }

  private static String lines(ArchiveInfo info) {
    var text = new StringBuilder(line(info));
    for (ArchiveInfo.Member member : info.members()) {
      ArrayInfo array = member.array();
      text.append("\n  ")
          .append(Printable.of(member.name()))
          .append(": ")
          .append(array == null ? other(member) : brief(array))
          .append(", ")
          .append(packed(member.entry()))
          .append(member.isShadowed() ? ", shadowed by a later member" : "");
    }
    return text.toString();
  }

  private static String other(ArchiveInfo.Member member) {
    NpyFormatException fault = member.fault();
    return fault == null ? "no array" : "bad, " + Printable.of(ErrorMessages.reason(fault));
  }

  private static String packed(Npz.Member entry) {
    return switch (entry.compression()) {
      case STORED -> Plural.of(entry.size(), "byte") + " stored";
      case DEFLATED -> Plural.of(entry.size(), "byte") + " deflated to " + entry.compressedSize();
      case BZIP2 -> Plural.of(entry.size(), "byte") + " by bzip2 to " + entry.compressedSize();
      case LZMA -> Plural.of(entry.size(), "byte") + " by LZMA to " + entry.compressedSize();
      case OTHER -> Plural.of(entry.size(), "byte") + " in an unsupported compression";
    };
  }

  private static String line(ArrayInfo info) {
    String place = info.shards() == 0 ? "data at byte " + info.dataOffset() : shards(info);
    return "%s, %s, %s".formatted(brief(info), Plural.of(info.layout().nbytes(), "byte"), place);
  }

  private static String shards(ArrayInfo info) {
    return "in " + Plural.of(info.shards(), "shard");
  }

  private static String brief(ArrayInfo info) {
    ArrayLayout layout = info.layout();
    return "%s, %s, %s, %s order"
        .formatted(
            format(info), Printable.of(layout.dtype().toString()), layout.shape(), layout.order());
  }

  private static String lines(ArrayInfo info) {
    ArrayLayout layout = info.layout();
    DType dtype = layout.dtype();
    var text = new StringBuilder(format(info));
    text.append("\n  dtype   ").append(dtype(dtype));
    if (dtype instanceof DType.Struct struct) {
      for (Field field : struct.fields()) {
        text.append("\n            ")
            .append(Printable.of(field.name()))
            .append(": ")
            .append(dtype(field.type()))
            .append(", at byte ")
            .append(field.offset());
      }
    }
    text.append("\n  shape   ").append(layout.shape());
    text.append("\n  order   ").append(layout.order() == Order.C ? "C (rows)" : "F (columns)");
    text.append("\n  size    ")
        .append(Plural.of(layout.size(), "element"))
        .append(" of ")
        .append(Plural.of(dtype.itemSize(), "byte"))
        .append(": ")
        .append(Plural.of(layout.nbytes(), "byte"));
    text.append("\n  data    ")
        .append(info.shards() == 0 ? "at byte " + info.dataOffset() : shards(info));
    return text.append(following(info)).toString();
  }

  private static String following(ArrayInfo info) {
    return info.following() == 0
        ? ""
        : "\n  then    %s at byte %d; 'npyio verify' tells whether they are arrays"
            .formatted(Plural.of(info.following(), "byte"), info.dataEnd());
  }

  private static String format(ArrayInfo info) {
    return info.kind().word() + (info.version() == null ? "" : " " + info.version());
  }

  private static String dtype(DType dtype) {
    if (dtype instanceof DType.Struct struct) {
      return "struct of " + Plural.of(struct.fields().size(), "field");
    }
    return Printable.of(dtype.name() + " (" + dtype + ")");
  }
}
