from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


for said in [
        'float32', 'f4', '<f4', '>f4', 'f8', float, int, bool, complex, 'i1', 'u1', 'uint8', 'int64', '>i8', '|b1', '?',
        'f2', 'c8', 'c16', '>c8', 'S5', 'U3', '>U3', 'V8', 'M8[ms]', '>M8[D]', 'm8[25us]', 'M8', np.float32, np.int16,
        np.uint64, np.bool_, np.complex128, [('x', 'i4'), ('y', '>f8')], [('a', 'f4', (2, 3)), ('b', 'S3')],
        [('p', [('x', 'f4'), ('y', 'f4')]), ('n', np.int32, 2)], [(('title', 'name'), 'U4')], 'i4,f8', ('i4', (2,))]:
    d = np.dtype(said)
    print(str(d), repr(d), d.name, d.str, d.kind, d.itemsize, d.byteorder, d.isnative, d.names, d.shape)
    print(d == said, d != said, d == np.dtype(d), hash(d) == hash(np.dtype(d)), d.newbyteorder('>') == d, d.hasobject)
    print(str(d.newbyteorder('>')), str(d.base), d.descr)
d = np.dtype([('x', 'i4'), ('y', '>f8')])
print(d['x'], d['y'], d[1], len(d), d.fields['y'], sorted(d.fields), d == 'float32', d == 5)
a = np.zeros(3, 'float32')
print(a.dtype == 'float32', a.dtype == np.float32, a.dtype == 'f8', a.dtype != 'f4', a.dtype.type is np.float32)
print(a.dtype == float, a.dtype in (np.float32, np.float64), {a.dtype: 1}[np.dtype('f4')])
for bad in ['float33', 'nonsense']:
    try:
        np.dtype(bad)
    except TypeError as problem:
        print(problem)

# single elements
for x in [
        np.arange(3)[1], np.arange(3.0)[1], np.array([0.1], 'f4')[0], np.array([1e20], 'f4')[0], np.array([1e-5])[0],
        np.array([0.1], 'f2')[0], np.array([1 + 0.1j], 'c8')[0], np.array([1e300 + 2j])[0], np.array([2 ** 63], 'u8')[0],
        np.array([-5], '>i2')[0], np.array([float('nan')])[0], np.array([float('inf')], 'f4')[0], np.float32(1),
        np.float64(2.5), np.int8(-3), np.uint8(200), np.array(['2020-01-02T03:04'], 'M8[m]')[0], np.array(['NaT'], 'M8[s]')[0],
        np.array([5], 'm8[s]')[0], np.array([5], 'm8')[0], np.datetime64('2020-02-03')]:
    print(x, repr(x), '%s' % x, '{}'.format(x), x.dtype, x.shape, x.ndim, x.itemsize)
print(np.array([True])[0], np.array([u'text'])[0])
x = np.array([0.1, 2], 'f4')
print(x[1] + 1, x[1] * 2.0, [1, 2, 3][np.arange(3)[1]], '%.3f' % x[0], '{:.2f}'.format(x[0]), float(x[1]), int(x[1]))
print(x[1] == 2, x[1] < 3, repr(x[0].item()), x[1] in [1.0, 2.0], np.arange(5)[np.arange(3)[2]], round(float(x[0]), 3))
print(isinstance(x[0], float) or isinstance(x[0], np.float32), isinstance(x[0], np.floating), hash(x[1]) == hash(2.0))
