/**
 * Work on strided elements: {@link io.npyio.strided.Strided} is their geometry, {@link
 * io.npyio.strided.StridedWalk} iterates over them, and the rest are casts and copies, which
 * process the runs that it finds.
 */
@NullMarked
package io.npyio.strided;

import org.jspecify.annotations.NullMarked;
