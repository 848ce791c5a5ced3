/**
 * NumPy arrays as a data source of Apache Spark 4: {@code spark.read().format("npy")} and {@code
 * df.write().format("npy")}.
 *
 * <p>Spark finds {@link io.npyio.spark.NpyFormat} by its short name; programs need not name a class
 * of this package. One row of a table is one row of an array: an index of its first axis. {@code
 * docs/spark.md} lists the options and the types.
 */
@NullMarked
package io.npyio.spark;

import org.jspecify.annotations.NullMarked;
