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

/** The rows of a table by RFC 4180: cells in quotes may hold separators and line breaks. */
final class TableReader implements Closeable {
  private static final int END = -1;

  private final Reader in;
  private final char separator;
  private final StringBuilder cell = new StringBuilder();

  /** The characters read ahead; {@code next} is the one before {@code at}. */
  private final char[] ahead = new char[1 << 13];

  private int at;
  private int end;
  private long line = 1;
  private long rowLine = 1;
  private int next;

  TableReader(Path path, char separator, LongConsumer progress) throws IOException {
    InputStream bytes = CountingStreams.of(Files.newInputStream(path), progress);
    // a decoder made so reports bytes that are not UTF-8
    this.in = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    this.separator = separator;
    this.next = read();
    if (next == '\uFEFF') {
      next = read();
    }
  }

  /** The line at which the last row starts, from 1. */
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
    return c == separator || c == '\n' || c == '\r';
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
