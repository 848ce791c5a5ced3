package io.npyio.cli.verb;

import io.npyio.cli.format.MemberNames;
import io.npyio.cli.format.text.Printable;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The difference of two archives, as {@code npyio diff} reports it.
 *
 * @param members of both archives
 * @param arrays the difference of each array that both have
 * @param others whether both have the same bytes, of each other member
 */
record ArchiveDiff(
    SharedMembers members, Map<String, ArrayDiff> arrays, Map<String, Boolean> others) {
  boolean isEqual() {
    return members.onlyInFirst().isEmpty()
        && members.onlyInSecond().isEmpty()
        && arrays.values().stream().allMatch(ArrayDiff::isEqual)
        && !others.containsValue(false);
  }

  /** The lines about two files; none if they are equal. */
  String text(String first, String second) {
    var text = new StringBuilder();
    members.onlyInFirst().forEach(name -> appendLine(text, onlyIn(first, name)));
    members.onlyInSecond().forEach(name -> appendLine(text, onlyIn(second, name)));
    arrays.forEach(
        (name, diff) -> {
          String member = ":" + MemberNames.key(name);
          text.append(diff.text(first + member, second + member));
        });
    others.forEach(
        (name, isEqual) -> {
          if (!isEqual) {
            appendLine(text, first + ":" + name + " and " + second + ":" + name + " differ");
          }
        });
    return text.toString();
  }

  private static String onlyIn(String file, String name) {
    return "only in " + file + ": " + MemberNames.key(name);
  }

  private static void appendLine(StringBuilder text, String line) {
    text.append(Printable.of(line)).append('\n');
  }

  /** Writes the properties of an object. */
  void write(JsonGenerator out) {
    out.writeBooleanProperty("equal", isEqual());
    write(out, "only_in_a", members.onlyInFirst());
    write(out, "only_in_b", members.onlyInSecond());
    out.writeName("members").writeStartArray();
    arrays.forEach(
        (name, diff) -> {
          out.writeStartObject().writeStringProperty("name", MemberNames.key(name));
          diff.write(out);
          out.writeEndObject();
        });
    others.forEach(
        (name, isEqual) -> {
          out.writeStartObject().writeStringProperty("name", name);
          out.writeBooleanProperty("equal", isEqual).writeEndObject();
        });
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, String property, List<String> names) {
    out.writeName(property).writeStartArray();
    names.forEach(name -> out.writeString(MemberNames.key(name)));
    out.writeEndArray();
  }
}
