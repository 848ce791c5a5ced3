"""NumPy's side: each case as a user would write it, with the line protocol of Competitor.java."""
import gc
import os
import sys
import time
import zlib

import numpy as np


class Repeated:
    """The answer of a case that does its work more than once in one call."""

    def __init__(self, times, result):
        self.times, self.result = times, result


class Written:
    """The answer of a case that wrote a file, which bench.py checks."""


_kept = {}


def kept(key, make):
    """The input that a case has before its time starts: made in the first, untimed call, and kept."""
    if key not in _kept:
        _kept.clear()
        _kept[key] = make()
    return _kept[key]


def mapped(file):
    return np.load(file, mmap_mode="r")


def data(file):
    return kept(file, lambda: np.load(file))


def files(folder):
    return kept(folder, lambda: [os.path.join(folder, name) for name in sorted(os.listdir(folder))])


def load(file, _):
    return np.load(file)


def load_given(file, _):
    source = mapped(file)
    given = kept("given", lambda: np.zeros(source.shape, source.dtype))
    np.copyto(given, source)
    return given


def load_part(file, _):
    source = mapped(file)
    given = kept("part", lambda: np.zeros(source.size + 2000, source.dtype))
    np.copyto(given[1000:-1000], source)
    return given


def stream_copy(file, _):
    source = data(file)
    given = _kept.setdefault("copy", np.zeros_like(source))
    np.copyto(given, source)
    return given


def load_native(file, _):
    array = np.load(file)
    return array.astype(array.dtype.newbyteorder("="))


def f2_to_float(file, _):
    return np.load(file).astype("<f4")


def fortran_to_c(file, _):
    return np.ascontiguousarray(mapped(file))


def columns(file, _):
    return np.ascontiguousarray(mapped(file)[:, ::3])


def reversed_both(file, _):
    return np.ascontiguousarray(mapped(file)[::-1, ::-1])


def transposed_slice(file, _):
    return np.ascontiguousarray(mapped(file)[10:, 7:-5].T)


def field(file, _):
    return mapped(file)["x"].copy()


def axes_2d(file, _):
    return np.ascontiguousarray(mapped(file).reshape(-1, 64)[::-1, ::2])


def axes_10d(file, _):
    return np.ascontiguousarray(mapped(file)[::-1, :, ::-1, :, ::-1, :, ::-1, :, ::-1, ::2])


def axes_10d_equal(file, _):
    return np.ascontiguousarray(mapped(file)[::-1, :, ::-1, :, ::-1, :, ::-1, :, ::-1, :])


def axes_2d_equal(file, _):
    return np.ascontiguousarray(mapped(file).reshape(3125, -1)[::-1])


def astype(dtype):
    return lambda file, _: mapped(file).astype(dtype)


def write(file, target):
    np.save(target, data(file))
    return Written()


def force(path):
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def write_synced(file, target):
    np.save(target, data(file))
    force(target)
    force(os.path.dirname(target))
    return Written()


def write_big_endian(file, target):
    np.save(target, data(file).astype(">f8"))
    return Written()


def small_load(folder, _):
    total = 0.0
    for name in files(folder):
        total += float(np.load(name)[-1])
    return total


def mid_load(folder, _):
    return Repeated(len(files(folder)), sum(float(np.load(name)[-1]) for name in files(folder)))


def small_header(folder, _):
    total = 0
    for name in files(folder):
        with open(name, "rb") as file:
            np.lib.format.read_magic(file)
            shape, _, _ = np.lib.format.read_array_header_1_0(file)
        total += shape[0]
    return total


def open_map(file, _):
    times, total = 200, 0.0
    for _ in range(times):
        array = mapped(file)
        total += float(array[0, 1])
        array._mmap.close()
    return Repeated(times, total / times)


def npz(file, _):
    with np.load(file) as archive:
        return archive["a"]


def npz_save_deflated(file, target):
    np.savez_compressed(target, a=data(file))
    return Written()


def random_get(file, _):
    array = np.asarray(mapped(file))  # faster for single elements than the memmap itself

    def indices():
        rows, columns, state, found = array.shape[0] - 1, array.shape[1] - 1, 1, []
        for _ in range(100_000):
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
            found.append((state >> 8 & rows, (((state >> 1) * 31) & 0xFFFFFFFF) >> 8 & columns))
        return found

    places = kept("places", indices)
    total = 0.0
    for place in places:
        total += array[place]
    return Repeated(len(places), float(total))


def one_pass(file, _):
    return float(mapped(file).sum())


def records_list(file, _):
    return mapped(file).tolist()


CASES = {
    "stream-copy": stream_copy,
    "load-f4": load,
    "load-f8": load,
    "load-i8": load,
    "load-f4-cold": load,
    "load-f4-ndarray": load,
    "load-f4-given": load_given,
    "load-f8-given": load_given,
    "load-i8-given": load_given,
    "load-f8-part": load_part,
    "load-be-f8": load_native,
    "load-be-f4": load_native,
    "fortran-to-c": fortran_to_c,
    "f2-to-float": f2_to_float,
    "bool": load,
    "columns": columns,
    "reversed": reversed_both,
    "transposed-slice": transposed_slice,
    "field": field,
    "axes-2d": axes_2d,
    "axes-10d": axes_10d,
    "axes-2d-equal": axes_2d_equal,
    "axes-10d-equal": axes_10d_equal,
    **{"astype-%s-%s" % (a, b): astype("<" + b) for a in ("f8", "f4", "i8", "i4", "i2", "u1") for b in ("f8", "f4", "i8", "i4")},
    "write-f8": write,
    "write-in-place": write,
    "save-over": write,
    "save-synced": write_synced,
    "write-be-f8": write_big_endian,
    "small-load": small_load,
    "small-header": small_header,
    "mid-load": mid_load,
    "open-map": open_map,
    "npz-stored": npz,
    "npz-deflated": npz,
    "npz-save-deflated": npz_save_deflated,
    "random-get": random_get,
    "pass": one_pass,
    "pass-buffers": one_pass,
    "records-list": records_list,
}


def crc(result):
    """The CRC-32 of the elements in C order and little-endian."""
    array = np.ascontiguousarray(result.astype(result.dtype.newbyteorder("<"), copy=False))
    return "crc:%08x" % zlib.crc32(array.data.cast("B"))


def quick(result):
    """The sum of 1000 elements spread over the whole."""
    flat = result if isinstance(result, list) else result.reshape(-1)
    total = 0.0
    for i in range(1000):
        element = flat[i * (len(flat) - 1) // 999]
        total += float(element[0] if isinstance(element, tuple) else element)
    return "sum:%r" % total


def answer(verb, run, file, target):
    gc.collect()
    start = time.perf_counter()
    result = run(file, target)
    seconds = time.perf_counter() - start
    if isinstance(result, Repeated):
        seconds, result = seconds / result.times, result.result
    if isinstance(result, Written):
        said = "file"
    elif isinstance(result, (int, float)):
        said = "sum:%r" % float(result)
    else:
        said = crc(result) if verb == "check" and not isinstance(result, list) else quick(result)
    return "%r %s" % (seconds, said)


def main():
    for line in sys.stdin:
        verb, name, file, target = line.rstrip("\n").split("\t")
        run = CASES.get(name) or CASES.get(name.removesuffix("-2t"))
        try:
            print(answer(verb, run, file, target) if run else "-", flush=True)
        except Exception as e:  # bench.py reports it and continues
            print("! %s: %s" % (type(e).__name__, e), flush=True)


if __name__ == "__main__":
    main()
