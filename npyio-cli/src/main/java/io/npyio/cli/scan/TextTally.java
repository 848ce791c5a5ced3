package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A tally of text and bytes, ordered by code points as in Python. */
final class TextTally extends Tally<String[]> {
  private final DType.Flexible.Form form;
  private long count;
  private @Nullable String min;
  private @Nullable String max;

  TextTally(DType.Flexible.Form form) {
    this.form = form;
  }

  @Override
  TextTally fresh() {
    return new TextTally(form);
  }

  @Override
  String[] buffer(int n) {
    return new String[n];
  }

  @Override
  void read(NdArray block, String[] buffer) {
    String[] texts = block.toArray(String[].class);
    System.arraycopy(texts, 0, buffer, 0, texts.length);
  }

  @Override
  void add(String[] block, int from, int to) {
    count += to - from;
    for (int i = from; i < to; i++) {
      see(block[i]);
    }
  }

  private void see(String text) {
    if (min == null || compare(text, min) < 0) {
      min = text;
    }
    if (max == null || compare(text, max) > 0) {
      max = text;
    }
  }

  /** Java compares UTF-16 units, which sorts supplementary characters before some others. */
  static int compare(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  @Override
  void join(Tally<String[]> later) {
    TextTally other = (TextTally) later;
    count += other.count;
    if (other.min != null && other.max != null) {
      see(other.min);
      see(other.max);
    }
  }

  @Override
  @Nullable Object value(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> count;
      case MIN -> stored(min);
      case MAX -> stored(max);
      case NAN, NAT, INF, MEAN, STD -> null;
    };
  }

  private @Nullable Object stored(@Nullable String text) {
    return text == null || form == DType.Flexible.Form.UNICODE
        ? text
        : text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
