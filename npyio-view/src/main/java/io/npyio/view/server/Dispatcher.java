package io.npyio.view.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Answers each request by the endpoint of its path. */
final class Dispatcher implements HttpHandler {
  private final AccessRules rules;
  private final IdleClock idle;

  Dispatcher(AccessRules rules, IdleClock idle) {
    this.rules = rules;
    this.idle = idle;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    idle.requestBegins();
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    } finally {
      idle.requestEnds();
    }
  }

  private int status(HttpExchange exchange) {
    try {
      String path =
          rules.requireAllowed(exchange.getRequestURI().getPath(), exchange.getRequestHeaders());
      throw HttpProblem.notFound("there is nothing at " + path);
    } catch (HttpProblem problem) {
      return problem.status();
    }
  }
}
