"""NumPy's lib.format, of which there are open_memmap and read_array."""
from npyio._files import open_memmap, read_array
