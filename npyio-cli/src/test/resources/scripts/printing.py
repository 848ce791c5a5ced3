from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


for a in [
        np.arange(3), np.arange(3.0), np.array([0.1, 1e10, -2]), np.array([1e-10, 1]), np.array([1.5, float('nan'), float('inf')]),
        np.arange(2000), np.arange(1200.0).reshape(30, 40), np.arange(8).reshape(2, 2, 2), np.zeros((0, 3)), np.array(1.5),
        np.array([True, False]), np.array([1 + 2j, complex(3, -1)]), np.array([0.1], 'f4'), np.arange(40.0), np.arange(100, 140),
        np.arange(3, dtype='>i4'), np.array([[1e100]]), np.arange(30).reshape(1, 30), np.array([1.25, 3], 'f2')]:
    print(a)
    print(repr(a))
    print(str(a) == '%s' % a, '{}'.format(a) == str(a))
i = 0
for shape, dtype in [
        ((9,), 'f4'), ((40,), 'i8'), ((3, 30), 'f8'), ((2, 2, 25), 'i2'), ((1001,), 'f4'), ((40, 40), '>f4'), ((0,), 'f4'),
        ((22,), 'M8[D]'), ((5, 5), bool), ((2, 40), bool), ((17,), 'c8'), ((1,), 'i8'), ((24,), 'u1'), ((19,), 'u2'), ((26,), 'f8')]:
    i += 1
    m = np.memmap('p%d.dat' % i, dtype, 'w+', shape=shape)
    m[:] = (np.arange(m.size) if dtype != 'M8[D]' else np.arange(m.size).astype(dtype)).reshape(shape)
    print(m)
    print(repr(m))
