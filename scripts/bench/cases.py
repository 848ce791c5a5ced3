"""The files to measure with, and the table of cases with their goals."""
import os
from dataclasses import dataclass

import numpy as np

MIB = 1 << 20


def _save(array):
    return lambda path, scale: np.save(path, array(scale))


def _small(path, scale):
    os.mkdir(path)
    for i in range(10000):
        np.save(os.path.join(path, "%05d.npy" % i), np.arange(i, i + 100, dtype="<f8"))


def _mid(path, scale):
    os.mkdir(path)
    for i in range(512 // scale):
        np.save(os.path.join(path, "%04d.npy" % i), np.arange(i, i + MIB // 8, dtype="<f8"))


def _gigabyte(path, scale):
    """Small whole numbers, whose sum does not depend on the order."""
    array = np.lib.format.open_memmap(path, "w+", "<f8", (16384 // scale, 8192))
    row = np.arange(8192) % 1021
    for i in range(len(array)):
        array[i] = row + i
    array.flush()


def _records(scale):
    n = (1 << 24) // scale
    records = np.zeros(n, [("x", "<f8"), ("y", "<f4"), ("id", "<i4")])
    records["x"], records["y"], records["id"] = np.arange(n), np.arange(n) / 2, np.arange(n)
    return records


def _measurements(scale):
    """Data that deflate to about a third, like measured values with a few digits."""
    steps = np.random.default_rng(1).standard_normal((8 << 20) // scale)
    return np.round(np.cumsum(steps), 2)


def _npz(save, array):
    return lambda path, scale: save(path, a=array(scale))


def _square(scale, order):
    side = int(8192 / scale ** 0.5)
    return np.arange(side * side, dtype="<f8").reshape((side, side), order=order)


def _count(dtype, mib, wrap=None):
    def make(scale):
        n = mib * MIB // np.dtype(dtype).itemsize // scale
        numbers = np.arange(n) if wrap is None else np.arange(n) % wrap
        return numbers.astype(dtype)
    return make


# name: the function that makes it at a path, all sizes divided by scale
FILES = {
    "f4.npy": _save(_count("<f4", 256)),
    "f8.npy": _save(_count("<f8", 256)),
    "i8.npy": _save(_count("<i8", 256)),
    "be-f8.npy": _save(_count(">f8", 256)),
    "be-f4.npy": _save(_count(">f4", 256)),
    "fortran.npy": _save(lambda scale: _square(scale, "F")),
    "f2.npy": _save(_count("<f2", 128, 2048)),
    "bool.npy": _save(lambda scale: np.arange((256 << 20) // scale) % 3 == 0),
    "rows.npy": _save(lambda scale: _count("<f8", 256)(scale).reshape(-1, 8192)),
    "records.npy": _save(_records),
    "i4.npy": _save(_count("<i4", 128)),
    "i2.npy": _save(_count("<i2", 128, 1 << 15)),
    "u1.npy": _save(_count("|u1", 64, 256)),
    "axes.npy": _save(lambda scale: np.arange(64.0 * 4 ** 9).reshape((4,) * 9 + (64,))),
    "axes-equal.npy": _save(lambda scale: np.arange(5.0 ** 10).reshape((5,) * 10)),
    "gigabyte.npy": _gigabyte,
    "small": _small,
    "mid": _mid,
    "stored.npz": _npz(np.savez, _count("<f8", 256)),
    "deflated.npz": _npz(np.savez_compressed, _measurements),
    "measured.npy": _save(lambda scale: _measurements(2 * scale)),
}


@dataclass(frozen=True)
class Case:
    """One row: the work of both sides, the file, its size in MiB, and the goal for the ratio."""

    what: str
    numpy: str
    file: str
    mib: float = 256  # of the larger side; 0 if the time for one counts
    goal: float = None
    of_c: float = None  # the goal for npyio's time divided by that of C
    records: int = None  # how many there are, if the row counts records
    target: str = None  # the file to write: "new", or "over" an existing one
    against: str = None  # npyio itself doing this other case: the ratio is to that
    run: str = None  # the case to ask for, if it is not the one of that name
    command: tuple = None  # the options of `npyio convert`, if whole processes are timed
    heap: str = "touched"
    polluted: bool = True  # whether it is also measured in a JVM whose loops have seen every type and memory
    per: str = "ms"


LOAD = "np.load(f)"
MAP = "m = np.load(f, mmap_mode='r'); "
CONTIGUOUS = MAP + "np.ascontiguousarray(%s)"

TYPES = {"f8": "<f8", "f4": "<f4", "i8": "<i8", "i4": "<i4", "i2": "<i2", "u1": "u1"}

CAST_GOALS = {"u1": (1.85, 2.0), "f8-i4": (1.65, 1.95), "f4-i4": (1.65, 1.95)}  # of NumPy and of C


def _cast(a, b, file, mib):
    goal, of_c = CAST_GOALS.get("%s-%s" % (a, b)) or CAST_GOALS.get(a, (1.55, 1.7))
    return Case("`%s` to `%s`, new `NdArray`" % (TYPES[a], TYPES[b]), MAP + "m.astype('%s')" % TYPES[b], file, goal=goal,
                of_c=of_c, mib=mib)


# the usual casts, each over a file of which the larger side has 256 MiB
ASTYPE = {
    "astype-%s-%s" % (a, b): _cast(a, b, file, mib)
    for a, b, file, mib in (
        ("f8", "f4", "f8.npy", 256), ("f4", "f8", "f4.npy", 512), ("i4", "f8", "i4.npy", 256), ("i8", "f8", "i8.npy", 256),
        ("i4", "f4", "i4.npy", 128), ("i2", "f4", "i2.npy", 256), ("u1", "f4", "u1.npy", 256), ("u1", "i4", "u1.npy", 256),
        ("i4", "i8", "i4.npy", 256), ("i8", "i4", "i8.npy", 256), ("f8", "i4", "f8.npy", 256), ("f4", "i4", "f4.npy", 256))
}

CASES = {
    "stream-copy": Case("STREAM copy of 256 MiB, a plain loop: the machine's memory", "np.copyto(b, a)", "f8.npy", 512,
                        polluted=False),
    "stream-triad": Case("STREAM triad of 256 MiB, a plain loop", "", "f8.npy", 768, polluted=False),
    "load-f4": Case("`<f4` to a new `float[]`", LOAD, "f4.npy", goal=1.1),
    "load-f8": Case("`<f8` to a new `double[]`", LOAD, "f8.npy", goal=1.1),
    "load-i8": Case("`<i8` to a new `long[]`", LOAD, "i8.npy", goal=1.1),
    "load-f4-ndarray": Case("`<f4` to a new `NdArray`", LOAD, "f4.npy"),
    "load-f4-cold": Case("`<f4` to a new `float[]`, heap as Java makes it by default", LOAD, "f4.npy", heap="cold",
                         polluted=False),
    "load-f4-given": Case("`<f4` into a given `float[]`", MAP + "np.copyto(given, m)", "f4.npy", goal=1.25),
    "load-f8-given": Case("`<f8` into a given `double[]`", MAP + "np.copyto(given, m)", "f8.npy", goal=1.25),
    "load-i8-given": Case("`<i8` into a given `long[]`", MAP + "np.copyto(given, m)", "i8.npy", goal=1.25),
    "load-f8-part": Case("`<f8` into a part of a given `double[]`", MAP + "np.copyto(given[1000:-1000], m)", "f8.npy",
                         goal=1.15),
    "load-be-f8": Case("`>f8` to a new `double[]`", LOAD + ".astype('<f8')", "be-f8.npy", goal=0.62),
    "load-be-f4": Case("`>f4` to a new `float[]`", LOAD + ".astype('<f4')", "be-f4.npy", goal=0.62),
    "fortran-to-c": Case("Fortran 8192 x 8192 `<f8` to a new `double[]` in C order", CONTIGUOUS % "m", "fortran.npy", 512,
                         goal=0.28),
    "fortran-to-c-2t": Case("the same, two threads", CONTIGUOUS % "m", "fortran.npy", 512, goal=0.18),
    "f2-to-float": Case("`<f2` to a new `float[]`", LOAD + ".astype('<f4')", "f2.npy", goal=0.45),
    "f2-to-float-2t": Case("the same, two threads", LOAD + ".astype('<f4')", "f2.npy"),
    "bool": Case("bool to a new `boolean[]`", LOAD, "bool.npy", goal=1.75, of_c=1.9),
    "bool-2t": Case("the same, two threads", LOAD, "bool.npy", goal=1.2),
    "columns": Case("every third column of (4096, 8192) `<f8` to a new `double[]`", CONTIGUOUS % "m[:, ::3]", "rows.npy",
                    256 / 3, goal=1.2, of_c=1.4),
    "reversed": Case("both axes backwards, to a new `double[]`", CONTIGUOUS % "m[::-1, ::-1]", "rows.npy", goal=1.2,
                     of_c=1.4),
    "transposed-slice": Case("a transposed slice to a new `double[]`", CONTIGUOUS % "m[10:, 7:-5].T", "rows.npy",
                             goal=0.6),
    "field": Case("a field of 16 M records to a new `double[]`", MAP + "m['x'].copy()", "records.npy", goal=1.2,
                  of_c=1.4),
    **ASTYPE,
    "write-f8": Case("`double[]` to a new file", "np.save(f, a)", "f8.npy", goal=1.5, target="new"),
    "write-in-place": Case("`double[]` over a file of the same size, in place", "np.save(f, a)", "f8.npy", goal=1.1,
                           target="over"),
    "save-over": Case("`double[]` in place of a file, atomically", "np.save(f, a)", "f8.npy", goal=1.6, target="over"),
    "save-synced": Case("the same, forced to disk", "np.save(f, a); os.fsync(file); os.fsync(folder)", "f8.npy", goal=1.3,
                        target="over"),
    "write-be-f8": Case("`double[]` to a new `>f8` file", "np.save(f, a.astype('>f8'))", "f8.npy", goal=0.95, target="new"),
    "small-load": Case("10,000 files of 100 `<f8`", "np.load(f)", "small", 0, goal=0.2),
    "small-header": Case("the headers of 10,000 files", "read_array_header_1_0(open(f, 'rb'))", "small", 0, goal=0.3),
    "mid-load": Case("a file of 1 MiB to a new `double[]`, one of 512", "np.load(f)", "mid", 1, goal=1.6, per="us"),
    "open-map": Case("open and map 1 GiB, read an element, close", MAP + "m[0, 1]; m._mmap.close()", "gigabyte.npy", 0,
                     goal=1.0, per="us"),
    "random-get": Case("`getDouble(i, j)` anywhere in a map of 1 GiB", "a = np.asarray(m); a[i, j]", "gigabyte.npy", 0,
                       goal=0.06, per="ns"),
    "pass": Case("the sum of a map of 1 GiB, rows into one `double[]`", MAP + "m.sum()", "gigabyte.npy", 1024),
    "pass-2t": Case("the same, two threads", MAP + "m.sum()", "gigabyte.npy", 1024),
    "pass-buffers": Case("the sum of a map of 1 GiB, blocks as `DoubleBuffer`s, no copy", MAP + "m.sum()", "gigabyte.npy",
                         1024, goal=1.1, of_c=1.25),
    "pass-buffers-2t": Case("the same, two threads", MAP + "m.sum()", "gigabyte.npy", 1024, goal=0.65),
    "npz-stored": Case("a stored member to a new `double[]`", "np.load(f)['a']", "stored.npz", goal=0.8),
    "npz-stored-npy": Case("a stored member of an .npz, against npyio loading the .npy", "", "stored.npz", goal=1.5,
                           against="load-f8", run="npz-stored"),
    "npz-deflated": Case("a deflated member (64 MiB) to a new `double[]`", "np.load(f)['a']", "deflated.npz", 64,
                         goal=0.9),
    "npz-save-deflated": Case("`double[]` (32 MiB) to a deflated member", "np.savez_compressed(f, a=a)", "measured.npy",
                              32, target="new"),
    "npz-save-deflated-2t": Case("the same, two threads", "np.savez_compressed(f, a=a)", "measured.npy", 32, goal=0.6,
                                 target="new"),
    "axes-10d": Case("10 axes (4, ..., 4, 64) that do not merge, against 2 axes of the same bytes",
                     CONTIGUOUS % "m[::-1, :, ::-1, ..., ::2]", "axes.npy", 64, goal=1.5, against="axes-2d"),
    "axes-10d-equal": Case("10 axes of length 5 that do not merge, against 2 axes of the same bytes",
                           CONTIGUOUS % "m[::-1, :, ::-1, ..., :]", "axes-equal.npy", 75, goal=1.65,
                           against="axes-2d-equal"),
    "records-list": Case("16 M records to a `List` by `RecordMapper`", MAP + "m.tolist()", "records.npy", 256,
                         records=1 << 24),
    "records-stream": Case("16 M records by `RecordMapper.stream`, summing a field, against the list", "", "records.npy",
                           256, records=1 << 24, against="records-list"),
    "convert-be": Case("the process: `npyio convert` 256 MiB --to-endian big", "np.save(g, np.load(f).astype('>f8'))",
                       "f8.npy", goal=1.75, target="new", command=("--to-endian", "big")),
    "convert-c": Case("the process: `npyio convert` 512 MiB Fortran --to-order C",
                      "np.save(g, np.ascontiguousarray(np.load(f)))", "fortran.npy", 512, goal=0.95, target="new",
                      command=("--to-order", "C")),
}
