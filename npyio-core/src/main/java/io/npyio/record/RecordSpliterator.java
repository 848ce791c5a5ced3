package io.npyio.record;

import io.npyio.array.NdArray;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of an array, in C order, read block by block on demand. */
final class RecordSpliterator<R> implements Spliterator<R> {
  private final Binding binding;
  private NdArray array;
  private BlockPosition position;
  private @Nullable Iterator<NdArray> blocks;
  private Object @Nullable [] columns;
  private long capacity;
  private int next;
  private int end;
  private long done;

  RecordSpliterator(Binding binding, NdArray array, BlockPosition position) {
    this.binding = binding;
    this.array = array;
    this.position = position;
  }

  /** Loads the next block; false if there is none. */
  private boolean advance() {
    if (blocks == null) {
      blocks = array.blocks(binding.blockSize()).iterator();
    }
    if (!blocks.hasNext()) {
      return false;
    }
    NdArray block = blocks.next();
    boolean hasRoom = block.size() <= capacity;
    columns = binding.load(block, hasRoom ? columns : null, position.plus(done));
    capacity = Math.max(capacity, block.size());
    next = 0;
    end = (int) block.size();
    done += end;
    return true;
  }

  @SuppressWarnings("unchecked")
  private R make(Object[] loaded, int i) {
    return (R) binding.make(loaded, i);
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (next == end && !advance()) {
      return false;
    }
    Object[] loaded = columns;
    if (loaded != null) {
      action.accept(make(loaded, next++));
    }
    return true;
  }

  @Override
  public void forEachRemaining(Consumer<? super R> action) {
    do {
      Object[] loaded = columns;
      while (loaded != null && next < end) {
        action.accept(make(loaded, next++));
      }
    } while (advance());
  }

  @Override
  public @Nullable RecordSpliterator<R> trySplit() {
    long length = array.rank() == 0 ? 0 : array.shape().length(0);
    if (blocks != null || length < 2 || array.size() <= binding.blockSize()) {
      return null;
    }
    long middle = length / 2;
    RecordSpliterator<R> first =
        new RecordSpliterator<>(binding, array.slice(0, 0, middle), position);
    position = position.plus(first.array.size());
    array = array.slice(0, middle, length);
    return first;
  }

  @Override
  public long estimateSize() {
    return array.size() - done + end - next;
  }

  @Override
  public int characteristics() {
    return ORDERED | SIZED | SUBSIZED | NONNULL;
  }
}
