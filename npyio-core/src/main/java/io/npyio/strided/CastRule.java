package io.npyio.strided;

/** The treatment of values that the target of a cast cannot hold. NumPy: casting rule. */
public enum CastRule {
  /** No value may change; the first one that would is reported. */
  EXACT,
  /** As NumPy assigns: floating-point values round, integers must be in range and whole. */
  ASSIGN,
  /** As NumPy's astype: integers keep their low bits, fractions are cut off. */
  CAST
}
