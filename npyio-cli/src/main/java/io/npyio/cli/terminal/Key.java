package io.npyio.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A key that was pressed.
 *
 * @param name what it is
 * @param character that it stands for, a control character included; 0 for a key without one
 */
record Key(Name name, char character) {
  /** The keys that are told apart. */
  enum Name {
    CHARACTER,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    TAB,
    BACK_TAB,
    ENTER,
    ERASE,
    ESCAPE,
    OTHER
  }

  private static final int ESCAPE = 0x1B;
  private static final int DELETE = 0x7F;

  /** The longest escape sequence that is read. */
  private static final int MAX_SEQUENCE = 32;

  static Key of(char character) {
    return new Key(Name.CHARACTER, character);
  }

  static Key of(Name name) {
    return new Key(name, '\0');
  }

  /** The key {@code Ctrl} and a letter. */
  static Key control(char letter) {
    return of((char) (letter & 0x1F));
  }

  /** Reads the bytes of a key; null at the end of the stream. */
  static @Nullable Key read(InputStream in) throws IOException {
    int first = in.read();
    return switch (first) {
      case -1 -> null;
      case ESCAPE -> in.available() == 0 ? of(Name.ESCAPE) : sequence(in);
      case '\t' -> of(Name.TAB);
      case '\r', '\n' -> of(Name.ENTER);
      case '\b', DELETE -> of(Name.ERASE);
      default -> first < DELETE ? of((char) first) : of(Name.OTHER);
    };
  }

  /** The key of an escape sequence, which a terminal sends at once: {@code ESC [ 5 ~} or alike. */
  private static Key sequence(InputStream in) throws IOException {
    int kind = in.read();
    if (kind != '[' && kind != 'O') {
      return of(Name.OTHER);
    }
    var parameters = new StringBuilder();
    int last = in.read();
    while (last >= ' ' && last < '@' && parameters.length() < MAX_SEQUENCE) {
      parameters.append((char) last);
      last = in.read();
    }
    return of(last == '~' ? numbered(parameters.toString()) : lettered(last));
  }

  private static Name lettered(int letter) {
    return switch (letter) {
      case 'A' -> Name.UP;
      case 'B' -> Name.DOWN;
      case 'C' -> Name.RIGHT;
      case 'D' -> Name.LEFT;
      case 'H' -> Name.HOME;
      case 'F' -> Name.END;
      case 'Z' -> Name.BACK_TAB;
      default -> Name.OTHER;
    };
  }

  private static Name numbered(String number) {
    return switch (number) {
      case "1", "7" -> Name.HOME;
      case "4", "8" -> Name.END;
      case "5" -> Name.PAGE_UP;
      case "6" -> Name.PAGE_DOWN;
      default -> Name.OTHER;
    };
  }
}
