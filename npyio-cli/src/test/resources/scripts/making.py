from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


def attempt(work):
    try:
        print(work())
    except (IndexError, ValueError, TypeError, OverflowError) as problem:
        print(type(problem).__name__, problem)


for a in [
        np.zeros(3), np.zeros((2, 3), int), np.zeros(2, bool), np.ones((2, 2), 'f4'), np.ones(2, 'c8'),
        np.ones((2, 3), '>i2', 'F'), np.zeros(()), np.empty((0, 2), np.uint16), np.zeros((1, 0, 2)),
        np.arange(5), np.arange(2, 5), np.arange(10, 0, -3), np.arange(0), np.arange(5, 2), np.arange(3.0),
        np.arange(0, 1, 0.1), np.arange(0, 1, 0.1, 'f4'), np.arange(1, 2, 0.3), np.arange(4, dtype='>u2'),
        np.arange(0.5, 4, dtype=int), np.arange(3, dtype='f2'),
        np.array(5), np.array(5.5), np.array(True), np.array(2j), np.array([]), np.array([[]]),
        np.array([1, 2]), np.array([1, 2.5]), np.array([True, 2]), np.array([True, False]), np.array([1, 2j]),
        np.array([[1, 2], [3, 4]]), np.array(((1, 2), (3, 4)), 'f4'), np.array([1, 2], '>i4'), np.array([2 ** 62]),
        np.array([2 ** 63]), np.array([1.9, -1.9], int), np.array([0, 1, 2], bool), np.array([u'a', u'bcd']),
        np.array([u'1.5', u'2'], 'U8').astype(float), np.array([1, 22], 'U3'), np.array([b'ab', b'c'], 'S3'),
        np.array([np.arange(3), np.arange(3, 6)]), np.array([np.float32(1), np.float32(2)]),
        np.array([np.zeros(2, 'i2'), np.ones(2, 'f4')]), np.array(np.arange(3), 'f4'), np.asarray([1, 2]),
        np.array([1, 2], ndmin=3), np.array([None, 5, u'2020-01-02'], 'M8[D]'), np.array([1, None], 'm8[s]')]:
    print(a.dtype, a.shape, a.dtype.str)
    print(a)
    print(repr(a))
    print(a.flags.c_contiguous, a.flags.f_contiguous, a.strides if a.size else '')
a = np.arange(3)
print(np.asarray(a) is a, np.array(a) is a, np.asarray(a, 'i8') is a)

# shapes
a = np.arange(12)
for b in [
        a.reshape(3, 4), a.reshape((3, 4)), a.reshape(-1, 2), a.reshape(2, -1, 3), a.reshape(3, 4).T, a.reshape([4, 3]),
        a.reshape(3, 4).T.reshape(12), a.reshape(3, 4, order='F'), a.reshape(3, 4).ravel('F'),
        a.reshape(2, 3, 2).transpose(1, 0, 2), a.reshape(2, 3, 2).transpose((2, 0, 1)), a.reshape(2, 3, 2).transpose(),
        a.reshape(3, 4)[:, ::2].flatten(), a.reshape(3, 4).T.ravel(), a[:1].reshape(()), a.reshape(3, 4).T.copy(),
        a.reshape(3, 4).copy('F'), a.reshape(3, 4).T.astype('f4'), a.view('i4')[:4], a.view('f8').view('i8')]:
    print(b.shape, b.strides, b.flags.c_contiguous)
    print(b)
b = a.reshape(3, 4)
b[0, 0] = 77
a.ravel()[1] = 78
a.flatten()[2] = 79
print(a)
attempt(lambda: a.reshape(5, 2))
attempt(lambda: a.reshape(-1, -1))
attempt(lambda: np.array([[1, 2], [3]]))
attempt(lambda: np.array([1, [2]]))
attempt(lambda: np.array([300], 'u1'))
attempt(lambda: np.array([-1], 'u8'))
attempt(lambda: np.zeros(3, 'nonsense'))

# conversions
f = np.array([1.5, -1.5, 255.9, 1e10, 0])
for to in ['f4', 'f2', '>f8', 'i8', 'c8', bool, np.float32]:
    print(f.astype(to))
print(np.array([1, 255, -1]).astype('u1'), np.array([70000]).astype('i2'), np.array([1.0, 0]).astype('U4'))
print(f.astype('f8', copy=False) is f, f.astype('f8') is f)
print(f.tolist(), np.arange(4).reshape(2, 2).tolist(), np.array(5).tolist(), np.array([True]).tolist())
print(np.array([[1j]]).tolist(), np.zeros((0, 2)).tolist(), np.zeros((2, 0)).tolist(), np.array(2.5).item())
f.fill(3)
print(f)
print([x for x in np.arange(3)], [x.tolist() for x in np.arange(4).reshape(2, 2)], sum(np.arange(4).tolist()))
print(np.arange(3).tobytes() == np.arange(3).astype('<i8').tobytes(), f.item(1))
