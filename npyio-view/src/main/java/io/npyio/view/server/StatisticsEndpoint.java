package io.npyio.view.server;

import io.npyio.view.ArrayTools;

/** {@code api/stats}: the statistics of a part of an array. */
record StatisticsEndpoint(ArrayTools tools) implements ArrayEndpoint {
  @Override
  public Reply answer(OpenArray array, Query query) throws HttpProblem {
    Sample sample = Sample.of(array.part(), array.fetcher(), query);
    return Reply.json(
        Json.object(
            "of", sample.of(),
            "elements", sample.array().size(),
            "values", tools.statistics(sample.array())));
  }
}
