from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


for dtype in ['float32', '>f4', 'i2', np.uint8, float]:
    for order in 'CF':
        name = 'm-%s-%s.dat' % (np.dtype(dtype).str.strip('<|').replace('>', 'b'), order)
        m = np.memmap(name, dtype=dtype, mode='w+', shape=(3, 4), order=order)
        print(m)
        m[:] = np.arange(12).reshape(3, 4)
        m[1, 1:3] = [70, 80]
        m[..., -1] = 9
        m.flush()
        print(m[1, 2], m[0], m.T.shape, m.mode, m.offset, os.path.basename(m.filename))
        print(repr(m))
        print(repr(m[:, ::2]))
        del m
        m = np.memmap(name, dtype, 'r', shape=(4, 3))
        print(m)
        try:
            m[0, 0] = 1
        except ValueError as problem:
            print(problem)
        del m

# offsets and growing
m = np.memmap('offset.dat', 'i4', 'w+', 10, (2, 2))
m[:] = [[1, 2], [3, 4]]
m.flush()
print(os.path.getsize('offset.dat'), m.offset)
m = np.memmap('offset.dat', 'i4', 'r+', offset=10, shape=(3, 2))
print(m, os.path.getsize('offset.dat'))
m[2] = 5
m.flush()
print(np.memmap('offset.dat', 'i2', 'r', 10))
print(np.memmap('offset.dat')[:12])
m = np.memmap('offset.dat', 'i4', 'c', offset=10)
m[:] = 0
print(m, np.fromfile('offset.dat', 'i4', offset=10))
m = np.memmap('one.dat', 'f8', 'w+', shape=5)
m.fill(2.5)
print(m, m.shape)
m = np.memmap('point.dat', 'f8', 'w+', shape=())
m[...] = 3
m[()] = 4
print(m[()], m.shape, m)

# .npy files
m = np.lib.format.open_memmap('new.npy', 'w+', 'float32', (2, 3))
m[:] = [[1, 2, 3], [4, 5, 6]]
m[1, ::-1] = [7, 8, 9]
m.flush()
print(m.mode, m.offset, m)
print(np.load('new.npy'))
from numpy.lib.format import open_memmap
m = open_memmap('fortran.npy', mode='w+', dtype='>i8', shape=(2, 3), fortran_order=True, version=(2, 0))
m[:] = 1
m[0] = 2
m.flush()
m = open_memmap('fortran.npy')
m[1, 1] = 5
m.flush()
print(open_memmap('fortran.npy', mode='r'))
print(np.array(m), type(np.asarray(m)).__name__, type(m[0]).__name__, type(m[[0]]).__name__)

for work in [
        lambda: np.memmap('x.dat', 'f4', 'w+'),
        lambda: np.memmap('x.dat', 'f4', 'rw', shape=3),
        lambda: np.memmap('nowhere.dat', 'f4', 'r', shape=3)]:
    try:
        work()
    except (ValueError, IOError) as problem:
        print(problem)
print(os.path.exists('x.dat'))
