package io.npyio.cli.scan;

import io.npyio.cli.format.text.Json;
import io.npyio.cli.scan.Statistics.FieldStatistics;
import io.npyio.dtype.DType;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Statistics as JSON. */
public final class StatisticsJson {
  private StatisticsJson() {}

  /**
   * Writes statistics as properties of an object; a struct has a list of fields.
   *
   * @param dtype of the array
   */
  public static void write(JsonGenerator out, DType dtype, List<FieldStatistics> fields) {
    if (dtype instanceof DType.Struct) {
      writeFields(out, fields);
    } else {
      fields.forEach(field -> writeValues(out, field));
    }
  }

  private static void writeFields(JsonGenerator out, List<FieldStatistics> fields) {
    out.writeName("fields").writeStartArray();
    for (FieldStatistics field : fields) {
      out.writeStartObject().writeStringProperty("name", field.name());
      out.writeStringProperty("dtype", field.dtype().name());
      writeValues(out, field);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeValues(JsonGenerator out, FieldStatistics field) {
    for (Statistics.Value value : field.values()) {
      out.writeName(value.statistic().word());
      if (value.array() == null) {
        out.writeNull();
      } else {
        Json.writeElements(out, value.array());
      }
    }
  }
}
