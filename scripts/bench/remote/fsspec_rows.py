"""For each line "random ADDRESS ROW...": reads the rows by cat_ranges, and prints the milliseconds."""

import sys
import time

import fsspec

row_bytes = int(sys.argv[1])
server = fsspec.filesystem("http")
for line in sys.stdin:
    _, address, *rows = line.split()
    starts = [128 + int(row) * row_bytes for row in rows]
    started = time.perf_counter()
    found = server.cat_ranges([address] * len(rows), starts, [start + row_bytes for start in starts])
    elapsed = time.perf_counter() - started
    assert all(len(row) == row_bytes for row in found)
    print(1000 * elapsed, flush=True)
