package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.Plural;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.scan.Difference;
import io.npyio.cli.scan.Difference.ElementPair;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The difference of two arrays, as {@code npyio diff} reports it.
 *
 * @param fields one difference, or one for each field; null if the shapes or dtypes rule out a
 *     comparison
 */
record ArrayDiff(DType a, DType b, Shape shape, Shape other, @Nullable List<Difference> fields) {
  boolean isEqual() {
    return fields != null && fields.stream().allMatch(field -> field.count() == 0);
  }

  private boolean isOneType() {
    return DType.equalsIgnoringByteOrder(a, b);
  }

  // ---- text --------------------------------------------------------------------------------

  /** The lines about two files; none if they are the same array. */
  String text(String first, String second) {
    String both = Printable.of(first + " and " + second);
    if (isEqual()) {
      return isOneType() ? "" : both + " have equal values" + types() + "\n";
    }
    var text = new StringBuilder(both).append(" differ");
    if (fields == null) {
      text.append(types());
      text.append(shape.equals(other) ? "" : "\n  shape     " + shape + " and " + other);
      return text.append('\n').toString();
    }
    boolean isPlain = fields.size() == 1 && fields.get(0).name().isEmpty();
    text.append(isPlain ? " in " + share(fields.get(0)) : "").append(types()).append('\n');
    for (Difference field : fields) {
      if (field.count() > 0) {
        String title = "  " + Printable.of(field.name()) + ": " + share(field) + "\n";
        text.append(isPlain ? "" : title);
        appendExtremes(text, isPlain ? "  " : "    ", field);
      }
    }
    return text.toString();
  }

  private String types() {
    return isOneType() ? "" : "\n  dtype     " + Printable.of(name(a) + " and " + name(b));
  }

  private static String name(DType dtype) {
    return dtype instanceof DType.Struct ? dtype.toString() : dtype.name();
  }

  private static String share(Difference field) {
    return field.count() + " of " + Plural.of(field.size(), "element");
  }

  private static void appendExtremes(StringBuilder text, String indent, Difference field) {
    append(text, indent + "first     ", "", field.first());
    ElementPair farthest = field.farthest();
    if (farthest != null) {
      append(text, indent + "absolute  ", distance(farthest) + " ", farthest);
    }
    ElementPair most = field.mostInProportion();
    if (most != null) {
      append(text, indent + "relative  ", number(field.proportion()) + " ", most);
    }
  }

  private static void append(
      StringBuilder text, String label, String amount, @Nullable ElementPair pair) {
    if (pair != null) {
      String index =
          pair.index().isEmpty()
              ? "()"
              : pair.index().stream().map(String::valueOf).collect(Collectors.joining(", "));
      String values = Console.text(pair.a()) + " and " + Console.text(pair.b());
      text.append(label).append(amount).append("at [").append(index).append("]: ");
      text.append(values).append('\n');
    }
  }

  private static String distance(ElementPair pair) {
    Number distance = pair.distance();
    return distance instanceof BigInteger ? distance.toString() : number(distance.doubleValue());
  }

  private static String number(double value) {
    return NdArray.of(value).toString();
  }

  // ---- JSON --------------------------------------------------------------------------------

  /** Writes the properties of an object. */
  void write(JsonGenerator json) {
    json.writeBooleanProperty("equal", isEqual());
    json.writeName("dtype").writeStartArray().writeString(name(a)).writeString(name(b));
    json.writeEndArray().writeName("shape").writeStartArray();
    Json.writeLengths(json, shape);
    Json.writeLengths(json, other);
    json.writeEndArray();
    if (fields == null) {
      json.writeNullProperty("differing");
    } else if (fields.size() == 1 && fields.get(0).name().isEmpty()) {
      write(json, fields.get(0));
    } else {
      json.writeName("fields").writeStartArray();
      for (Difference field : fields) {
        json.writeStartObject().writeStringProperty("name", field.name());
        write(json, field);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, Difference field) {
    json.writeNumberProperty("size", field.size());
    json.writeNumberProperty("differing", field.count());
    write(json, "first", field.first(), null);
    ElementPair farthest = field.farthest();
    write(json, "max_absolute", farthest, farthest == null ? null : farthest.distance());
    write(json, "max_relative", field.mostInProportion(), field.proportion());
  }

  private static void write(
      JsonGenerator json, String name, @Nullable ElementPair pair, @Nullable Number amount) {
    json.writeName(name);
    if (pair == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    if (amount != null) {
      json.writeName("difference");
      if (amount instanceof BigInteger whole) {
        json.writeNumber(whole);
      } else {
        Json.writeElements(json, NdArray.of(amount.doubleValue()));
      }
    }
    json.writeName("index").writeStartArray();
    pair.index().forEach(json::writeNumber);
    json.writeEndArray().writeName("a");
    Json.writeElements(json, pair.a());
    json.writeName("b");
    Json.writeElements(json, pair.b());
    json.writeEndObject();
  }
}
