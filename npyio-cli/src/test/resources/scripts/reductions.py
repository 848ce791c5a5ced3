from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


import hashlib
state = [12345]


def random(count):
    for i in range(count):
        state[0] = (state[0] * 1103515245 + 12345) % 2 ** 31
        yield state[0] / 3e9 - 0.25


def bits(*found):
    digest = hashlib.md5()
    for each in found:
        digest.update(np.asarray(each).astype('>f8').tobytes())
    print(digest.hexdigest())


values = np.array(list(random(40000)))
for dtype in ['f8', 'f4', '>f8', '>f4', 'c16', 'c8', 'i4', 'u1', 'i8', 'u8', 'f2']:
    for a in [values[:7], values[:8], values[:127], values[:128], values[:129], values[:1000], values[:8193], values,
              values[::2], values[::-1], values[5:9].reshape(2, 2)]:
        if np.dtype(dtype).kind in 'iu':
            a = np.asarray([x * 200 + 60 for x in a.ravel().tolist()]).reshape(a.shape)
        elif dtype == 'f2':
            a = a[:300]
        a = a.astype(dtype)
        print(dtype, a.shape, a.sum(), a.mean(), a.sum().dtype, a.mean().dtype)
        if np.dtype(dtype).kind != 'c':
            print(a.min(), a.max(), a.min().dtype)
            bits(a.sum(), a.mean())
    for shape in [(200, 200), (2, 20000), (20000, 2), (10, 40, 100), (1, 40000), (40000, 1)]:
        a = (values if np.dtype(dtype).kind not in 'iu' else np.asarray([int(x * 200 + 60) for x in values.tolist()])).astype(dtype)
        a = a.reshape(shape)
        for b in [a, a.T, a[::-1], a[:, ::2]] if dtype != 'f2' else []:
            for axis in range(-1, len(shape) - 1):
                found = b.sum(axis=axis)
                print(dtype, shape, axis, found.shape, found.dtype, found.ravel()[:3].tolist())
                mean = b.mean(axis)
                print(mean.dtype, mean.ravel()[-2:].tolist())
                if np.dtype(dtype).kind != 'c':
                    bits(found, mean, b.min(axis), b.max(axis=axis))
            if np.dtype(dtype).kind != 'c':
                bits(b.sum(), b.mean(), b.min(), b.max())
a = np.arange(6).reshape(2, 3)
print(a.sum(), a.sum(0), a.sum(axis=1), a.sum(-1), a.mean(), a.min(0), a.max(1), repr(a.max()), repr(a.mean(0)))
print(np.array([True, True, False]).sum(), np.array([True, False]).mean(), np.array([True, False]).min(), np.array([200, 100], 'u1').sum())
print(np.array([1, float('nan'), 2]).min(), np.array([[1, float('nan')], [2, 3]]).max(1), np.zeros((0, 3)).sum(), np.zeros((0, 3)).sum(0))
print(np.array(5).sum(), np.array(2.5).mean(), np.array(3).max(), np.zeros((2, 0)).sum(1), np.array([2 ** 63, 1], 'u8').max())
print(np.array([-0.0]).sum(), np.array([2 ** 62] * 2).sum(), np.arange(3, dtype='i1').sum().dtype, np.zeros(3, '>f8').sum().dtype)
for work in [lambda: np.zeros(0).min(), lambda: np.zeros(0).max(), lambda: a.sum(2), lambda: a.min(-3), lambda: np.zeros((0, 2)).max(0)]:
    try:
        work()
    except ValueError as problem:
        print(problem)

large = np.array([2 ** 53 + 1, 2 ** 63 - 1, -2 ** 63, 5], 'i8')
print(large.mean(), large.astype('u8').mean(), large.reshape(2, 2).mean(0), large.astype('>u8').reshape(2, 2).mean((1,)))

# several axes, and axes kept
for dtype in ['f8', 'f4', 'c16', 'c8', 'i4', 'u1', '>i8', 'u8', '?']:
    for shape in [(3, 4, 5), (20, 10, 40), (7, 1, 300), (1, 200, 9), (2, 3, 4, 5), (5, 1, 1, 150), (3, 0, 2), (0, 4, 2), (6, 130, 2, 3)]:
        size = np.zeros(shape).size
        whole = np.dtype(dtype).kind in 'iub'
        a = np.asarray([int(x * 200 + 60) for x in values[:size].tolist()] if whole else values[:size], 'i8' if whole else 'f8')
        a = a.astype(dtype).reshape(shape)
        for b in [a, a.T, a[::-1], a[..., ::2], np.asarray(a.copy('F'))]:
            rank = b.ndim
            for axis in [(), (0,), (-1,), (0, 1), (1, 0), (0, 2), (1, 2), (-1, 0), tuple(range(rank)), tuple(range(1, rank)), None, 1]:
                for keepdims in [False, True]:
                    found = b.sum(axis=axis, keepdims=keepdims)
                    print(dtype, shape, axis, keepdims, np.asarray(found).dtype, np.asarray(found).shape)
                    try:
                        mean = b.mean(axis, keepdims=keepdims) if b.size else found
                        if np.dtype(dtype).kind != 'c':
                            bits(found, mean, b.min(axis, keepdims=keepdims), b.max(axis=axis, keepdims=keepdims))
                        else:
                            part = 'f4' if dtype == 'c8' else 'f8'
                            bits(np.asarray(found).reshape(-1).copy().view(part), np.asarray(mean).reshape(-1).copy().view(part))
                    except ValueError as problem:
                        print(problem)
t = np.array([[5, -3], [1, 2]], 'm8[s]')
print(t.sum((0, 1)), t.max(0, keepdims=True), t.astype('M8[s]').min((1,), keepdims=True))
for axis in [(0, 0), (0, -3), (2,), [0], 1.5, (0, 1.5), 2, -3]:
    for array in [np.zeros((2, 3, 4))[0], np.array(5)]:
        try:
            print(array.sum(axis), array.sum(axis).shape)
        except ValueError as problem:
            print(problem)
        except TypeError:
            print('TypeError', axis)
print(np.array(5).sum(0), np.array(5).max(-1), np.array(5).sum(()), np.array(5).sum(keepdims=True))
