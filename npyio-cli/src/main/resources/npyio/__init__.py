"""NumPy's arrays and files for Python on the JVM.

It is for moving data, not for mathematics: loading, saving and mapping .npy, .npz and raw files,
indexing, assigning, comparing, converting, and the plainest reductions. Everything else that NumPy has
raises an AttributeError that lists what there is.
"""
import sys
import types

from npyio import _dtypes, _arrays, _files
from npyio._dtypes import *
from npyio._arrays import *
from npyio._files import *

_OFFERED = sorted(_dtypes.__all__ + _arrays.__all__ + _files.__all__ + ['lib'])


class _Module(types.ModuleType):
    def __getattr__(self, name):
        raise AttributeError(
            "module 'numpy' of npyio has no attribute '%s'; it is for moving data and offers %s"
            % (name, ', '.join(_OFFERED)))

    def __dir__(self):
        return _OFFERED


def _install():
    module = _Module(__name__, __doc__)
    module.__dict__.update(
        (name, value) for name, value in globals().items() if name not in ('sys', 'types'))
    module.__all__ = [name for name in _OFFERED if name != 'lib']
    sys.modules[__name__] = module
    import npyio.lib
    module.lib = npyio.lib


_install()
