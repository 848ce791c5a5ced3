#!/usr/bin/env python3
"""Many shards beside one file of the same rows: 2,000 of 1 MB, float32 (N, 768), as long as --count says nothing else.

Prints the time to open them and know the shape, with the files evicted from the page cache, in a new JVM each time;
the time of all batches of 1,024 rows, of the shards and of one file by the same reader, and that of bare loops which
open the files and read them; and how many files were open and mapped meanwhile. Exits 1 if a bar is missed: 1 s; 0.8 of
the speed of one file, or what the bare loop over the shards reaches of the one over one file if that is less; 64 files;
0 maps.

    scripts/bench/run shards --java JAVA --folder FOLDER
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
CORE = HERE.parents[1] / "npyio-cli" / "target" / "npyio" / "lib"
ROWS, COLUMNS = 341, 768


def make(folder, count):
    """Writes the shards, and one file with all their rows."""
    for name in ("shards", "one"):
        (folder / name).mkdir()
    shard = np.random.default_rng(1).random((ROWS, COLUMNS), dtype="f4")
    whole = np.lib.format.open_memmap(folder / "one" / "all.npy", "w+", "f4", (ROWS * count, COLUMNS))
    for i in range(count):
        np.save(folder / "shards" / f"part-{i:05d}.npy", shard)
        whole[i * ROWS : (i + 1) * ROWS] = shard
    whole.flush()


def evict(folder):
    """Drops the files of a folder from the page cache."""
    os.sync()
    for path in folder.iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def run(java, core, folder, rounds):
    command = [java, "-Xmx1g", "-cp", str(core), str(HERE / "Shards.java"), str(folder), str(rounds)]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in out.splitlines()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--java", default="java")
    parser.add_argument("--core", type=pathlib.Path, help="the jar, or the folder of classes, of npyio-core")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", help="where the files are made and removed")
    options = parser.parse_args()
    core = options.core or next(CORE.glob("npyio-core-*.jar"))
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = pathlib.Path(name).resolve()
        make(folder, options.count)
        # before the files are evicted: the page cache would hold the shards in smaller pieces afterwards
        found = run(options.java, core, folder, options.rounds)
        opens = []
        for _ in range(5):
            evict(folder / "shards")
            opened = run(options.java, core, folder, 0)
            opens.append(float(opened["open"]))
    assert opened["shape"] == f"({ROWS * options.count}, {COLUMNS})", opened
    cold = statistics.median(opens)
    ratio, limit, plain = map(float, found["ratio"].split())
    files, maps = int(found["files"].split()[0]), int(found["files"].split()[2])
    print(f"open and shape of {options.count} shards, cold: {cold:.3f} s (from {min(opens):.3f} to {max(opens):.3f})")
    for key, what in (
        ("shards", "batches of the shards"), ("one", "batches of one file"),
        ("plain-shards", "a bare loop over the shards"), ("plain-one", "a bare loop over one file"),
    ):
        median, least = map(float, found[key].split())
        print(f"{what}: median {median:.3f} s, least {least:.3f} s of {options.rounds}")
    print(f"speed of the shards: {ratio:.2f} of one file, {plain:.2f} of a bare loop over them (medians of pairs)")
    print(f"speed of a bare loop over the shards: {limit:.2f} of one over one file")
    print(f"open files: at most {files}; mapped: {maps}")
    sys.exit(not (cold <= 1 and ratio >= min(0.8, limit) and files <= 64 and maps == 0))


if __name__ == "__main__":
    main()
