package io.npyio.view.server;

import io.npyio.view.ArrayTools;

/** {@code api/hist}: the elements of a part of an array, counted in bins. */
record HistogramEndpoint(ArrayTools tools) implements ArrayEndpoint {
  private static final int MAX_BINS = 8192;

  @Override
  public Reply answer(OpenArray array, Query query) throws HttpProblem {
    int bins = query.integer("bins", 1, MAX_BINS);
    double low = query.real("low");
    double high = query.real("high");
    if (low > high) {
      throw HttpProblem.badRequest(
          "the parameter 'low' is %s, but 'high' is %s; low is at most high".formatted(low, high));
    }
    Sample sample = RealNumbers.of(array, query);
    ArrayTools.Counts counts = tools.histogram(sample.array(), bins, low, high);
    return Reply.json(
        Json.object(
            "low", counts.low(),
            "high", counts.high(),
            "counts", counts.counts(),
            "below", counts.below(),
            "above", counts.above(),
            "nan", counts.nan(),
            "of", sample.of(),
            "elements", sample.array().size()));
  }
}
