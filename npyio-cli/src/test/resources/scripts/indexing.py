from __future__ import print_function
import os, sys
import numpy as np
os.chdir(sys.argv[1])


def attempt(work):
    try:
        print(work())
    except (IndexError, ValueError, TypeError, OverflowError) as problem:
        print(type(problem).__name__, problem)


a = np.arange(60).reshape(3, 4, 5)
for key in [
        0, -1, (1, 2), (1, 2, 3), (-1, -2, -3), slice(None), slice(1, None), slice(None, None, -1),
        (slice(None), 1), (slice(None), slice(1, -1)), (Ellipsis, 0), (0, Ellipsis), (0, Ellipsis, 0),
        Ellipsis, None, (None, 0), (0, None, Ellipsis, None), (slice(None, None, -2), 0, slice(4, None, -3)),
        (), slice(5, 9), slice(-100, 100), slice(2, 0), (slice(0, 0), 0),
        [0, 2], [2, 0, 2, -1], [[0, 1], [1, 2]], [], [True, False, True],
        ([0, 1], [1, 2]), ([0, 1], [1, 2], [3, 4]), ([0, 1], 1), (0, [1, 2]), (0, [1, 2], [3, 4]),
        ([0, 1], slice(None), [1, 2]), (slice(None), [0, 1]), (slice(None), [0, 1], [0, 1]),
        (slice(None), [[0], [1]], [0, 1]), (Ellipsis, [0, 1]), ([0, 1], Ellipsis, 0),
        (None, [0, 1]), ([0, 1], None), (0, slice(None), [0, 1]),
        (slice(None), [True, False, True, False]), (slice(None, None, -1), [0, 3], slice(1, 3))]:
    found = a[key]
    print(key if key not in [()] else '()', np.asarray(found).shape)
    print(found)
mask = np.array([[True, False, False, True], [False] * 4, [True] * 4])
print(a[mask])
print(a[mask, 1:3])
print(a[mask, 0])
print(a[a.astype(bool)].shape)
print(a[np.array([1, 0], 'u1')][:, 0])
print(a[np.int64(1), np.array(2)][::2])
print(a[1][2][3], len(a), len(a[0, 0]))

# what is found is a view, or not
b = a.copy()
b[1:, ::2][0, 0] = -5
b[[0, 1]][0, 0] = -6
b[0][1] = -7
print(b)

# assigning
b = np.zeros((3, 4), 'f4')
b[0] = 1.5
b[1] = [1, 2, 3, 4]
b[:, 0] = np.array([7, 8, 9], 'i2')
b[2, ::-2] = (10, 20)
b[..., None][1, 1] = 99
print(b)
b[[0, 2]] = -1
b[[0, 2], [1, 3]] = [5, 6]
b[b.astype(bool)] = 4
b[np.array([True, False, True]), 1] = [1, 2]
b[:, [0, 3]] = [[1], [2], [3]]
b[1, [0, 1, 0]] = [4, 5, 6]
print(b)
b[:] = np.arange(4)
print(b)
b[:] = np.arange(3).reshape(3, 1)
print(b)
b[:] = b[::-1]
print(b)
b[1:] = b[:-1]
print(b)
i = np.zeros(4, 'i4')
i[:] = [1.9, -1.9, 3, True]
i[1] = 2.7
print(i)
i[:] = np.array([1.9, -1.9, 3e5, 4])
print(i)
t = np.zeros((2, 3, 2), 'i2')
t[:] = [[1, 2]]
t[:, 1] = 7
t[:, :, 0] = [1, 2, 3]
print(t)
e = np.zeros((0, 3))
e[:] = 5
print(e, e[:, 1], e[[]].shape)
z = np.array(3)
print(z[()], z[...], z[None], z.shape)
z[()] = 4
z[...] = z
print(z)

attempt(lambda: a[3])
attempt(lambda: a[0, -5])
attempt(lambda: a[0, 0, 0, 0])
attempt(lambda: a[..., ...])
attempt(lambda: a[1.5])
attempt(lambda: a['x'])
attempt(lambda: a[[0, 3]])
attempt(lambda: a[[0.5]])
attempt(lambda: a[np.zeros(2)])
attempt(lambda: a[[0, 1], [0, 1, 2]])
attempt(lambda: a[[True, False]])
attempt(lambda: a[::0])
attempt(lambda: a.__setitem__(0, [1, 2]))
attempt(lambda: a.__setitem__([0, 1], [1, 2]))
attempt(lambda: a.__setitem__(a.astype(bool), [1, 2]))
attempt(lambda: np.zeros(3, 'u1').__setitem__(0, 300))
attempt(lambda: np.zeros(3, 'i2').__setitem__(0, float('nan')))
attempt(lambda: np.zeros(3, 'i2').__setitem__(0, float('inf')))
attempt(lambda: np.zeros(3, 'i2').__setitem__(0, u'one'))
attempt(lambda: np.zeros(3, 'f4').__setitem__(0, u'one'))
attempt(lambda: np.zeros((2, 2), 'f4').__setitem__(0, np.ones((2, 2))))
attempt(lambda: len(z))
attempt(lambda: list(z))
