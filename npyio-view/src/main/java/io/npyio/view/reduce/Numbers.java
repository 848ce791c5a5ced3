package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;

/**
 * An array whose elements are seen as real numbers.
 *
 * @param part the number that stands for an element
 * @param fetcher brings the elements before they are read
 */
public record Numbers(NdArray array, Part part, Fetcher fetcher) {
  /** {@return the numbers of an array whose elements are all there} */
  public static Numbers of(NdArray array, Part part) {
    return new Numbers(array, part, Fetcher.NONE);
  }
}
