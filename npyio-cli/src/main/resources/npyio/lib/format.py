"""NumPy's lib.format, of which there is open_memmap."""
from npyio._files import open_memmap
