from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


kind = [('name', 'U8'), ('id', '<i4'), ('at', '>f8', (2,)), ('when', 'M8[s]'), ('raw', 'S3')]
a = np.zeros(3, kind)
a['id'] = [3, 2, 1]
a['name'] = [u'one', u'two', u'three-and-more']
a['at'] = [[1, 2], [3, 4], [5, 6]]
a['at'][:, 0] = 9.5
a['when'] = np.array(['2020-01-01', '1969-12-31T23:59:59', 'NaT'], 'M8[s]')
a['raw'] = b'xyz'
a[1]['id'] = 22
a[0]['name'] = u'uno'
a[2] = (u'last', 7, (8, 9), '2021-05-05', b'q')
print(a['id'], a['name'], a['when'])
print(a['at'], a['raw'].tolist() == [b'xyz', b'xyz', b'q'])
print(a.dtype.names, a.shape, a['at'].shape, a[0]['id'], a[0]['name'], a[1]['when'], a['id'][1], a[1][1])
print(a[['id', 'when']])
print(a[['id', 'when']].dtype.names, len(a[0]), a[0].dtype.names)
a['id'][a['id'].astype(bool)] = 5
a[[0, 1]] = a[[1, 0]]
print(a['name'], a['id'])
np.save('struct', a)
np.save('field', a['at'])
np.savez('structs', a=a)
print(np.load('struct.npy')['name'])
m = np.memmap('struct.dat', [('x', '<i2'), ('y', '>f4')], 'w+', shape=(2, 2))
m['x'] = [[1, 2], [3, 4]]
m['y'][0] = 0.5
m[1, 1] = (10, 20.25)
m[1, 0]['y'] = 3
m.flush()
print(m)
print(repr(m))
print(m[1, 1], m[0, 0]['x'], m[0]['y'], m['x'].T, m[1, 1].tolist(), m.tolist())
print(repr(m[1, 1]), m[1, 1] == m[1, 1], tuple(m[0, 1]))
m = np.load('struct.npy', mmap_mode='r+')
m['id'] = 1
m.flush()
b = np.array([(1, 2.5), (3, 4.5)], [('x', 'i4'), ('y', 'f8')])
b[:] = b[::-1]
print(b, b.astype([('x', 'f4'), ('y', 'i2')]), b.copy()['x'], repr(b))

for work in [
        lambda: b['z'], lambda: b[0]['z'], lambda: b.__setitem__(0, (1, 2, 3)), lambda: b[['x', 'z']],
        lambda: np.zeros(3)['x'], lambda: b[2]]:
    try:
        work()
    except (IndexError, ValueError, KeyError) as problem:
        print(type(problem).__name__, problem)
