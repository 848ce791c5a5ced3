package io.npyio.cli.python;

/** What Python's comparison operators ask of two elements. */
enum Relation {
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String sign;

  Relation(String sign) {
    this.sign = sign;
  }

  static Relation of(String sign) {
    for (Relation each : values()) {
      if (each.sign.equals(sign)) {
        return each;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  /** Whether elements without an order can be asked. */
  boolean isEquality() {
    return this == EQUAL || this == UNEQUAL;
  }

  /** Whether elements in an order of {@link ElementOrder} are so related. */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == ElementOrder.SAME;
      case UNEQUAL -> order != ElementOrder.SAME;
      case LESS -> order == ElementOrder.BEFORE;
      case LESS_OR_EQUAL -> order == ElementOrder.BEFORE || order == ElementOrder.SAME;
      case GREATER -> order == ElementOrder.AFTER;
      case GREATER_OR_EQUAL -> order == ElementOrder.AFTER || order == ElementOrder.SAME;
    };
  }

  @Override
  public String toString() {
    return sign;
  }
}
