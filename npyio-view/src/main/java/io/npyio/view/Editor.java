package io.npyio.view;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sets single elements of an array in place. */
public interface Editor {
  /**
   * Sets an element, if it still has the text that the user saw.
   *
   * @param field the dotted path of the field to set; null for the whole element
   * @param old the text that the user saw
   * @param value the new value, as {@code npyio set} takes it
   * @throws Conflict if the element has another text by now
   * @throws IllegalArgumentException if the index or the value does not fit the array
   */
  Change set(long[] index, @Nullable String field, String old, String value)
      throws IOException, Conflict;

  /**
   * An element that was set.
   *
   * @param text the new element as {@code npyio cat} prints it
   * @param undo the command line that sets the old value again
   */
  record Change(String text, String undo) {}

  /** The element is not what the user saw, so that it was left alone. */
  final class Conflict extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    /**
     * As the message says.
     *
     * @param text the element as it is now
     */
    public Conflict(String message, String text) {
      super(message);
      this.text = text;
    }

    /** The element as it is now. */
    public String text() {
      return text;
    }
  }
}
