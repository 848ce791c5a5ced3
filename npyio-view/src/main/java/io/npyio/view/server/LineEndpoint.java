package io.npyio.view.server;

import io.npyio.view.reduce.Line;
import io.npyio.view.reduce.Numbers;
import io.npyio.view.reduce.Reductions;

/** {@code api/line}: the least and the greatest of each of many stretches. */
record LineEndpoint(Reductions reductions) implements ArrayEndpoint {
  private static final int MAX_STRETCHES = 8192;

  @Override
  public Reply answer(OpenArray array, Query query) throws HttpProblem {
    Numbers series = array.numbers(array.shown(1, "a line"), query);
    long length = series.array().shape().length(0);
    long from = query.integer("from", 0, length);
    Line line =
        reductions.line(
            ScanKey.of(array, series.part()),
            series,
            from,
            query.integer("to", from, length),
            query.integer("n", 1, MAX_STRETCHES));
    return Reply.doubles(line.bounds()).exact(line.exactness());
  }
}
