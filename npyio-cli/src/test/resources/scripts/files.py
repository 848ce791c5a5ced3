from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


def tell(a):
    print(a.dtype, a.shape, a.ndim, a.size, a.nbytes, a.itemsize)
    print(a)


def attempt(work):
    try:
        work()
    except (IndexError, ValueError, TypeError, KeyError, IOError, EOFError, OverflowError) as problem:
        print(type(problem).__name__)


# .npy: both orders, both endians, without axes, empty
a = np.arange(24).reshape(2, 3, 4)
np.save('a.npy', a)
np.save('a', a)
np.save('transposed', a.T)
np.save('slices', a[:, ::-1, 1::2])
np.save('big', a.astype('>f4'))
np.save('single', np.array(7.5))
np.save('empty', np.zeros((0, 3), 'i2'))
np.save('fortran', np.zeros((2, 3), dtype='c16', order='F'))
np.save('list', [[1, 2], [3, 4]])
for name in ['a', 'transposed', 'slices', 'big', 'single', 'empty', 'fortran', 'list']:
    tell(np.load(name + '.npy'))
with open('stream.npy', 'wb') as out:
    np.save(out, a)
    np.save(out, np.ones(3))
with open('stream.npy', 'rb') as source:
    tell(np.load(source))
    tell(np.load(source))
for mode in ['r', 'r+', 'c']:
    m = np.load('a.npy', mmap_mode=mode)
    print(m.mode, m.offset, os.path.basename(m.filename), m.flags.writeable)
    tell(m)
m = np.load('a.npy', mmap_mode='c')
m[0] = -1
print(np.load('a.npy')[0, 0, 0])
m = np.load('a.npy', mmap_mode='r+')
m[1, 2, 3] = 1000
m.flush()
print(np.load('a.npy').max())

# archives
np.savez('plain', a, np.arange(3.0))
np.savez('named.npz', one=a, two=np.float32(3), zero=np.zeros((0, 2)))
np.savez_compressed('small', a=np.zeros(1000), b=a.T)
for name in ['plain.npz', 'named.npz', 'small.npz']:
    archive = np.load(name)
    print(archive.files, list(archive.keys()), list(archive), len(archive))
    for key in archive:
        tell(archive[key])
    print('one' in archive, 'one.npy' in archive, archive.get('nothing'))
    archive.close()
with np.load('named.npz') as archive:
    print(repr(archive))
    attempt(lambda: archive['three'])
    print(dict(archive.items())['two'])

# bytes without a header
a.astype('>i2').tofile('raw.dat')
tell(np.fromfile('raw.dat', dtype='>i2'))
tell(np.fromfile('raw.dat', '>i2', 5))
tell(np.fromfile('raw.dat', '>i2', count=-1, offset=8))
tell(np.fromfile('raw.dat', np.uint8)[:6])
with open('two.dat', 'wb') as out:
    a.T.tofile(out)
    np.ones(2, 'f4').tofile(out)
with open('two.dat', 'rb') as source:
    tell(np.fromfile(source, 'i8', 24).reshape(2, 3, 4))
    tell(np.fromfile(source, 'f4'))
np.zeros(0).tofile('nothing.dat')
tell(np.fromfile('nothing.dat'))

# what cannot be read
open('nothing.npy', 'wb').close()
with open('text.npy', 'wb') as out:
    out.write(b'this is no array')
with open('short.npy', 'wb') as out:
    out.write(open('a.npy', 'rb').read()[:150])
attempt(lambda: np.load('nothing.npy'))
attempt(lambda: np.load('text.npy'))
attempt(lambda: np.load('short.npy'))
try:
    np.load('nowhere.npy')
except IOError as problem:
    print(problem.errno, problem)
