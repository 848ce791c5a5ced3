"""Arrays, and what makes them."""
from npyio._dtypes import dtype as _dtype_class, _element, _time, void
from npyio._java import numpy as _java

__all__ = [
    'ndarray', 'memmap', 'array', 'asarray', 'zeros', 'ones', 'empty', 'arange',
    'newaxis', 'nan', 'inf']

newaxis = None
nan = float('nan')
inf = float('inf')


def _dtype(said):
    return said._dtype if isinstance(said, _dtype_class) else _java.dtype(said)


def _optional(said):
    return None if said is None else _dtype(said)


def _result(java_array):
    return ndarray._of(java_array) if java_array.rank() else _element(java_array)


class _Flags(object):
    """What NumPy's flags say, as far as it holds here."""

    def __init__(self, array):
        self.c_contiguous = _java.isContiguous(array, 'C')
        self.f_contiguous = _java.isContiguous(array, 'F')
        self.writeable = not array.isReadOnly()

    def __getitem__(self, name):
        return getattr(self, name.lower())


class _Bytes(object):
    def __init__(self):
        self._parts = []

    def write(self, part):
        self._parts.append(part)

    def value(self):
        return ''.join(self._parts)


class ndarray(object):
    """An array of one dtype; see dir() for what it offers."""

    _NAME = 'array'

    def __init__(self, shape, dtype=float, order='C'):
        self._a = _java.zeros(shape, _dtype(dtype), order or 'C')

    @classmethod
    def _of(cls, java_array):
        self = object.__new__(ndarray)
        self._a = java_array
        return self

    def _view(self, java_array):
        return ndarray._of(java_array)

    def _found(self, found):
        return self._view(found.array()) if found.isView() else ndarray._of(found.array())

    # ---- what it is

    shape = property(lambda self: _java.shape(self._a))
    strides = property(lambda self: _java.strides(self._a))
    dtype = property(lambda self: _dtype_class(self._a.dtype()))
    ndim = property(lambda self: self._a.rank())
    size = property(lambda self: _java.size(self._a))
    itemsize = property(lambda self: self._a.dtype().itemSize())
    nbytes = property(lambda self: _java.nbytes(self._a))
    flags = property(lambda self: _Flags(self._a))
    T = property(lambda self: self.transpose())
    java = property(lambda self: self._a, doc='The io.npyio.array.NdArray beneath.')

    def __len__(self):
        return _java.length(self._a)

    def __str__(self):
        return _java.str(self._a)

    def __repr__(self):
        return _java.repr(self._a, self._NAME)

    def __format__(self, spec):
        return format(str(self), spec)

    # ---- elements

    def __getitem__(self, key):
        found = _java.get(self._a, key)
        return _element(found.array()) if found.isElement() else self._found(found)

    def __setitem__(self, key, value):
        _java.set(self._a, key, value)

    def __iter__(self):
        if not self.ndim:
            raise TypeError('iteration over a 0-d array')
        return (self[i] for i in xrange(len(self)))

    def fill(self, value):
        _java.fill(self._a, value)

    def tolist(self):
        return _java.toList(self._a)

    def item(self, *index):
        if len(index) == 1 and isinstance(index[0], tuple):
            index = index[0]
        if len(index) == self.ndim:
            return _java.toList(_java.get(self._a, tuple(index)).array())
        if not index and self.size != 1:
            raise ValueError('can only convert an array of size 1 to a Python scalar')
        return _java.toList(_java.get(self.ravel()._a, index or 0).array())

    # ---- other arrays of them

    def reshape(self, *shape, **order):
        if len(shape) == 1:
            shape = shape[0]
        return self._found(_java.reshape(self._a, shape, order.get('order') or 'C'))

    def ravel(self, order='C'):
        return self.reshape(-1, order=order)

    def flatten(self, order='C'):
        return ndarray._of(_java.copy(self.ravel(order)._a, 'C'))

    def transpose(self, *axes):
        if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
            axes = tuple(axes[0] or ())
        return self._view(_java.transpose(self._a, axes))

    def astype(self, dtype, order='K', copy=True):
        if not copy and self.dtype == dtype:
            return self
        made = _java.astype(self._a, _dtype(dtype))
        return ndarray._of(made if order == 'K' else _java.copy(made, order))

    def copy(self, order='C'):
        return ndarray._of(_java.copy(self._a, order))

    def view(self, dtype=None):
        if dtype is None or dtype is ndarray:
            return ndarray._of(self._a)
        return self._view(_java.view(self._a, _dtype(dtype)))

    def __copy__(self):
        return self.copy('K')

    def __deepcopy__(self, memo):
        return self.copy('K')

    def __invert__(self):
        return _result(_java.invert(self._a))

    # ---- reductions

    def _reduce(self, name, axis, keepdims=False):
        return _result(_java.reduce(self._a, name, axis, bool(keepdims)))

    def sum(self, axis=None, **keepdims):
        return self._reduce('sum', axis, **keepdims)

    def mean(self, axis=None, **keepdims):
        return self._reduce('mean', axis, **keepdims)

    def min(self, axis=None, **keepdims):
        return self._reduce('min', axis, **keepdims)

    def max(self, axis=None, **keepdims):
        return self._reduce('max', axis, **keepdims)

    # ---- files

    def tofile(self, fid, sep=''):
        if sep:
            raise ValueError("tofile writes bytes only: sep has to be ''")
        _java.toFile(self._a, fid)

    def tobytes(self, order='C'):
        bytes = _Bytes()
        _java.toFile(self._a if order == 'C' else self.T._a, bytes)
        return bytes.value()

    # ---- what it is not

    def __nonzero__(self):
        if self.size != 1:
            raise ValueError(
                'The truth value of an array with more than one element is ambiguous. '
                'Use a.any() or a.all()' if self.size else
                'The truth value of an empty array is ambiguous. '
                'Use `array.size > 0` to check that an array is not empty.')
        return bool(self.item())

    def __float__(self):
        return float(self.item())

    def __int__(self):
        return int(self.item())

    def __long__(self):
        return long(self.item())

    def __index__(self):
        if self.ndim or self.dtype.kind not in 'iu':
            raise TypeError('only integer scalar arrays can be converted to a scalar index')
        return self.item()

    def __complex__(self):
        return complex(self.item())

    def __getattr__(self, name):
        raise AttributeError(
            "npyio's '%s' object has no attribute '%s'; it is for moving data and offers %s"
            % (type(self).__name__, name, ', '.join(dir(self))))

    def __dir__(self):
        return sorted(n for c in type(self).__mro__[:-1] for n in vars(c) if not n.startswith('_'))

    __hash__ = None


def _refuse(name):
    def refuse(self, *other):
        raise TypeError(
            "npyio's arrays move data and do no arithmetic (%s); tolist() gives Python's numbers"
            % name)
    refuse.__name__ = name
    return refuse


for _operator in ('add', 'sub', 'mul', 'div', 'truediv', 'floordiv', 'mod', 'divmod', 'pow',
                  'lshift', 'rshift'):
    for _name in ('__%s__', '__r%s__', '__i%s__'):
        setattr(ndarray, _name % _operator, _refuse(_name % _operator))
for _operator in ('neg', 'pos', 'abs'):
    setattr(ndarray, '__%s__' % _operator, _refuse('__%s__' % _operator))


def _comparison(sign):
    def compare(self, other):
        return _result(_java.compare(self._a, other, sign))
    return compare


def _bitwise(name):
    def operate(self, other):
        return _result(_java.bitwise(self._a, other, name))
    return operate


def _bitwise_into(name):
    def operate(self, other):
        _java.bitwiseInto(self._a, other, name)
        return self
    return operate


for _name, _sign in (('eq', '=='), ('ne', '!='), ('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>=')):
    for _class in (ndarray, _time, void):
        setattr(_class, '__%s__' % _name, _comparison(_sign))
for _name in ('and', 'or', 'xor'):
    setattr(ndarray, '__%s__' % _name, _bitwise(_name))
    setattr(ndarray, '__r%s__' % _name, _bitwise(_name))
    setattr(ndarray, '__i%s__' % _name, _bitwise_into(_name))


class memmap(ndarray):
    """An array that lies in a file."""

    _NAME = 'memmap'
    _map = None

    def __init__(self, filename, dtype='uint8', mode='r+', offset=0, shape=None, order='C'):
        self._mapped(_java.memmap(filename, _dtype(dtype), mode, offset, shape, order or 'C'))

    def _mapped(self, map, mode=None):
        self._map = map
        self._a = map.array()
        self.mode = mode or _java.mode(map)
        self.filename = _java.fileName(map)
        self.offset = _java.offset(map)
        return self

    def _view(self, java_array):
        view = object.__new__(memmap)
        view.__dict__.update(self.__dict__)
        view._a = java_array
        return view

    def flush(self):
        """Forces what was written out to the file."""
        if self._map is not None:
            self._map.flush()

    def close(self):
        """Ends the mapping, also for views of it; NumPy has no such method."""
        if self._map is not None:
            self._map.close()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()


def array(object, dtype=None, copy=True, order='K', ndmin=0):
    made = _java.array(object, _optional(dtype))
    if copy and isinstance(object, ndarray) and made is object._a:
        made = _java.copy(made, order or 'K')
    if order in ('C', 'F') and not _java.isContiguous(made, order):
        made = _java.copy(made, order)
    result = ndarray._of(made)
    if result.ndim < ndmin:
        result = result.reshape((1,) * (ndmin - result.ndim) + result.shape)
    return result


def asarray(a, dtype=None, order=None):
    if type(a) is ndarray and (dtype is None or a.dtype == dtype) and not order:
        return a
    return array(a, dtype, False, order)


def zeros(shape, dtype=float, order='C'):
    return ndarray(shape, dtype, order)


def empty(shape, dtype=float, order='C'):
    return ndarray(shape, dtype, order)


def ones(shape, dtype=float, order='C'):
    made = ndarray(shape, dtype, order)
    made.fill(1)
    return made


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    return ndarray._of(_java.arange(start, stop, step, _optional(dtype)))
