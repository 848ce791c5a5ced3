package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum constant: by name in text, by ordinal in integers. */
final class EnumCell implements Cell {
  private final Class<?> type;
  private final Object[] constants;
  private final Map<String, Object> byName = new LinkedHashMap<>();

  EnumCell(Class<?> type) {
    this.type = type;
    this.constants = type.getEnumConstants();
    for (Object constant : constants) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
  }

  @Override
  public boolean accepts(DType dtype) {
    return Cell.isText(dtype) || isInteger(dtype);
  }

  private static boolean isInteger(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isInteger();
  }

  /** Names, because ordinals change when a constant is inserted. */
  @Override
  public DType natural() {
    return DType.unicode(
        byName.keySet().stream()
            .mapToInt(name -> name.codePointCount(0, name.length()))
            .max()
            .orElse(1));
  }

  @Override
  public Object get(NdArray element) {
    return isInteger(element.dtype())
        ? constant(
            element.getBigInteger().bitLength() < Integer.SIZE ? element.getInt() : -1,
            element.getString())
        : constant(element.getString());
  }

  private Object constant(int ordinal, Object shown) {
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new ArithmeticException(
          "%s is not an ordinal of %s, which has %d constants"
              .formatted(shown, type.getSimpleName(), constants.length));
    }
    return constants[ordinal];
  }

  private Object constant(String name) {
    Object constant = byName.get(name);
    if (constant == null) {
      throw new IllegalArgumentException(
          "'%s' is not a constant of %s: %s"
              .formatted(name, type.getSimpleName(), String.join(", ", byName.keySet())));
    }
    return constant;
  }

  @Override
  public MethodHandle stored(DType dtype) {
    boolean asNumber = isInteger(dtype);
    MethodType stored = MethodType.methodType(asNumber ? int.class : String.class);
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Enum.class, asNumber ? "ordinal" : "name", stored)
          .asType(stored.insertParameterTypes(0, type));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Enum has no " + stored, e);
    }
  }

  @Override
  public Loader loader(DType dtype) {
    return isInteger(dtype)
        ? new Loaded(this::ofOrdinals)
        : new Loaded(names(TextUnits.text((DType.Flexible) dtype)));
  }

  private Object ofOrdinals(NdArray view, int count) {
    int[] ordinals = new int[count];
    view.readInto(ordinals);
    Object[] values = values(count);
    Arrays.setAll(values, i -> constant(ordinals[i], ordinals[i]));
    return values;
  }

  private Block names(Loader text) {
    MethodHandle string =
        text.getter().asType(MethodType.methodType(String.class, Object.class, int.class));
    return (view, count) -> {
      Object units = text.load(view, count, null);
      Object[] values = values(count);
      Arrays.setAll(values, i -> constant(Handles.string(string, units, i)));
      return values;
    };
  }

  private Object[] values(int count) {
    return (Object[]) Array.newInstance(type, count);
  }

  /** Loads a block of constants. */
  private interface Block {
    Object load(NdArray view, int count);
  }

  private final class Loaded implements Loader {
    private final Block block;

    Loaded(Block block) {
      this.block = block;
    }

    @Override
    public Object load(NdArray view, int count, @Nullable Object old) {
      return block.load(view, count);
    }

    @Override
    public MethodHandle getter() {
      return MethodHandles.arrayElementGetter(type.arrayType());
    }
  }
}
