package io.npyio.cli.format.text;

import io.npyio.cli.transfer.CountingStreams;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table by RFC 4180, where cells in quotes may hold delimiters and line breaks, or
 * with blanks between cells; without comments.
 */
final class TableReader implements Closeable {
  private static final int END = -1;

  private final Reader in;
  private final char delimiter;
  private final boolean areBlanksDelimiters;
  private final boolean hasQuotes;
  private final int comment;
  private final StringBuilder cell = new StringBuilder();

  /** The characters read ahead; {@code next} is the one before {@code at}. */
  private final char[] ahead = new char[1 << 13];

  private int at;
  private int end;
  private long line = 1;
  private long rowLine = 1;
  private int next;

  TableReader(Path path, TableSyntax syntax, LongConsumer progress) throws IOException {
    InputStream bytes = CountingStreams.of(Files.newInputStream(path), progress);
    // a decoder made so reports bytes that are not UTF-8
    this.in = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    this.delimiter = syntax.delimiter();
    this.areBlanksDelimiters = delimiter == TableSyntax.BLANKS;
    this.hasQuotes = syntax.dialect().hasQuotes;
    this.comment = syntax.comment();
    this.next = read();
    if (next == '\uFEFF') {
      next = read();
    }
    for (long i = 0; i < syntax.skippedLines() && next != END; i++) {
      skipToEndOfLine();
      endOfLine();
    }
  }

  /** The line at which the last row starts, from 1. */
  long line() {
    return rowLine;
  }

  /** The cells of a heading, which may be a comment. */
  @Nullable List<String> commentedRow() throws IOException {
    skipBlankLines();
    if (next == comment) {
      advance();
    }
    return row();
  }

  /** The cells of the next row that is not blank; null at the end. */
  @Nullable List<String> row() throws IOException {
    List<String> cells;
    boolean isComment;
    do {
      skipEmptyLines();
      if (next == END) {
        return null;
      }
      rowLine = line;
      cells = areBlanksDelimiters ? words() : cells();
      isComment = next == comment && cells.size() == 1 && cells.get(0).isBlank();
      if (next == comment) {
        skipToEndOfLine();
      }
      endOfLine();
    } while (isComment);
    return cells;
  }

  private List<String> cells() throws IOException {
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == delimiter) {
      advance();
      cells.add(cell());
    }
    return cells;
  }

  /** Cells with blanks between, at least one. */
  private List<String> words() throws IOException {
    List<String> words = new ArrayList<>();
    while (next != END && next != '\n' && next != '\r' && next != comment) {
      words.add(cell());
      skipBlanks();
    }
    return words;
  }

  private void skipEmptyLines() throws IOException {
    skipBlankLines();
    while (next == comment) {
      skipToEndOfLine();
      skipBlankLines();
    }
  }

  private void skipBlankLines() throws IOException {
    skipBlanks();
    while (next == '\n' || next == '\r') {
      advance();
      skipBlanks();
    }
  }

  /** Passes over blanks where these are delimiters. */
  private void skipBlanks() throws IOException {
    while (areBlanksDelimiters && isBlank(next)) {
      advance();
    }
  }

  private void skipToEndOfLine() throws IOException {
    while (next != END && next != '\n' && next != '\r') {
      advance();
    }
  }

  private String cell() throws IOException {
    cell.setLength(0);
    if (next == '"' && hasQuotes) {
      quoted();
    }
    while (next != END && !endsCell(next)) {
      int from = at - 1;
      while (at < end && !endsCell(ahead[at])) {
        at++;
      }
      cell.append(ahead, from, at - from);
      next = read();
    }
    return cell.toString();
  }

  private boolean endsCell(int c) {
    return c == delimiter
        || c == '\n'
        || c == '\r'
        || c == comment
        || (areBlanksDelimiters && isBlank(c));
  }

  /** As Python's {@code isspace}, but for line breaks. */
  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || (c > '\r' || c == 0x0B || c == '\f') && isRareBlank(c);
  }

  private static boolean isRareBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  private void quoted() throws IOException {
    long opened = line;
    advance();
    while (true) {
      if (next == END) {
        throw new IOException("line " + opened + ": a quote is opened here and never closed");
      }
      boolean isQuote = next == '"';
      int c = next;
      advance();
      if (isQuote && next != '"') {
        return;
      }
      cell.append((char) c);
      if (isQuote) {
        advance();
      }
    }
  }

  private void endOfLine() throws IOException {
    if (next == '\r') {
      advance();
    }
    if (next == '\n') {
      advance();
    }
  }

  private void advance() throws IOException {
    line += next == '\n' ? 1 : 0;
    next = read();
  }

  private int read() throws IOException {
    if (at >= end) {
      at = 0;
      end = in.read(ahead, 0, ahead.length);
    }
    return end < 0 ? END : ahead[at++];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
