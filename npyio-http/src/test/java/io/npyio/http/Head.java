package io.npyio.http;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Map;

/** The head of a made-up reply. */
record Head(int statusCode, HttpHeaders headers) implements ResponseInfo {
  static Head of(int status, String header, String value) {
    return new Head(status, HttpHeaders.of(Map.of(header, List.of(value)), (name, text) -> true));
  }

  @Override
  public HttpClient.Version version() {
    return HttpClient.Version.HTTP_1_1;
  }
}
