/**
 * Structured arrays as lists and streams of Java records.
 *
 * <pre>{@code
 * record Star(@NpyField(dtype = "<U16") String name, int id, double ra, double dec) {}
 *
 * RecordMapper<Star> stars = RecordMapper.of(Star.class);
 * Npy.save(path, stars.toArray(List.of(new Star("Vega", 91262, 279.23, 38.78))));
 *
 * List<Star> all = stars.toList(Npy.load(path));
 * try (Memmap file = Npy.map(path, MapMode.READ_WRITE)) {
 *   long north = stars.stream(file.array()).filter(star -> star.dec() > 0).count();
 *   stars.set(file.array(), new Star("Vega", 91262, 279.234, 38.784), 0);
 * }
 * }</pre>
 */
@NullMarked
package io.npyio.record;

import org.jspecify.annotations.NullMarked;
