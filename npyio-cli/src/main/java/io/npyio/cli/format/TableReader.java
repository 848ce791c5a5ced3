package io.npyio.cli.format;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The rows of a table by RFC 4180: cells in quotes may hold separators and line breaks. */
final class TableReader implements Closeable {
  private static final int END = -1;

  private final BufferedReader in;
  private final char separator;
  private final StringBuilder cell = new StringBuilder();
  private long line = 1;
  private long rowLine = 1;
  private int next;

  TableReader(Path path, char separator, LongConsumer progress) throws IOException {
    InputStream bytes = Counted.of(Files.newInputStream(path), progress);
    // a decoder of its own complains of bytes that are no UTF-8
    this.in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
    this.separator = separator;
    this.next = in.read();
    if (next == '\uFEFF') {
      next = in.read();
    }
  }

  /** The line in which the last row begins, from 1. */
  long line() {
    return rowLine;
  }

  /** The cells of the next row that is not blank; null at the end. */
  @Nullable List<String> row() throws IOException {
    skipBlankLines();
    if (next == END) {
      return null;
    }
    rowLine = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == separator) {
      advance();
      cells.add(cell());
    }
    endOfLine();
    return cells;
  }

  private void skipBlankLines() throws IOException {
    while (next == '\n' || next == '\r') {
      advance();
    }
  }

  private String cell() throws IOException {
    cell.setLength(0);
    if (next == '"') {
      quoted();
    }
    while (next != separator && next != '\n' && next != '\r' && next != END) {
      cell.append((char) next);
      advance();
    }
    return cell.toString();
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
    next = in.read();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
