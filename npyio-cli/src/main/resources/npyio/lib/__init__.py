"""NumPy's lib, of which there is the module format."""
from npyio.lib import format
