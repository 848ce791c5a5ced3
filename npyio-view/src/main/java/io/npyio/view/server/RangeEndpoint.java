package io.npyio.view.server;

import io.npyio.view.reduce.Reductions;
import io.npyio.view.reduce.ValueRange;
import org.jspecify.annotations.Nullable;

/** {@code api/range}: between which numbers the elements of a part lie. */
record RangeEndpoint(Reductions reductions) implements ArrayEndpoint {
  @Override
  public Reply answer(OpenArray array, Query query) throws HttpProblem {
    ValueRange range = reductions.range(array.numbers(array.part(), query));
    return Reply.json(
        Json.object(
            "least", orNull(range.least()),
            "greatest", orNull(range.greatest()),
            "p1", orNull(range.p1()),
            "p2", orNull(range.p2()),
            "p98", orNull(range.p98()),
            "p99", orNull(range.p99()),
            "finite", range.finite(),
            "sampled", range.sampled(),
            "of", range.isSample() ? "sample" : "all",
            "integers", range.isInteger()));
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
