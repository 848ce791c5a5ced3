package io.npyio.cli;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.Field;
import io.npyio.array.Order;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.DescrJson;
import io.npyio.cli.format.Json;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JsonGenerator;

/** {@code npyio info}: what is in files, from their headers alone. */
final class InfoVerb extends Verb {
  private final PositionalParamSpec files;
  private final OptionSpec json;
  private final SourceOptions source;

  InfoVerb(Console console) {
    super(
        console,
        "info",
        "Tells what is in files: dtype, shape, order, and where the data begin. Reads headers only,"
            + " however large a file is.");
    files = parameters("FILE", ".npy or raw files.");
    json = flag("--json", "Print one JSON object a file.");
    source = new SourceOptions(this);
    examples(
        "npyio info weights.npy",
        "npyio info --json *.npy",
        "npyio info data.dat --dtype float32 --shape 3,3");
  }

  @Override
  public Integer call() throws Exception {
    List<String> paths = files.getValue();
    int worst = DONE;
    for (String file : paths) {
      try {
        String text = Failure.in(file, () -> text(file, paths.size() > 1));
        console().println(text);
      } catch (Failure failure) {
        worst = Math.max(worst, complain(failure));
      }
    }
    return worst;
  }

  private String text(String file, boolean isOneOfMany) throws IOException {
    Path path = Path.of(file);
    ArrayInfo info = source.kind(path).info(path, source.raw());
    if (isSet(json)) {
      return json(file, info);
    }
    return Complaints.printable(file) + ": " + (isOneOfMany ? line(info) : lines(info));
  }

  private static String line(ArrayInfo info) {
    ArrayLayout layout = info.layout();
    return "%s, %s, %s, %s order, %s, data at byte %d"
        .formatted(
            format(info),
            Complaints.printable(layout.dtype().toString()),
            layout.shape(),
            layout.order(),
            count(layout.nbytes(), "byte"),
            info.dataOffset());
  }

  private static String lines(ArrayInfo info) {
    ArrayLayout layout = info.layout();
    DType dtype = layout.dtype();
    var text = new StringBuilder(format(info));
    text.append("\n  dtype   ").append(dtype(dtype));
    if (dtype instanceof DType.Struct struct) {
      for (Field field : struct.fields()) {
        text.append("\n            ")
            .append(Complaints.printable(field.name()))
            .append(": ")
            .append(dtype(field.type()))
            .append(", at byte ")
            .append(field.offset());
      }
    }
    text.append("\n  shape   ").append(layout.shape());
    text.append("\n  order   ").append(layout.order() == Order.C ? "C (rows)" : "F (columns)");
    text.append("\n  size    ")
        .append(count(layout.size(), "element"))
        .append(" of ")
        .append(count(dtype.itemSize(), "byte"))
        .append(": ")
        .append(count(layout.nbytes(), "byte"));
    return text.append("\n  data    at byte ").append(info.dataOffset()).toString();
  }

  private static String format(ArrayInfo info) {
    return info.kind().word() + (info.version() == null ? "" : " " + info.version());
  }

  private static String dtype(DType dtype) {
    if (dtype instanceof DType.Struct struct) {
      return "struct of " + count(struct.fields().size(), "field");
    }
    return Complaints.printable(dtype.name() + " (" + dtype + ")");
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String json(String file, ArrayInfo info) throws IOException {
    ArrayLayout layout = info.layout();
    return Json.text(
        json -> {
          json.writeStartObject().writeStringProperty("file", file);
          json.writeStringProperty("format", info.kind().word());
          json.writeName("version");
          writeVersion(json, info);
          json.writeName("descr");
          DescrJson.write(json, layout.dtype());
          json.writeStringProperty("dtype", layout.dtype().name());
          Json.writeShape(json, layout.shape());
          json.writeBooleanProperty("fortran_order", layout.order() == Order.F);
          json.writeNumberProperty("itemsize", layout.dtype().itemSize());
          json.writeNumberProperty("size", layout.size());
          json.writeNumberProperty("nbytes", layout.nbytes());
          json.writeNumberProperty("data_offset", info.dataOffset());
          json.writeStringProperty("byte_order", byteOrder(layout.dtype())).writeEndObject();
        });
  }

  private static void writeVersion(JsonGenerator json, ArrayInfo info) {
    if (info.version() == null) {
      json.writeNull();
    } else {
      json.writeString(info.version().toString());
    }
  }

  /** One order, {@code mixed} for structs of both, {@code none} where there is nothing to order. */
  static String byteOrder(DType dtype) {
    Set<String> orders = new TreeSet<>();
    addByteOrders(dtype, orders);
    return orders.size() > 1
        ? "mixed"
        : String.join("", orders.isEmpty() ? Set.of("none") : orders);
  }

  private static void addByteOrders(DType dtype, Set<String> orders) {
    if (dtype instanceof DType.Struct struct) {
      struct.fields().forEach(field -> addByteOrders(field.type(), orders));
    } else if (dtype instanceof DType.SubArray array) {
      addByteOrders(array.base(), orders);
    } else if (!dtype
        .withByteOrder(ByteOrder.BIG_ENDIAN)
        .equals(dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN))) {
      boolean isBig = dtype.equals(dtype.withByteOrder(ByteOrder.BIG_ENDIAN));
      orders.add(isBig ? "big" : "little");
    }
  }
}
