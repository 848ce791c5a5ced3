package io.npyio.pickle;

/**
 * The memory and work that reading one pickle may take. A few bytes of a pickle can ask for
 * gigabytes, or for a value that contains another one a billion times; the estimated size is
 * counted before anything is allocated.
 */
final class Allowance {
  /** The approximate size of a small Java object. */
  static final int OBJECT_BYTES = 32;

  /** A reference to a value, with the slack of the list that contains it. */
  static final int REFERENCE_BYTES = 12;

  /** An entry of a hash table. */
  static final int ENTRY_BYTES = 64;

  /** The maximum array length that every JVM supports. */
  static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  /**
   * Deep enough for real data, and shallow enough for recursive {@code hashCode} and {@code
   * toString}.
   */
  static final int MAX_DEPTH = 1000;

  /** The work that keys may cause in any pickle; each byte read allows more. */
  private static final long MIN_WORK_STEPS = 500_000;

  private static final long WORK_STEPS_PER_BYTE = 10;

  private final long maxMemory;
  private final long start;
  private long allocated;
  private long worked;

  Allowance(long maxMemory, long start) {
    this.maxMemory = Math.min(maxMemory, Long.MAX_VALUE / 4); // so that sums do not overflow
    this.start = start;
  }

  /** Counts memory that is about to be allocated. */
  void allocate(long at, long bytes) throws PickleException {
    allocated += bytes;
    if (allocated > maxMemory || allocated < 0) {
      throw tooLarge(at);
    }
  }

  /** Checks memory that is not counted piece by piece: the stack, and repeated values. */
  void require(long at, long bytes) throws PickleException {
    if (bytes > maxMemory - allocated) {
      throw tooLarge(at);
    }
  }

  private PickleException tooLarge(long at) {
    return PickleException.unsupported(
        at,
        "the values take more than the %d bytes of memory that are allowed".formatted(maxMemory),
        "if you trust the source, allow more");
  }

  /** Counts work that the length of the pickle does not bound: hashing and comparing keys. */
  void work(long at, long steps) throws PickleException {
    worked += steps;
    if (worked > MIN_WORK_STEPS + WORK_STEPS_PER_BYTE * (at - start)) {
      throw new PickleException(at, "the keys of sets and dictionaries take too long to compare");
    }
  }

  static void requireDepth(long at, int depth) throws PickleException {
    if (depth > MAX_DEPTH) {
      throw new PickleException(at, "values are nested more than " + MAX_DEPTH + " deep");
    }
  }
}
