package io.npyio.cli.verb;

import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.FileInfo;
import io.npyio.cli.format.text.DescrJson;
import io.npyio.cli.format.text.Json;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npz;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** The output of {@code npyio info --json}; its keys are a promise to scripts. */
final class InfoJson {
  private InfoJson() {}

  /** An object in one line. */
  static String of(String file, FileInfo info) throws IOException {
    return Json.text(
        json -> {
          json.writeStartObject().writeStringProperty("file", file);
          JsonGenerator unused =
              info.either(array -> write(json, array), archive -> write(json, archive));
          json.writeEndObject();
        });
  }

  private static JsonGenerator write(JsonGenerator json, ArchiveInfo info) {
    json.writeStringProperty("format", info.kind().word());
    json.writeName("members").writeStartArray();
    for (ArchiveInfo.Member member : info.members()) {
      json.writeStartObject().writeStringProperty("name", member.name());
      ArrayInfo array = member.array();
      if (member.fault() != null) {
        json.writeStringProperty("format", "bad");
        json.writeStringProperty("error", ErrorMessages.reason(member.fault()));
      } else if (array == null) {
        json.writeStringProperty("format", "other");
      } else {
        write(json, array);
      }
      Npz.Member entry = member.entry();
      json.writeStringProperty("compression", entry.compression().name().toLowerCase(Locale.ROOT));
      json.writeNumberProperty("compressed_size", entry.compressedSize());
      json.writeNumberProperty("file_size", entry.size());
      if (member.isShadowed()) {
        json.writeBooleanProperty("shadowed", true);
      }
      json.writeEndObject();
    }
    return json.writeEndArray();
  }

  private static JsonGenerator write(JsonGenerator json, ArrayInfo info) {
    ArrayLayout layout = info.layout();
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
    json.writeStringProperty("byte_order", byteOrder(layout.dtype()));
    if (info.shards() > 0) {
      json.writeNumberProperty("shards", info.shards());
    }
    return info.following() == 0 ? json : json.writeNumberProperty("following", info.following());
  }

  private static void writeVersion(JsonGenerator json, ArrayInfo info) {
    if (info.version() == null) {
      json.writeNull();
    } else {
      json.writeString(info.version().toString());
    }
  }

  /**
   * The byte order: {@code mixed} in structs with both, {@code none} without multi-byte numbers.
   */
  static String byteOrder(DType dtype) {
    Set<String> orders = new TreeSet<>();
    addByteOrders(dtype, orders);
    return orders.size() > 1
        ? "mixed"
        : String.join("", orders.isEmpty() ? Set.of("none") : orders);
  }

  private static void addByteOrders(DType dtype, Set<String> orders) {
    switch (dtype.category()) {
      case STRUCT ->
          ((DType.Struct) dtype).fields().forEach(field -> addByteOrders(field.type(), orders));
      case SUB_ARRAY -> addByteOrders(((DType.SubArray) dtype).base(), orders);
      default -> addByteOrder(dtype, orders);
    }
  }

  private static void addByteOrder(DType dtype, Set<String> orders) {
    boolean isBig = dtype.equals(dtype.withByteOrder(ByteOrder.BIG_ENDIAN));
    boolean isLittle = dtype.equals(dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN));
    if (isBig != isLittle) {
      orders.add(isBig ? "big" : "little");
    }
  }
}
