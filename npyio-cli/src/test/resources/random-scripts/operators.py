"""Comparisons, masks and reductions of random arrays. Arguments: a folder and a seed."""
from __future__ import print_function
import operator, os, sys
import numpy as np
os.chdir(sys.argv[1])
state = [int(sys.argv[2])]


def below(limit):
    state[0] = (state[0] * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (state[0] >> 33) % limit


def choice(values):
    return values[below(len(values))]


DTYPES = ['?', 'i1', 'u1', '>i2', 'u2', 'i4', '>u4', 'i8', '>i8', 'u8', '>u8', 'f2', 'f4', '>f4', 'f8', '>f8', 'c8', 'c16']
EDGES = [0, 1, 2, 5, 127, 128, 255, 256, 2 ** 15, 2 ** 24 + 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 2 ** 53 + 1, 2 ** 63 - 1]
FLOATS = [0.0, -0.0, 0.5, -1.0, 1.0, 3.25, 127.0, 2.0 ** 53, 2.0 ** 63, float('nan'), float('inf'), -float('inf'), 1e300, 0.1]


def integer():
    value = choice(EDGES) + choice([-1, 0, 0, 1])
    return max(-2 ** 63, min(2 ** 63 - 1, choice([value, -value])))


def array(shape, dtype):
    size = 1
    for length in shape:
        size *= length
    if dtype[-2:-1] in ('f', 'c') or dtype[-3:-2] == 'c':
        flat = np.array([choice(FLOATS) for i in range(size)], 'f8')
    else:
        flat = np.array([integer() for i in range(size)], 'i8')
    a = flat.astype(dtype).reshape(shape)
    if a.dtype.kind == 'c' and a.ndim:
        a[a != a] = complex(choice(FLOATS), choice(FLOATS))
    return a


def bent(a):
    for i in range(below(3)):
        if a.ndim:
            axis = below(a.ndim)
            a = a[(slice(None),) * axis + (slice(None, None, -1),)]
    return a.T.copy('F').T if below(2) else a.copy('F')


def shapes():
    shape = [choice([1, 2, 3, 5]) for i in range(below(4))]
    other = [1 if below(4) == 0 else length for length in shape[below(len(shape) + 1):]]
    return tuple(shape), tuple(other)


def show(*facts):
    print(*[str(fact).replace('L', '') for fact in facts])


COMPARISONS = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
BITS = [operator.and_, operator.or_, operator.xor]
for turn in range(400):
    one, two = shapes()
    a = bent(array(one, choice(DTYPES)))
    b = bent(array(two, choice(DTYPES)))
    other = choice([b, b, b, integer(), integer() * 2 ** 40, choice(FLOATS) if a.dtype.kind != '?' else 1.5, True])
    if a.dtype.kind == 'b' and other is not b and abs(other) >= 2 ** 63:
        other = 3
    masks = []
    for work in COMPARISONS:
        found = np.asarray(work(a, other))
        masks.append(found)
        show(turn, a.dtype, a.shape, found.shape, found.tolist())
    if masks[0].shape == a.shape and a.ndim:
        mask = masks[2] & ~masks[0] | (masks[4] ^ masks[5])
        show(np.asarray(a[mask]).astype('c16').tolist())
        a[mask] = 1
        mask &= masks[1]
        mask |= a == 1
        show(mask.tolist(), np.asarray(a).astype('c16').tolist())
    for work in BITS:
        try:
            found = np.asarray(work(a, b))
            show(found.dtype, found.tolist(), (~found).tolist() if found.ndim else '')
        except TypeError:
            print('TypeError')


def number():
    return (below(2 ** 30) - 2 ** 29) / 1e7


for turn in range(60):
    shape = tuple(choice([1, 2, 3, 7, 20, 140]) for i in range(1 + below(4)))
    size = 1
    for length in shape:
        size *= length
    if size > 100000:
        continue
    dtype = choice(['f8', 'f8', 'f4', 'f4', 'c8', 'i2', 'u8'])
    seeds = np.array([number() for i in range(min(size, 997))])
    a = np.zeros(size, 'f8')
    for start in range(0, size, 997):
        a[start:start + 997] = seeds[:min(997, size - start)]
    a = a.astype('i8') if dtype in ('i2', 'u8') else a
    a = a.astype(dtype).reshape(shape)
    axes = list(range(len(shape)))
    for i in range(below(3)):
        first, second = below(len(axes)), below(len(axes))
        axes[first], axes[second] = axes[second], axes[first]
    a = a.transpose(axes)
    if below(2):
        a = a[tuple(choice([slice(None), slice(None), slice(None, None, 2), slice(None, None, -1)]) for axis in shape)]
    axis = tuple(each for each in range(len(shape)) if below(2))
    keepdims = bool(below(2))
    for name in ['sum', 'mean', 'min', 'max'] if dtype != 'c8' else ['sum', 'mean']:
        found = np.asarray(getattr(a, name)(axis=axis, keepdims=keepdims))
        bits = found.reshape(-1).copy().view('u1').reshape(-1)
        show(turn, name, dtype, a.shape, axis, keepdims, found.dtype, found.shape, bits.sum(), bits[:64].tolist())
