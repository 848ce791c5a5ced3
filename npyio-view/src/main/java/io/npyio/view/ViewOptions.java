package io.npyio.view;

import java.time.Duration;

/**
 * How a viewer is served.
 *
 * @param version the version of npyio, which the page shows
 * @param port the port on loopback; 0 for any free one
 * @param isEditable whether elements may be set
 * @param idleExit the time without requests after which {@link
 *     io.npyio.view.server.ViewServer#awaitIdle} returns; zero for never
 */
public record ViewOptions(String version, int port, boolean isEditable, Duration idleExit) {
  /** A viewer on any free port that never ends by itself and sets nothing. */
  public static ViewOptions readOnly(String version) {
    return new ViewOptions(version, 0, false, Duration.ZERO);
  }
}
