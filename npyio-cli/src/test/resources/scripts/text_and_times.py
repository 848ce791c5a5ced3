from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


u = np.array([u'a', u'longer', u'', u'\u00e9t\u00e9', u"it's"])
print(u.dtype, u.shape, u.itemsize)
np.save('text', u)
u[0] = u'cut to size'
u[1:3] = u'x'
u[-1] = u[0]
np.save('text2', u)
print(np.load('text.npy')[0], u[0], u[1])
print(u[:3])
print(repr(u[:3]))
s = np.zeros(3, 'S4')
s[:] = [b'ab', b'cdefgh', b'']
s[2] = b'z\x00y'
print(s, repr(s), s.tolist() == [b'ab', b'cdef', b'z\x00y'])
np.save('bytes', s)
print(s.astype('U4'), np.array([u'1', u'-2']).astype('i4'), np.array([1.5, 2]).astype('S5'))
v = np.zeros(2, 'V3')
print(v, repr(v))
t = np.array(['2020-01-01', '2020-12-31', 'NaT'], 'M8[D]')
print(t, repr(t), t.astype('M8[h]'), t.astype('i8').tolist()[:2], t.min(), t[:2].max(), t[:2].min())
t[0] = '1999-09-09'
t[1] = np.datetime64('2001-01-01')
print(t, t[0], t.dtype, t.tolist())
np.save('times', t)
d = np.array([1, 2, 86400], 'm8[s]')
print(d, repr(d), d.sum(), d.max(), d.astype('m8[m]'), [str(x) for x in d.tolist()])
m = np.memmap('times.dat', '>M8[ms]', 'w+', shape=2)
m[:] = '2020-02-02T02:02:02.002'
m[1] = 'NaT'
m.flush()
print(m, repr(m), np.fromfile('times.dat', '>i8', 1))
