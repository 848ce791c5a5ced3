#!/usr/bin/env python3
"""Real NumPy for live tests: one JSON object per line in, one JSON object per line out.

    python3 scripts/numpy_oracle.py        works with NumPy 2.x and 1.24; ends at end of input

A request is {"verb": …, arguments}; the answer has the keys listed after the arrow, or
{"error": exception class, "message": text}. "warnings" is added if NumPy warned (class names).
Nothing in a request is run: dtypes and literals go through ast.literal_eval, slices through their
own parser. The caller chooses the paths. In a DESCR answer descr is Python text.

verb          arguments → answer
version       → numpy, python
random        seed, count, dir [, prefix "random"] → files: list of ARRAY. Any dtype (nested
              structs, gaps, titles, sub-arrays; no objects), 0 to 5 dimensions, C, F, permuted
              or strided, either byte order. The same bytes for the same seed on every NumPy.
load          file [, data true] → ARRAY + strides, version, header (hex of all bytes
              before the data), data_crc32; with data also data (hex, in the order of the file)
resave        file, dst → ARRAY: np.load, then np.save
equal         a, b (files) → equal: dtype, shape, order and bytes; why: null, or the difference
save          file, dtype, shape, order "C"|"F", data (hex in that order) [, version [2, 0]] → ARRAY
print         file → str, repr: texts as printed with default options
view          file, ops, dst → ARRAY + strides (before saving). ops is a list of
              ["slice", text] ["transpose"] ["transpose", axes] ["reshape", shape] ["field", name]
              ["real"] ["imag"] ["view", dtype] ["astype", dtype] ["copy", order]
slice         file, slice, dst → as view with one slice
astype        file, dtype, dst → as view with one astype
tofile        file, dst → nbytes: the array without its header, in C order
dtype         text [, as "numpy"] → DESCR. Python text of a descr, or a bare type string. Read as from a file;
              with as "numpy" as by np.dtype. A dict always goes to np.dtype.
literal_eval  text → repr
memmap_open   id, file [, dtype, mode, shape, order, offset] → shape, descr, mode, offset, order,
              nbytes, filename; with npy true: open_memmap(file, mode [, dtype, shape, order])
memmap_get    id, index (list) → hex (the element's bytes), text (Python's str of it)
memmap_set    id, index, value (number, bool, string or [re, im]) or hex → nothing
memmap_data   id → hex: all bytes in C order
memmap_flush, memmap_close   id → nothing

ARRAY is file, descr, shape, fortran_order (as in the header), crc32 (of the file), nbytes, offset.
DESCR is descr, itemsize, str, name, text (str of the dtype), kind, fields (null, or a list of
[name, offset, title or null, descr]), subarray (null or [descr, shape]).
"""

import ast
import json
import os
import platform
import random
import re
import sys
import warnings
import zlib

import numpy as np

NO_LIMIT = 10**9

# ---------------------------------------------------------------- describing


def descr(dtype):
    """Python text; a sub-array as (base, shape), which dtype_to_descr alone would lose."""
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return repr((np.lib.format.dtype_to_descr(base), shape))
    return repr(np.lib.format.dtype_to_descr(dtype))


def load(file):
    return np.load(file, max_header_size=NO_LIMIT)


def order_of(a):
    return bool(a.flags.f_contiguous and not a.flags.c_contiguous)


def stored(a):
    """The bytes as np.save writes them. Contiguous memory is copied unchanged, padding included."""
    return a.T.tobytes() if order_of(a) else a.tobytes()


def contents(file):
    with open(file, "rb") as f:
        return f.read()


def data_offset(raw):
    width = 2 if raw[6] == 1 else 4
    return 8 + width + int.from_bytes(raw[8 : 8 + width], "little")


def fortran_of(file, raw, a):
    """From the header, because a 1-d array may be marked either way."""
    header = raw[10:data_offset(raw)]
    found = re.search(rb"['\"]fortran_order['\"]\s*:\s*(True|False)", header)
    return found.group(1) == b"True" if found else order_of(a)


def described(file, a=None):
    a = load(file) if a is None else a
    raw = contents(file)
    return {
        "file": file, "descr": descr(a.dtype), "shape": list(a.shape),
        "fortran_order": fortran_of(file, raw, a), "crc32": "%08x" % zlib.crc32(raw),
        "nbytes": a.nbytes, "offset": data_offset(raw),
    }  # fmt: skip


def save(file, a):
    with open(file, "wb") as f:
        np.lib.format.write_array(f, a, allow_pickle=False)
    return described(file, a)


# ---------------------------------------------------------------- reading requests


def dtype_of(text, like="descr"):
    # NumPy ends the process with a division by zero here.
    if re.search(r"/[\s+-]*0+\s*\]", text):
        raise ValueError("zero divisor in a datetime unit")
    value = text
    if text.lstrip()[:1] in list("[{('\""):
        try:
            value = ast.literal_eval(text.strip())
        except (ValueError, SyntaxError):
            pass  # '(2,3)f8'
    if isinstance(value, dict) or like == "numpy":
        return np.dtype(value)
    return np.lib.format.descr_to_dtype(value)


NUMBER = r"\s*[+-]?[0-9]+\s*"
SLICE = re.compile(r"(%s|\s*):(%s|\s*)(?::(%s|\s*))?" % (NUMBER, NUMBER, NUMBER))


def slice_of(text):
    """Python's text between the brackets of an index: ints, slices, `...` and `None`."""
    parts = text.split(",")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(slice_item(part) for part in parts)


def slice_item(part):
    if part.strip() in ("...", "None"):
        return Ellipsis if part.strip() == "..." else None
    if re.fullmatch(NUMBER, part):
        return int(part)
    found = SLICE.fullmatch(part)
    if not found:
        raise ValueError("not a slice: %r" % part)
    return slice(*(int(g) if g and g.strip() else None for g in found.groups()))


def sliced(a, text):
    index = slice_of(text)
    return a[index if Ellipsis in index else index + (Ellipsis,)]  # an array, never a scalar


OPS = {
    "slice": sliced,
    "transpose": lambda a, axes=None: a.transpose(axes),
    "reshape": lambda a, shape: a.reshape(tuple(shape)),
    "field": lambda a, name: a[name],
    "real": lambda a: a.real,
    "imag": lambda a: a.imag,
    "view": lambda a, text: a.view(dtype_of(text)),
    "astype": lambda a, text: a.astype(dtype_of(text)),
    "copy": lambda a, order: a.copy(order),
}


# ---------------------------------------------------------------- random arrays

SIMPLE = "? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 f16 c8 c16 c32 M8 m8 S U V".split()
UNITS = "Y M W D h m s ms us ns ps fs as".split()
NAMES = ["x", "y", "id", "a b", "it's", 'say "hi"', "é", "整形", "😀", "tab\t", "\u200b", "", "back\\slash", "\xad"]


def random_dtype(rng, depth=0):
    if depth < 3 and rng.random() < (0.35 if depth == 0 else 0.2):
        return random_struct(rng, depth)
    kind = rng.choice(SIMPLE)
    if kind in ("S", "U", "V"):
        kind += str(rng.randint(0 if depth else 1, 9))
    elif kind in ("M8", "m8") and rng.random() < 0.9:
        kind += "[%s%s]" % (rng.choice(["", "", "7", "25", "1000"]), rng.choice(UNITS))
    return np.dtype(rng.choice("<>") + kind)


def random_struct(rng, depth):
    names, formats, titles = [], [], []
    for k in range(rng.randint(0 if rng.random() < 0.1 else 1, 6)):
        name = rng.choice(NAMES) if rng.random() < 0.4 else "f%d" % k
        field = random_field(rng, depth)
        if name in names or name == "" and field.kind == "V":
            name = "g%d" % k  # an unnamed void or sub-array would be read back as padding
        names.append(name)
        formats.append(field)
        titles.append("title %d" % k if rng.random() < 0.15 else None)
    spec = {"names": names, "formats": formats, "titles": titles}
    if rng.random() < 0.35:
        spec["offsets"], spec["itemsize"] = random_offsets(rng, formats)
        return np.dtype(spec)
    return np.dtype(spec, align=rng.random() < 0.4)


def random_field(rng, depth):
    field = random_dtype(rng, depth + 1)
    for _ in range(2):
        if field.itemsize and rng.random() < 0.15:  # NumPy does not read ('S0', shape) as a sub-array
            shape = tuple(rng.choice([1, 2, 3, 2, 0]) for _ in range(rng.randint(1, 2)))
            field = np.dtype((field, shape))
    return field


def random_offsets(rng, formats):
    offsets, at = [], 0
    for field in formats:
        at += rng.choice([0, 0, 1, 3, 8])
        offsets.append(at)
        at += field.itemsize
    return offsets, at + rng.choice([0, 0, 1, 5])


def leaves(dtype, at=0):
    """(offset, scalar dtype) of every scalar in an element."""
    if dtype.subdtype:
        base, shape = dtype.subdtype
        for k in range(int(np.prod(shape, dtype=int))):
            yield from leaves(base, at + k * base.itemsize)
    elif dtype.names is not None:
        for name in dtype.names:
            field, offset = dtype.fields[name][:2]
            yield from leaves(field, at + offset)
    elif dtype.kind == "c":
        part = np.dtype("%sf%d" % (dtype.byteorder, dtype.itemsize // 2))
        yield at, part
        yield at + part.itemsize, part
    elif dtype.itemsize:
        yield at, dtype


def random_cells(rng, dtype, count):
    """count elements as rows of bytes, padding and unused bytes zero."""
    cells = np.zeros((count, dtype.itemsize), "u1")
    for at, leaf in leaves(dtype):
        size = leaf.itemsize
        raw = np.frombuffer(rng.randbytes(count * size), "u1").reshape(count, size).copy()
        cells[:, at : at + size] = valid(rng, leaf, raw)
    return cells


def valid(rng, leaf, raw):
    kind, size = leaf.kind, leaf.itemsize
    if kind == "b":
        return raw & 1
    if kind == "S":
        return raw if rng.random() < 0.5 else raw % 64 + (raw % 64 > 0) * 32
    if kind == "U":
        top = rng.choice([0x80, 0x80, 0x10000, 0x110000])
        points = raw.reshape(-1).view("<u4") % np.uint32(top)
        order = ">" if leaf.byteorder == ">" else "<"
        return points.astype(order + "u4").view("u1").reshape(raw.shape)
    if kind == "f" and size == 16:
        raw[:, 10:] = 0
        normal = (raw[:, 8] > 0) | (raw[:, 9] & 0x7F > 0)
        raw[:, 7] = raw[:, 7] & 0x7F | normal * np.uint8(0x80)  # the stored leading bit
    if kind in "mM":
        small = raw[:, 0] % 2 == 0
        raw[small, 3:] = 0
        raw[raw[:, 0] % 8 == 1] = [0, 0, 0, 0, 0, 0, 0, 0x80]  # NaT
    if kind == "f" and size < 16 and rng.random() < 0.5:
        values = np.frombuffer(raw[:, :1].tobytes(), "i1").astype("f8") / 4
        raw = values.astype("<f%d" % size).view("u1").reshape(raw.shape)
    return raw[:, ::-1] if leaf.byteorder == ">" else raw


def random_shape(rng, itemsize):
    shape = [0 if rng.random() < 0.04 else rng.randint(1, 5) for _ in range(rng.randint(0, 5))]
    while np.prod(shape, dtype=int) * itemsize > 20000 and max(shape) > 1:
        shape[shape.index(max(shape))] = 1
    return tuple(shape)


def random_array(rng):
    dtype = random_dtype(rng)
    shape = random_shape(rng, dtype.itemsize)
    order = rng.choice(["C", "F", "permuted", "strided"])
    axes = list(range(len(shape)))
    if order == "permuted":
        rng.shuffle(axes)
    steps = [rng.choice([1, -1, 2, -2]) if order == "strided" else 1 for _ in shape]
    strides, size = [0] * len(shape), dtype.itemsize
    for axis in axes if order == "F" else reversed(axes):
        strides[axis] = size * steps[axis]
        size *= max(shape[axis], 1) * abs(steps[axis])
    offset = sum(-s * (n - 1) for s, n in zip(strides, shape) if s < 0 and n)
    if 0 in shape:
        strides, offset = None, 0
    buffer = bytearray(max(size, 1))
    a = np.ndarray(shape, dtype, buffer, offset, strides)
    if dtype.itemsize and a.size:
        cells = random_cells(rng, dtype, a.size).reshape(shape + (dtype.itemsize,))
        np.ndarray(cells.shape, "u1", buffer, offset, tuple(strides) + (1,))[...] = cells
    return a


# ---------------------------------------------------------------- verbs


def do_version():
    return {"numpy": np.__version__, "python": platform.python_version()}


def do_random(seed, count, dir, prefix="random"):
    rng = random.Random(seed)
    arrays = ((os.path.join(dir, "%s_%05d.npy" % (prefix, k)), random_array(rng)) for k in range(count))
    return {"files": [save(file, a) for file, a in arrays]}


def do_load(file, data=False):
    a, raw = load(file), contents(file)
    at, bytes_ = data_offset(raw), stored(a)
    answer = described(file, a)
    answer.update(strides=list(a.strides), version="%d.%d" % (raw[6], raw[7]), header=raw[:at].hex(),
                  data_crc32="%08x" % zlib.crc32(bytes_))  # fmt: skip
    if data:
        answer["data"] = bytes_.hex()
    return answer


def do_resave(file, dst):
    return save(dst, load(file))


def do_equal(a, b):
    x, y = load(a), load(b)
    checks = [("dtype", x.dtype == y.dtype and descr(x.dtype) == descr(y.dtype)), ("shape", x.shape == y.shape),
              ("order", order_of(x) == order_of(y)), ("bytes", stored(x) == stored(y))]  # fmt: skip
    wrong = [what for what, same in checks if not same]
    return {"equal": not wrong, "why": wrong[0] if wrong else None}


def do_save(file, dtype, shape, order, data, version=None):
    a = np.ndarray(tuple(shape), dtype_of(dtype), bytearray(bytes.fromhex(data) or b"\0"), order=order)
    if a.nbytes != len(data) // 2:
        raise ValueError("%d bytes for %d" % (len(data) // 2, a.nbytes))
    with open(file, "wb") as f:
        np.lib.format.write_array(f, a, version and tuple(version), allow_pickle=False)
    return described(file, a)


def do_print(file):
    a = load(file)
    return {"str": text_or_none(str, a), "repr": text_or_none(repr, a)}


def text_or_none(form, a):
    try:
        return form(a)
    except ValueError:  # a datetime64 without a unit
        return None


def do_view(file, ops, dst):
    a = load(file)
    for name, *arguments in ops:
        a = OPS[name](a, *arguments)
    return dict(save(dst, a), strides=list(a.strides))


def do_slice(file, slice, dst):
    return do_view(file, [["slice", slice]], dst)


def do_astype(file, dtype, dst):
    return do_view(file, [["astype", dtype]], dst)


def do_tofile(file, dst):
    a = load(file)
    a.tofile(dst)
    return {"nbytes": a.nbytes}


def do_dtype(text, **options):
    dtype = dtype_of(text, options.get("as", "descr"))
    fields = None
    if dtype.names is not None:
        facts = [(name,) + tuple(dtype.fields[name]) for name in dtype.names]
        fields = [[f[0], f[2], f[3] if len(f) > 3 else None, descr(f[1])] for f in facts]
    base = dtype.subdtype
    return {
        "descr": descr(dtype), "itemsize": dtype.itemsize, "str": dtype.str, "name": dtype.name, "text": str(dtype),
        "kind": dtype.kind, "fields": fields, "subarray": base and [descr(base[0]), list(base[1])],
    }  # fmt: skip


def do_literal_eval(text):
    return {"repr": repr(ast.literal_eval(text))}


MAPS = {}


def do_memmap_open(id, file, dtype="uint8", mode="r+", shape=None, order="C", offset=0, npy=False):
    shape = None if shape is None else tuple(shape)
    if npy:
        made = {"dtype": dtype_of(dtype), "shape": shape, "fortran_order": order == "F"} if mode == "w+" else {}
        mapped = np.lib.format.open_memmap(file, mode, max_header_size=NO_LIMIT, **made)
    else:
        mapped = np.memmap(file, dtype_of(dtype), mode, offset, shape, order)
    MAPS[id] = mapped
    return {
        "shape": list(mapped.shape), "descr": descr(mapped.dtype), "mode": mapped.mode, "offset": mapped.offset,
        "order": "F" if order_of(mapped) else "C", "nbytes": mapped.nbytes, "filename": str(mapped.filename),
    }  # fmt: skip


def do_memmap_get(id, index):
    cell = MAPS[id][tuple(index) + (Ellipsis,)]
    return {"hex": cell.tobytes().hex(), "text": str(cell)}


def do_memmap_set(id, index, value=None, hex=None):
    cell = MAPS[id][tuple(index) + (Ellipsis,)]
    if hex is not None:
        value = np.frombuffer(bytes.fromhex(hex), cell.dtype)[0]
    cell[...] = complex(*value) if isinstance(value, list) else value


def do_memmap_data(id):
    return {"hex": MAPS[id].tobytes().hex()}


def do_memmap_flush(id):
    MAPS[id].flush()


def do_memmap_close(id):
    del MAPS[id]  # the last reference, so the file is unmapped now


def answer(line):
    request = json.loads(line)
    verb = globals().get("do_" + request.pop("verb", ""))
    if verb is None:
        raise ValueError("no such verb; see the top of numpy_oracle.py")
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="ignore"):
        warnings.simplefilter("always")
        result = verb(**request) or {}
    if caught:
        result["warnings"] = sorted({w.category.__name__ for w in caught})
    return result


def main():
    for line in sys.stdin.buffer:
        try:
            result = answer(line)
        except Exception as e:
            result = {"error": type(e).__name__, "message": str(e)}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
