"""Writes arrays of every dtype, order and shape, and prints the rows that Spark must give; see DTypesTest."""

import struct
import sys

import numpy as np

DAYS = ("Y", "M", "W", "D")
MICROSECONDS = ("h", "m", "s", "ms", "us")


def bits(code, value):
    value = float(value)
    if value != value:
        return "7fc00000" if code == "f" else "7ff8000000000000"
    try:
        packed = struct.pack(">" + code, value)
    except OverflowError:
        packed = struct.pack(">" + code, np.inf if value > 0 else -np.inf)
    return packed.hex().lstrip("0") or "0"


def number(value):
    kind, size = value.dtype.kind, value.dtype.itemsize
    if kind == "b":
        return "true" if value else "false"
    if kind in "iu":
        return str(int(value))
    return bits("f" if size <= 4 else "d", value)


def time(value):
    if np.isnat(value):
        return "null"
    unit, delta = np.datetime_data(value.dtype)[0], value.dtype.kind == "m"
    if unit in ("Y", "M") and delta:
        return str(value.astype("m8[M]").astype("i8"))
    if unit in DAYS and not delta:
        return str(value.astype("M8[D]").astype("i8"))
    if unit in MICROSECONDS or unit in DAYS:
        return str(value.astype(value.dtype.kind + "8[us]").astype("i8"))
    return str(value.view("i8") if value.dtype.isnative else value.astype(value.dtype.newbyteorder("=")).view("i8"))


def text(value):
    """A row, an element or a sub-array as Rendered of the Java tests prints it."""
    if isinstance(value, np.ndarray) and value.shape:
        return "[" + " ".join(text(item) for item in value) + "]"
    value = value[()] if isinstance(value, np.ndarray) else value
    kind = value.dtype.kind
    if value.dtype.names:
        return "{" + " ".join(text(value[name]) for name in value.dtype.names) + "}"
    if kind == "c":
        return "{" + number(value.real) + " " + number(value.imag) + "}"
    if kind in "Mm":
        return time(value)
    if kind == "U":
        return "x" + str(value).encode("utf-8", "replace").hex()
    if kind in "SV":
        return "x" + bytes(value).hex()
    return number(value)


def row(value):
    inner = text(value)
    return inner if inner.startswith("{") and value.dtype.names and not value.shape else "{" + inner + "}"


def rows(array):
    return [row(item) for item in (array if array.shape else array.reshape(1))]


def values(rng, dtype, shape):
    """Random bytes are every value of a number, its odd ones included."""
    dtype = np.dtype(dtype)
    size = int(np.prod(shape))
    if dtype.names:
        array = np.zeros(shape, dtype)
        for name in dtype.names:
            base, inner = dtype[name].base, dtype[name].shape
            array[name] = values(rng, base, shape + inner)
        return array
    if dtype.kind == "U":
        letters = np.array(list("aZé€漢😀 "))
        made = ["".join(rng.choice(letters, rng.integers(0, dtype.itemsize // 4 + 1))) for _ in range(size)]
        return np.array(made, dtype).reshape(shape)
    if dtype.kind == "b":
        return rng.integers(0, 2, shape).astype(dtype)
    if dtype.kind in "Mm":
        counts = rng.integers(-5000, 5000, shape).astype("i8")
        counts[rng.random(shape) < 0.2] = np.iinfo("i8").min
        return counts.view("<" + dtype.str[1:]).astype(dtype)
    if dtype.itemsize >= 16 and dtype.kind in "fc":
        made = rng.standard_normal(shape) * 10.0 ** rng.integers(-300, 300, shape)
        return made.astype(dtype) / dtype.type(3)
    return np.frombuffer(rng.bytes(size * dtype.itemsize), dtype).reshape(shape)


NUMBERS = ["b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32"]
TEXTS = ["S1", "S7", "U1", "U5", "V3"]
TIMES = ["M8[Y]", "M8[M]", "M8[W]", "M8[D]", "M8[h]", "M8[m]", "M8[s]", "M8[25s]", "M8[ms]", "M8[us]", "M8[ns]"]
SPANS = ["m8[Y]", "m8[M]", "m8[W]", "m8[D]", "m8[h]", "m8[s]", "m8[7ms]", "m8[us]", "m8[ns]", "m8[as]"]
STRUCTS = [
    [("a", "i4"), ("b", "f8"), ("c", "U3")],
    [("x", "u1"), ("m", "f4", (2, 3)), ("h", "f2", (2,))],
    [("p", [("q", "i2"), ("r", "c8", (2,)), ("g", "f16")]), ("s", [("t", "M8[s]"), ("u", "S3")], (2,))],
    {"names": ["a", "b"], "formats": ["u8", "i2"], "offsets": [3, 13], "itemsize": 20},
]
SHAPES = [(), (0,), (1,), (7,), (5, 3), (0, 4), (3, 0), (4, 2, 3), (2, 1, 2, 2)]


def ordered(dtype, order):
    return np.dtype(dtype).newbyteorder(order)


def main(seed):
    rng = np.random.default_rng(seed)
    for number_of_dtype, dtype in enumerate(NUMBERS + TEXTS + TIMES + SPANS + STRUCTS):
        for shape in SHAPES:
            for byte_order in "<>":
                for order in "CF" if len(shape) > 1 else "C":
                    array = values(rng, ordered(dtype, byte_order), shape)
                    array = np.asarray(array, order=order)
                    name = "%d%s%s-%s" % (number_of_dtype, "le" if byte_order == "<" else "be", order, "x".join(map(str, shape)))
                    np.save(name + ".npy", array)
                    print(name, *rows(array), sep="|")


if __name__ == "__main__":
    main(int(sys.argv[1]))
