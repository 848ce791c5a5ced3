package io.npyio.view.server;

import com.sun.net.httpserver.Headers;
import java.io.InputStream;

/** A request that was let in. */
record Request(Query query, Headers headers, InputStream body) {}
