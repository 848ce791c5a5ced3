package io.npyio.view.server;

import io.npyio.view.reduce.Aggregate;
import io.npyio.view.reduce.Haste;
import io.npyio.view.reduce.Numbers;
import io.npyio.view.reduce.Reductions;
import io.npyio.view.reduce.Tile;

/** {@code api/tile}: a part of a heat map. */
record TileEndpoint(Reductions reductions) implements ArrayEndpoint {
  private static final int MAX_LEVEL = 62;

  @Override
  public Reply answer(OpenArray array, Query query) throws HttpProblem {
    Numbers plane = array.numbers(array.shown(2, "a heat map"), query);
    Tile tile =
        reductions.tile(
            ScanKey.of(array, plane.part()),
            plane,
            Aggregate.of(query.text("agg").orElse(null)),
            query.integer("level", 0, MAX_LEVEL),
            query.integer("row", 0, Long.MAX_VALUE),
            query.integer("col", 0, Long.MAX_VALUE),
            query.flag("hasty") ? Haste.HASTY : Haste.PATIENT);
    return Reply.floats(tile.cells())
        .with("X-Rows", Integer.toString(tile.rows()))
        .with("X-Cols", Integer.toString(tile.columns()))
        .exact(tile.exactness());
  }
}
