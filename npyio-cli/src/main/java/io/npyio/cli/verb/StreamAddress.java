package io.npyio.cli.verb;

import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.RawSpec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An input that is read once, as users name it, or an array in an archive that arrives so: {@code
 * -}, {@code /dev/stdin:weights}, {@code run.npz.gz:weights}.
 *
 * @param stream standard input, a pipe, a device or a gzip file
 * @param member of the archive; null for the whole input
 */
record StreamAddress(String stream, @Nullable String member) {
  /** The name of standard input. */
  static final String STANDARD_INPUT = "-";

  private static final char COLON = ':';

  /** No argument of a process contains it. */
  private static final String MARK = "\0";

  /**
   * {@return what a name stands for; null if it names a file}
   *
   * @param spec of the bytes if they are raw
   */
  static @Nullable StreamAddress of(String name, RawSpec spec) throws IOException {
    if (isStream(name, spec)) {
      return new StreamAddress(name, null);
    }
    for (int colon = name.indexOf(COLON); colon > 0; colon = name.indexOf(COLON, colon + 1)) {
      String stream = name.substring(0, colon);
      if (isStream(stream, spec) && !ArrayFiles.exists(name)) {
        return new StreamAddress(stream, requireMember(name.substring(colon + 1)));
      }
    }
    return null;
  }

  private static boolean isStream(String name, RawSpec spec) throws IOException {
    return name.equals(STANDARD_INPUT) || StreamedInputs.contain(name, spec);
  }

  private static String requireMember(String member) throws IOException {
    if (member.isEmpty()) {
      throw new IOException("names no member after the colon");
    }
    return member;
  }

  // ---- on the command line ------------------------------------------------------------------

  /**
   * {@return the words of a call, marked where the parser would take {@code -:NAME} for options}
   */
  static String[] marked(String[] words) {
    String[] marked = words.clone();
    for (int i = 0; i < marked.length; i++) {
      if (marked[i].startsWith(STANDARD_INPUT + COLON)) {
        marked[i] = MARK + marked[i];
      }
    }
    return marked;
  }

  /** {@return a word as it was typed} */
  static String unmarked(String word) {
    return word.startsWith(MARK) ? word.substring(MARK.length()) : word;
  }
}
