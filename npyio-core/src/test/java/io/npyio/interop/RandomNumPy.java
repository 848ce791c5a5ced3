package io.npyio.interop;

/** The start of scripts that make arrays of every dtype in NumPy. */
public final class RandomNumPy {
  private RandomNumPy() {}

  /**
   * {@return a script that defines {@code rng}, the list {@code dtypes}, in both byte orders where
   * there are two, and {@code random(dtype, shape)}, whose elements have random bits}
   */
  public static String of(long seed) {
    return """
    rng = np.random.default_rng(%d)
    swapped = ['i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8', 'c8', 'c16', 'U3', 'M8[ms]', 'm8[ns]']
    if np.dtype('g').itemsize == 16:
        swapped += ['f16', 'c32']
    dtypes = ['?', 'i1', 'u1', 'S5', 'V7'] + [order + kind for kind in swapped for order in '<>'] + [
        [('x', '<f4'), ('n', '>i2', (2,)), ('s', 'S3')],
        [('p', [('a', '>f8'), ('b', '?')], (2,)), ('t', '>U2'), ('when', '<M8[s]')],
        np.dtype([('a', 'u1'), ('b', '<f8')], align=True)]
    def random(dtype, shape):
        dtype = np.dtype(dtype)
        count = int(np.prod(shape))
        raw = rng.integers(0, 256, count * dtype.itemsize, dtype='u1')
        if dtype.kind == 'U':
            raw = rng.integers(32, 127, count * dtype.itemsize // 4).astype(dtype.str[0] + 'u4').view('u1')
        if dtype.kind == 'b':
            raw = raw & 1
        made = raw.view(dtype).reshape(shape)
        for name in dtype.names or ():
            made[name] = random(dtype[name].base, shape + dtype[name].shape)
        return made
    """
        .formatted(seed);
  }
}
