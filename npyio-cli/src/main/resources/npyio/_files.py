"""Arrays in files."""
from npyio._arrays import asarray, memmap, ndarray, _dtype
from npyio._java import numpy as _java

__all__ = ['load', 'save', 'savez', 'savez_compressed', 'fromfile', 'NpzFile']


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII',
         max_header_size=None):
    """The array of a .npy file, or an NpzFile for an archive."""
    if _java.isArchive(file):
        return NpzFile(file, max_header_size)
    if mmap_mode:
        if mmap_mode == 'w+':
            raise ValueError("mmap_mode 'w+' would empty the file; open_memmap makes new ones")
        return object.__new__(memmap)._mapped(
            _java.mapNpy(file, mmap_mode, max_header_size))
    return ndarray._of(_java.load(file, max_header_size))


def read_array(fp, allow_pickle=False, pickle_kwargs=None, max_header_size=None):
    """The next array of an open file."""
    return ndarray._of(_java.load(fp, max_header_size))


def save(file, arr, allow_pickle=True):
    """Writes a .npy file."""
    _java.save(file, arr)


def savez(file, *args, **kwds):
    """Writes an archive; named arrays in the order of their names, as Python 2 keeps no other."""
    _savez(file, args, kwds, False)


def savez_compressed(file, *args, **kwds):
    """Writes an archive, compressed."""
    _savez(file, args, kwds, True)


def _savez(file, args, kwds, compressed):
    kwds.pop('allow_pickle', None)
    members = sorted(kwds.items())
    for number, value in enumerate(args):
        name = 'arr_%d' % number
        if name in kwds:
            raise ValueError('Cannot use un-named variables and keyword %s' % name)
        members.append((name, value))
    _java.saveArchive(
        file, tuple(name for name, value in members),
        tuple(asarray(value) for name, value in members), compressed)


def fromfile(file, dtype=float, count=-1, sep='', offset=0):
    """The elements of a raw file."""
    if sep:
        raise ValueError("fromfile reads bytes only: sep has to be ''")
    return ndarray._of(_java.fromFile(file, _dtype(dtype), count, offset))


def open_memmap(filename, mode='r+', dtype=None, shape=None, fortran_order=False, version=None,
                 max_header_size=None):
    """A .npy file, mapped; a new one with mode w+."""
    made = object.__new__(memmap)
    if mode != 'w+':
        return made._mapped(_java.mapNpy(filename, mode, max_header_size))
    if shape is None:
        raise TypeError('shape must be given to make a new file')
    text = None if version is None else '%d.%d' % tuple(version)
    map = _java.createNpy(filename, _dtype(dtype), shape, bool(fortran_order), text)
    return made._mapped(map, 'r+')


class NpzFile(object):
    """The arrays of an archive by name; each is read when it is asked for."""

    def __init__(self, name, max_header_size=None):
        self._name = name
        self._npz = _java.archive(name, max_header_size)
        self.files = list(_java.names(self._npz))

    def __getitem__(self, key):
        if self._npz is None:
            raise ValueError('the archive is closed')
        if not isinstance(key, basestring) or not _java.contains(self._npz, key):
            raise KeyError('%s is not a file in the archive' % key)
        found = _java.member(self._npz, key)
        return found if isinstance(found, str) else ndarray._of(found)

    def __contains__(self, key):
        return key in self.files or key[-4:] == '.npy' and key[:-4] in self.files

    def __len__(self):
        return len(self.files)

    def __iter__(self):
        return iter(self.files)

    def keys(self):
        return list(self.files)

    def values(self):
        return [self[key] for key in self.files]

    def items(self):
        return [(key, self[key]) for key in self.files]

    def get(self, key, default=None):
        return self[key] if key in self else default

    def close(self):
        if self._npz is not None:
            _java.close(self._npz)
            self._npz = None

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()

    def __repr__(self):
        shown = ', '.join(self.files[:5]) + ('...' if len(self.files) > 5 else '')
        return "NpzFile '%s' with keys: %s" % (self._name, shown)
