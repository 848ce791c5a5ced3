package io.npyio.view.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers each request by the endpoint of its address, or says why it has no answer. */
final class Dispatcher implements HttpHandler {
  private static final String ASSETS = "app/";

  private final AccessRules rules;
  private final IdleClock idle;
  private final Assets assets;

  /** Endpoints by method, by address. */
  private final Map<String, Map<String, Endpoint>> endpoints;

  Dispatcher(
      AccessRules rules,
      IdleClock idle,
      Assets assets,
      Map<String, Map<String, Endpoint>> endpoints) {
    this.rules = rules;
    this.idle = idle;
    this.assets = assets;
    this.endpoints = endpoints;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    idle.requestBegins();
    var exchange = new Exchange(http);
    try {
      exchange.send(answer(http));
    } catch (Exception | Error fault) {
      if (exchange.hasBegun()) {
        // an exception makes the JDK's server cut the connection, so that no half is taken for
        // whole
        throw new IOException("an answer was cut off", fault);
      }
      exchange.sendProblem(Faults.problem(fault));
    } finally {
      idle.requestEnds();
    }
  }

  private Reply answer(HttpExchange http) throws IOException, HttpProblem {
    String path = rules.requireAllowed(http.getRequestURI().getRawPath(), http.getRequestHeaders());
    Query query = Query.parse(http.getRequestURI().getRawQuery());
    Endpoint endpoint = endpoint(http.getRequestMethod(), path);
    return endpoint.answer(new Request(query, http.getRequestHeaders(), http.getRequestBody()));
  }

  private Endpoint endpoint(String method, String path) throws HttpProblem {
    Map<String, Endpoint> methods = methods(path);
    @Nullable Endpoint endpoint = methods.get(method);
    if (endpoint == null) {
      throw HttpProblem.wrongMethod(method, String.join(", ", new TreeMap<>(methods).keySet()));
    }
    return endpoint;
  }

  private Map<String, Endpoint> methods(String path) throws HttpProblem {
    if (path.isEmpty()) {
      return Map.of("GET", request -> assets.index());
    }
    if (path.startsWith(ASSETS)) {
      return Map.of("GET", request -> assets.get(path.substring(ASSETS.length())));
    }
    @Nullable Map<String, Endpoint> methods = endpoints.get(path);
    if (methods == null) {
      throw HttpProblem.notFound("the viewer has no such address");
    }
    return methods;
  }
}
