"""dtype objects, and the types of single elements."""
from npyio._java import numpy as _java

__all__ = [
    'dtype', 'generic', 'number', 'integer', 'floating', 'complexfloating',
    'bool_', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64',
    'float16', 'float32', 'float64', 'longdouble', 'complex64', 'complex128', 'clongdouble',
    'datetime64', 'timedelta64', 'str_', 'bytes_', 'void']


class dtype(object):
    """The type of an array's elements, of whatever NumPy takes for one."""

    def __init__(self, said):
        self._dtype = said if _is_java(said) else _java.dtype(said)

    def __eq__(self, other):
        try:
            return self._dtype.equals(_java.dtype(other))
        except (TypeError, ValueError):
            return False

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return self._dtype.hashCode()

    def __str__(self):
        return _java.dtypeStr(self._dtype)

    def __repr__(self):
        return _java.dtypeRepr(self._dtype)

    def __len__(self):
        return len(self.names or ())

    def __nonzero__(self):
        return True

    def __getitem__(self, name):
        if self.names is None:
            raise KeyError('There are no fields in dtype %s.' % self)
        if isinstance(name, (int, long)):
            name = self.names[name]
        if name not in self.fields:
            raise KeyError('Field named %r not found.' % name)
        return self.fields[name][0]

    name = property(lambda self: str(self._dtype.name()))
    str = property(lambda self: _code(self._dtype))
    itemsize = property(lambda self: self._dtype.itemSize())
    kind = property(lambda self: _java.dtypeKind(self._dtype))
    byteorder = property(lambda self: _java.byteOrder(self._dtype))
    isnative = property(lambda self: self.newbyteorder('=') == self)
    hasobject = property(lambda self: self._dtype.hasObjects())
    base = property(lambda self: self.subdtype[0] if self.subdtype else self)
    shape = property(lambda self: self.subdtype[1] if self.subdtype else ())
    type = property(lambda self: _type(self._dtype))

    @property
    def subdtype(self):
        found = _java.subArray(self._dtype)
        return None if found is None else (dtype(found[0]), found[1])

    @property
    def names(self):
        fields = _java.fields(self._dtype)
        return None if fields is None else tuple(field[0] for field in fields)

    @property
    def fields(self):
        fields = _java.fields(self._dtype)
        if fields is None:
            return None
        found = {}
        for name, title, type, offset in fields:
            found[name] = (dtype(type), offset)
            if title is not None:
                found[name] = found[title] = (dtype(type), offset, title)
        return found

    @property
    def descr(self):
        fields = _java.fields(self._dtype)
        if fields is None:
            return [('', self.str)]
        return [_described(*field) for field in fields]

    def newbyteorder(self, new_order='S'):
        return dtype(_java.withByteOrder(self._dtype, new_order))

    def __reduce__(self):
        return dtype, (self.descr if self.names else self.str,)


def _is_java(said):
    return hasattr(said, 'itemSize') and hasattr(said, 'withByteOrder')


def _code(type):
    return '|V%d' % type.itemSize() if _java.dtypeKind(type) == 'V' else str(type.toString())


def _described(name, title, type, offset):
    whole = dtype(type)
    base = whole.base
    entry = (name if title is None else (title, name), base.descr if base.names else base.str)
    return entry + (whole.shape,) if whole.shape else entry


# ---- single elements ----------------------------------------------------------------------------


class generic(object):
    """A single element. It is a Python number as well, where Python has such numbers."""

    shape = ()
    ndim = 0
    size = 1
    dtype = property(lambda self: dtype(self._a.dtype()))
    itemsize = nbytes = property(lambda self: self._a.dtype().itemSize())

    def item(self):
        return _java.toList(self._a)

    tolist = item

    def __str__(self):
        return _java.str(self._a)

    def __repr__(self):
        text = str(self)
        bare = text[1:-1] if text.startswith('(') else text
        return 'np.%s(%s)' % (self.__class__.__name__, bare)

    def __format__(self, spec):
        return format(str(self), spec)

    def __reduce__(self):
        return self.__class__, (self.item(),)


class number(generic):
    def __format__(self, spec):
        return format(self.item(), spec) if spec else repr(self.item()).rstrip('L')


class integer(number):
    pass


class floating(number):
    pass


class complexfloating(number):
    pass


def _new(base):
    def __new__(cls, value=0):
        array = _java.array(value, _java.dtype(cls._dtype))
        if array.rank():
            from npyio._arrays import ndarray
            return ndarray._of(array)
        self = base.__new__(cls, _java.toList(array))
        self._a = array
        return self
    return __new__


def _scalar_type(name, kind, base):
    return type(name, (kind, base), {
        '_dtype': name, '_base': base, '__new__': _new(base), '__module__': 'numpy'})


int8 = _scalar_type('int8', integer, long)
int16 = _scalar_type('int16', integer, long)
int32 = _scalar_type('int32', integer, long)
int64 = _scalar_type('int64', integer, long)
uint8 = _scalar_type('uint8', integer, long)
uint16 = _scalar_type('uint16', integer, long)
uint32 = _scalar_type('uint32', integer, long)
uint64 = _scalar_type('uint64', integer, long)
float16 = _scalar_type('float16', floating, float)
float32 = _scalar_type('float32', floating, float)
float64 = _scalar_type('float64', floating, float)
longdouble = _scalar_type('longdouble', floating, float)
complex64 = _scalar_type('complex64', complexfloating, complex)
complex128 = _scalar_type('complex128', complexfloating, complex)
clongdouble = _scalar_type('clongdouble', complexfloating, complex)


class bool_(generic):
    """The name of a dtype; elements of it are Python's True and False."""
    _dtype = 'bool'

    def __new__(cls, value=False):
        return bool(value)


class str_(generic):
    """The name of a dtype; elements of it are Python's unicode."""
    _dtype = 'U'

    def __new__(cls, value=u''):
        return unicode(value)


class bytes_(generic):
    """The name of a dtype; elements of it are Python's str."""
    _dtype = 'S'

    def __new__(cls, value=''):
        return str(value)


# months for years, attoseconds for all others
_UNITS = {'Y': 12, 'W': 604800 * 10 ** 18, 'D': 86400 * 10 ** 18, 'h': 3600 * 10 ** 18, 'm': 60 * 10 ** 18,
          's': 10 ** 18, 'ms': 10 ** 15, 'us': 10 ** 12, 'ns': 10 ** 9, 'ps': 10 ** 6, 'fs': 10 ** 3}


class _time(generic):
    def __new__(cls, value=None, unit=None):
        said = cls._dtype if unit is None else '%s[%s]' % (cls._dtype, unit)
        return _element(_java.array('NaT' if value is None else value, _java.dtype(said)))

    def __hash__(self):
        """Equal times of different units have one hash."""
        step = self.dtype.name.partition('[')[2].rstrip(']')
        unit = step.lstrip('0123456789')
        if self._dtype == 'datetime64' and unit in ('Y', 'M'):
            return hash(_element(_java.astype(self._a, _java.dtype('M8[D]'))))
        return hash(long(self) * int(step[:-len(unit)] or 1) * _UNITS.get(unit, 1))

    def __long__(self):
        return long(self._a.getLong([]))

    __int__ = __long__


class datetime64(_time):
    _dtype = 'datetime64'

    def __repr__(self):
        unit = '' if str(self) != 'NaT' or '[' not in self.dtype.name else self.dtype.name[11:-1]
        return "np.datetime64('%s'%s)" % (self, unit and ",'%s'" % unit)


class timedelta64(_time):
    _dtype = 'timedelta64'

    def __repr__(self):
        value = str(self)
        value = "'NaT'" if value == 'NaT' else value.split()[0]
        name = self.dtype.name
        return 'np.timedelta64(%s%s)' % (value, ",'%s'" % name[12:-1] if '[' in name else '')


class void(generic):
    """An element of a structured array: a view, through which fields are read and assigned."""
    _dtype = 'V'

    def _name(self, key):
        names = self.dtype.names
        if names is None:
            raise IndexError("can't index void scalar without fields")
        if isinstance(key, (int, long)):
            if not -len(names) <= key < len(names):
                raise IndexError('invalid index (%d)' % key)
            return names[key]
        if key not in self.dtype.fields:
            raise ValueError('no field of name %s' % key)
        return key

    def __getitem__(self, key):
        from npyio._arrays import ndarray
        field = _java.field(self._a, self._name(key))
        return ndarray._of(field) if field.rank() else _element(field)

    def __setitem__(self, key, value):
        _java.fill(_java.field(self._a, self._name(key)), value)

    def __len__(self):
        return len(self.dtype)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    __hash__ = None

    def __repr__(self):
        if self.dtype.names is None:
            return 'np.void(%s)' % self
        return 'np.void(%s, dtype=%s)' % (self, repr(self.dtype)[6:-1])


_TYPES = dict((c._dtype, c) for c in (
    int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64,
    longdouble, complex64, complex128, clongdouble))
_OTHERS = {'b': bool_, 'U': str_, 'S': bytes_, 'M': datetime64, 'm': timedelta64, 'V': void}


def _type(java_dtype):
    return _TYPES.get(java_dtype.name()) or _OTHERS.get(_java.dtypeKind(java_dtype))


def _element(array):
    """What stands for the only element of a Java array."""
    java_dtype = array.dtype()
    number = _TYPES.get(java_dtype.name())
    if number is not None:
        array = _java.astype(array, _java.withByteOrder(java_dtype, '='))
        self = number._base.__new__(number, _java.toList(array))
        self._a = array
        return self
    other = _OTHERS[_java.dtypeKind(java_dtype)]
    if other in (bool_, str_, bytes_):
        return _java.toList(array)
    self = object.__new__(other)
    self._a = array if other is void else _java.astype(array, _java.withByteOrder(java_dtype, '='))
    return self

