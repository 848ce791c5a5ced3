# coding: utf-8
from __future__ import print_function
import datetime, operator, os, sys
import numpy as np
os.chdir(sys.argv[1])

SIGNS = [('==', operator.eq), ('!=', operator.ne), ('<', operator.lt), ('<=', operator.le), ('>', operator.gt),
         ('>=', operator.ge)]


def attempt(name, work):
    try:
        found = np.asarray(work())
        print(name, found.dtype, found.shape, str(found.tolist()).replace('L', ''))
    except ValueError as problem:
        print(name, 'ValueError', problem)
    except OverflowError as problem:
        print(name, type(problem).__name__)
    except TypeError as problem:
        print(name, 'TypeError')


def compare(name, a, b):
    for sign, test in SIGNS:
        attempt('%s %s' % (name, sign), lambda: test(a, b))


# numbers of every kind with each other, and with Python's own
NUMBERS = {
    '?': [False, True, True], 'i1': [-128, 0, 127], 'u1': [0, 1, 255], '>i2': [-32768, 0, 32767], 'u2': [0, 1, 65535],
    'i4': [-2 ** 31, 16777217, 2 ** 31 - 1], 'u4': [0, 16777217, 2 ** 32 - 1], 'i8': [-2 ** 63, 2 ** 53 + 1, 2 ** 63 - 1],
    '>i8': [-1, 0, 1], 'u8': [0, 2 ** 63, 2 ** 64 - 1], '>u8': [2 ** 53 + 1, 2 ** 63 - 1, 1],
    'f2': [float('nan'), 1, float('inf')], 'f4': [0.1, 16777216, -0.0], '>f4': [float('-inf'), 0, float('nan')],
    'f8': [2.0 ** 53, 0.1, 2.0 ** 63], 'longdouble': [0.1, 2 ** 53, float('inf')],
    'c8': [1, complex(0, float('nan')), 0.1 + 1j], 'c16': [complex(float('nan'), 1), 1 - 1j, 0.1],
    'clongdouble': [1 + 1j, 1, complex(1, float('inf'))]}
PLAIN = [0, 1, -1, 127, 128, -129, 255, 256, 65504, 70000, 16777217, 2 ** 31, 2 ** 53 + 1, 2 ** 63 - 1, -2 ** 63, -2 ** 63 - 1,
         2 ** 64 - 1, 2 ** 64, 10 ** 30, True, False, 0.1, -0.0, 1e300, 2.0 ** 53, 2.0 ** 63, float('nan'), float('inf'),
         -float('inf'), 1j, 1 + 1j, 0.1 + 0j, complex(0, float('nan'))]
for first in sorted(NUMBERS):
    a = np.array(NUMBERS[first], first)
    for second in sorted(NUMBERS):
        b = np.array(NUMBERS[second], second)
        compare('%s %s' % (first, second), a.reshape(3, 1), b)
        compare('%s of %s' % (first, second), a, b[1:2].reshape(()))
    for number, value in enumerate(PLAIN):
        if first != '?' or abs(value) < 2 ** 63 or isinstance(value, float):
            compare('%s plain %d' % (first, number), a, value)
            if value == value or isinstance(value, complex):
                compare('plain %d %s' % (number, first), value, a)

exact = np.array([2 ** 53 + 1, 2 ** 63 - 1, -2 ** 63], 'i8')
for other in [exact, exact.astype('f8'), exact.astype('longdouble'), 2 ** 53 + 1, 2.0 ** 53, exact[0], np.array([2 ** 64 - 1], 'u8')]:
    compare('long doubles', exact.astype('longdouble'), other)

# shapes
a = np.arange(24).reshape(2, 3, 4)
for b in [a[0], a[:, :1], a[..., :1], a[:1, 0, 0], a.T.reshape(4, 3, 2).T, np.zeros((0, 1, 1, 1)), a[:, :0], [5, 7, 9, 11],
          [[[5]]], (1, 2, 3, 4), [], np.array(5), a[1, 1, 1]]:
    compare('shape', a, b)
    compare('shape', a[:, ::-1].T, 5)
for b in [a[0, 0, :2], [1, 2], a[:, :2], []]:
    attempt('shapes', lambda: a == b)
    attempt('shapes', lambda: a <= b)
    attempt('shapes', lambda: (a > 1) & (np.asarray(b) > 0))
compare('scalar', np.array(3), 3)
compare('element', a[0, 0, 1], a[0])
compare('element', np.array([0.1], 'f4')[0], np.array([0.1], 'f4'))
compare('empty', np.zeros((0, 3)), [1, 2, 3])

# text
t = np.array([u'b', u'a', u'é', u'', u'ab', u'\U0001f600', u'\uffff'])
compare('text', t.reshape(7, 1), t.astype('>U3'))
compare('text', t, u'b')
compare('text', u'b', t)
compare('text', t, np.array(u'a'))
s = np.array([b'b', b'a', b'', b'ab', b'\xff'])
compare('bytes', s.reshape(5, 1), s.astype('S4'))
compare('bytes', s, b'ab')
for other in [1, 1.5, True, None, np.arange(7), np.zeros(7, '?'), np.array(['2020-01-01'], 'M8[D]')]:
    compare('text', t, other)
    compare('text', np.asarray(other) if other is not None else t, t)

# times
d = np.array(['2020-01-01', 'NaT', '1969-12-31', '2020-02-29'], 'M8[D]')
for unit in ['D', 's', '7D', 'ms', 'M', 'Y', 'h']:
    compare('time ' + unit, d.reshape(4, 1), d.astype('M8[%s]' % unit))
    compare('time ' + unit, d.astype('>M8[s]'), d.astype('M8[%s]' % unit)[0])
    compare('time ' + unit, d[3], d.astype('M8[%s]' % unit))
compare('dates', d[[0, 2, 3]], datetime.date(2020, 1, 1))
compare('datetimes', d[[0, 2, 3]].astype('M8[s]'), datetime.datetime(2020, 1, 1, 12))
m = np.array([5, -3, 0], 'm8[s]')
m = np.asarray([m[0], m[1], np.timedelta64('NaT', 's')]).astype('m8[s]')
for other in [m.reshape(3, 1), m.astype('m8[ms]'), m.astype('m8[m]'), np.timedelta64(5), np.timedelta64(5000, 'ms'), 5, np.arange(3),
              np.arange(3, dtype='u1'), np.arange(3, dtype='u8'), 5.0, d[:3], np.array([1, 2, 3], 'm8[M]'), datetime.timedelta(0, 5),
              u'5', True, np.array([3], 'm8[2s]')]:
    compare('span', m, other) if not isinstance(other, datetime.timedelta) else compare('span', m[:2], other)
compare('months', np.array([12, 24], 'm8[M]'), np.array([1], 'm8[Y]'))
for a, b in [(d[0], d[3]), (d[1], d[1]), (d[0], d.astype('M8[s]')[0]), (m[0], m[1]), (m[0], np.timedelta64(5000, 'ms'))]:
    compare('elements', a, b)
    print(hash(a) == hash(b) or a != b)

# structs
r = np.array([(1, 2.5, b'x'), (2, float('nan'), b'y'), (1, 2.5, b'z')], [('a', 'i4'), ('b', 'f8'), ('c', 'S3')])
q = np.zeros(3, [('a', '>i8'), ('b', 'f4'), ('c', 'S1')])
q['a'], q['b'], q['c'] = r['a'], r['b'], r['c']
n = np.zeros(3, [('p', [('x', 'i4'), ('y', 'f4', (2, 2))]), ('q', 'M8[s]')])
n['p']['y'][1, 0, 1] = 7
for a, b in [(r, r), (r, q), (r.reshape(3, 1), q), (r, r[0]), (r[0], r), (r[0], r[2]), (r[0], r[0]), (n, n[0]), (n, n), (n['p'], n['p'][:1]),
             (r, n), (r, 1), (r, [1, 2, 3]), (r[['a', 'c']], q[['a', 'c']]), (r[['a', 'b']], r[['a', 'c']]),
             (np.zeros(2, [('a', 'i4')]), np.zeros(2, [('a', 'U2')])), (np.zeros(2, 'i4,(2,)i4'), np.zeros(2, 'i4,(3,)i4')),
             (np.zeros(2, 'V3'), np.ones(2, 'u1').view('V1')), (np.array([b'abab']).view('V2'), np.array([b'abcd']).view('V2')),
             (r, np.zeros(3, 'V3'))]:
    compare('structs', a, b)

# bits
BITS = {'?': [True, False, True], 'i1': [-1, 85, 127], 'u1': [255, 85, 1], '>i2': [-2, 9, 300], 'u2': [65535, 1, 2], 'i4': [-7, 8, 9],
        '>u4': [2 ** 32 - 1, 5, 6], 'i8': [-2 ** 63, 2 ** 62 + 5, -1], 'u8': [2 ** 64 - 1, 2 ** 63, 3], 'f8': [1, 2, 3], 'U1': [u'a', u'b', u'c'],
        'm8[s]': [1, 2, 3]}
OPERATORS = [('&', operator.and_), ('|', operator.or_), ('^', operator.xor)]
INTO = [('&=', operator.iand), ('|=', operator.ior), ('^=', operator.ixor)]
for first in sorted(BITS):
    a = np.array(BITS[first], first)
    attempt('~' + first, lambda: ~a)
    attempt('~' + first, lambda: ~a[::-2])
    attempt('~' + first, lambda: ~a[1:2].reshape(()))
    for sign, work in OPERATORS:
        for second in sorted(BITS):
            b = np.array(BITS[second], second)
            attempt('%s %s %s' % (first, sign, second), lambda: work(a.reshape(3, 1), b[::-1]))
        for value in [0, 1, -1, 127, 128, 300, 2 ** 31, 2 ** 40, 2 ** 63 - 1, True, False, 1.5, None, [True, False, True], [1, 2, 3]]:
            attempt('%s %s %s' % (first, sign, value), lambda: work(a, value))
            attempt('%s %s %s' % (value, sign, first), lambda: work(value, a))
    for sign, work in INTO:
        for second in sorted(BITS):
            c = a.copy()
            attempt('%s %s %s' % (first, sign, second), lambda: work(c, np.array(BITS[second], second)))
            print(c)
        for value in [1, -1, 300, True, [1, 2, 3], 1.5]:
            c = a.copy()
            attempt('%s %s %s' % (first, sign, value), lambda: work(c, value))
            print(c)
attempt('&=', lambda: operator.iand(np.arange(2), np.ones((2, 2), 'i8')))
attempt('&=', lambda: operator.iand(np.ones((2, 2), 'i8'), np.arange(2)))

# masks
a = np.arange(12).reshape(3, 4)
print(a[(a > 5) & ~(a == 7)], a[(a < 2) | (a >= 10)], a[a % 2 == 0] if False else a[a != 3].shape)
a[a < 3] = 0
a[a == 7] = -1
a[(a > 8) ^ (a == 9)] = [70, 80]
a[a[:, 0] > 3, 1] = 99
print(a)
w = np.memmap('w.dat', 'f4', 'w+', shape=(4, 5))
w[:] = np.arange(20).reshape(4, 5)
mask = w > 7.5
print(type(mask) is np.ndarray, mask.sum(), w[mask])
w[mask & (w < 10)] = float('nan')
w[w != w] = -5
w.flush()
print(w, (w == -5).sum(0))
mask &= w < 15
mask ^= True
print(mask)
print(r[r['a'] == 1]['c'].astype('U3'), t[t > u'a'], d[(d >= np.datetime64('2020-01-01')) & (d < np.datetime64('2020-02-01'))].tolist())
r['b'][r['c'] == b'z'] = -1
print(r['b'])
for b in [a > 5, a[:0], np.zeros(0, '?'), a]:
    attempt('truth', lambda: bool(b))
    attempt('truth', lambda: not b)
    attempt('truth', lambda: b and 1)
print(bool(np.array([5]) > 4), bool(np.array(False)), not np.array([[0]]))
