package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DateTimeUnitTest {
  @Test
  void symbolsMatchNumPyCoarsestFirst() {
    assertEquals(
        "Y M W D h m s ms us ns ps fs as generic",
        Arrays.stream(DateTimeUnit.values())
            .map(DateTimeUnit::symbol)
            .collect(Collectors.joining(" ")));
  }

  @Test
  void lengthsFollowTheGregorianCycle() {
    assertEquals("31556952000000000000000000", DateTimeUnit.YEAR.attoseconds().toString());
    assertEquals("2629746000000000000000000", DateTimeUnit.MONTH.attoseconds().toString());
    assertEquals("604800000000000000000000", DateTimeUnit.WEEK.attoseconds().toString());
    assertEquals("1000000000000000", DateTimeUnit.MILLISECOND.attoseconds().toString());
    assertEquals("1", DateTimeUnit.ATTOSECOND.attoseconds().toString());
    assertEquals("0", DateTimeUnit.GENERIC.attoseconds().toString());
  }
}
