"""The Java side. Its packages begin with io, which in Python is a module: so it is asked for by name."""
from org.python.core import Py

numpy = Py.findClass('io.npyio.cli.python.Numpy')
