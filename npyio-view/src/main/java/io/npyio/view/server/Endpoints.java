package io.npyio.view.server;

import io.npyio.view.ArrayTools;
import io.npyio.view.ViewOptions;
import io.npyio.view.reduce.Reductions;
import java.util.Map;

/** The addresses of the viewer's data. */
final class Endpoints {
  private Endpoints() {}

  /** The endpoints by method, by address. */
  static Map<String, Map<String, Endpoint>> of(
      OpenFiles files, Reductions reductions, ArrayTools tools, ViewOptions options) {
    var arrays = new ArrayRequests(files, reductions.gate());
    return Map.of(
        "api/files", get(new FilesEndpoint(files, options)),
        "api/state", get(new StateEndpoint(files, reductions)),
        "api/cells", get(arrays.urgent(new CellsEndpoint())),
        "api/tile", get(arrays.urgent(new TileEndpoint(reductions))),
        "api/line", get(arrays.urgent(new LineEndpoint(reductions))),
        "api/range", get(arrays.urgent(new RangeEndpoint(reductions))),
        "api/stats", get(arrays.endpoint(new StatisticsEndpoint(tools))),
        "api/hist", get(arrays.endpoint(new HistogramEndpoint(tools))),
        "api/export", get(new ExportEndpoint(files, tools)),
        "api/cell", Map.of("PUT", new EditEndpoint(files, options.isEditable())));
  }

  private static Map<String, Endpoint> get(Endpoint endpoint) {
    return Map.of("GET", endpoint);
  }
}
