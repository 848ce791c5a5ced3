/**
 * Arrays as text, to read and to write: tables ({@link io.npyio.cli.format.text.Table}, {@link
 * io.npyio.cli.format.text.TableWriter}, {@link io.npyio.cli.format.text.TxtWriter}) and JSON
 * ({@link io.npyio.cli.format.text.JsonDocument}, {@link io.npyio.cli.format.text.JsonWriter}).
 */
@NullMarked
package io.npyio.cli.format.text;

import org.jspecify.annotations.NullMarked;
