#!/usr/bin/env python3
"""Makes testdata/: files written by real NumPy, and manifests that describe them.

    python3 scripts/generate_testdata.py [--old-python /usr/bin/python3] [--out testdata]

The files come from NumPy 2.x. With --old-python (an interpreter that has NumPy 1.24) the part
that differs between versions is made again, too; without it, the files of 1.24 are kept.
Two runs give the same bytes: every element is written byte by byte (padding and the unused
bytes of long doubles are zero), and no NumPy copy, which may leave such bytes undefined, is used.

Values follow a formula of the flat index i of the element in C order (see `element`): a few
special values first, then a line. In a struct, field k of element i is element i + k of its type;
in a sub-array, item j is element i + j.

Every manifest is an object {"numpy", "entries"}, with one line per entry. Keys of an entry:
  file, version, descr (Python text), descr_json (tuples as lists), dtype (NumPy's name), shape,
  fortran_order (as in the header), itemsize, size, data_offset, crc32 (of the whole file)
  fields     structs: [name, offset, title or null] in order
  values     the elements in C order, see `json_value`
  str, repr  as printed by NumPy 2.x, null where it cannot (a datetime64 without a unit)
`values`: bool true/false; integers as numbers, as strings beyond 2**53; f2 f4 f8 [bits, text];
long double [its 10 bytes as stored little-endian, exact value as a decimal or as "m*2^e",
bits of the nearest double]; complex [re, im]; S and V hex of all bytes; U all code points;
datetimes [count, text]; struct and sub-array lists.
In headers/ and bad/, `numpy` is the result of np.load: {"ok": true} or the exception's class and text;
`numpy_1_24` is present if 1.24 decides otherwise.
"""

import argparse
import ast
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import warnings
import zlib
from pathlib import Path

import numpy as np

OLD = "old-numpy.json"  # the verdicts of NumPy 1.24, kept without --old-python
OLD_SUFFIX = "_np124.npy"  # files written by NumPy 1.24, kept likewise
NAT = -(2**63)


# ---------------------------------------------------------------- values: a formula of the index


def element(dtype, i):
    """The bytes of element i of an array of this dtype."""
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return b"".join(element(base, i + j) for j in range(count_of(shape)))
    if dtype.names is not None:
        raw = bytearray(dtype.itemsize)
        for k, name in enumerate(dtype.names):
            field, offset = dtype.fields[name][:2]
            raw[offset : offset + field.itemsize] = element(field, i + k)
        return bytes(raw)
    return scalar(dtype, i)


def scalar(dtype, i):
    """The bytes of scalar i: made little-endian, then reversed if the dtype is big-endian."""
    kind, size = dtype.kind, dtype.itemsize
    if kind == "b":
        return bytes([i % 3 != 1])
    if kind in "iu":
        return endian(dtype, integer(kind, size, i))
    if kind == "f":
        return endian(dtype, floating(size, i))
    if kind == "c":
        half = size // 2
        parts = floating(half, 2 * i), floating(half, 2 * i + 1)
        return b"".join(endian(dtype, part) for part in parts)
    if kind in "mM":
        return endian(dtype, ticks(dtype, i).to_bytes(8, "little", signed=True))
    if kind == "S":
        return byte_string(size, i)
    if kind == "U":
        units = text(size // 4, i)
        return b"".join(endian(dtype, u.to_bytes(4, "little")) for u in units)
    return bytes((7 * (i * size + k) + 3) & 0xFF for k in range(size))


def endian(dtype, little):
    return little[::-1] if dtype.byteorder == ">" else little


def integer(kind, size, i):
    top = 2 ** (8 * size - (kind == "i"))
    special = [1, 0, -1, top - 1, -top] if kind == "i" else [1, 0, top - 1, top - 2, top // 2]
    value = special[i] if i < 5 else 3 * i - 20 if kind == "i" else 3 * i + 1
    return value.to_bytes(size, "little", signed=kind == "i")


FORMATS = {2: (5, 10), 4: (8, 23), 8: (11, 52), 16: (15, 63)}  # exponent bits, fraction bits


def floating(size, i):
    """Float i: 1.5 -2.25 0 -0 inf -inf nan max -max, the smallest normal, smallest and largest
    subnormal, a negative NaN with a payload, the nearest to 1/3, then (i - 16) / 4."""
    exponent_bits, fraction_bits = FORMATS[size]
    ones, bias = 2**exponent_bits - 1, 2 ** (exponent_bits - 1) - 1
    half, full = 2 ** (fraction_bits - 1), 2**fraction_bits - 1
    third = (2 ** (fraction_bits + 2) + 1) // 3 - full - 1
    special = [
        (0, bias, half), (1, bias + 1, half // 4), (0, 0, 0), (1, 0, 0),
        (0, ones, 0), (1, ones, 0), (0, ones, half), (0, ones - 1, full), (1, ones - 1, full),
        (0, 1, 0), (0, 0, 1), (0, 0, full), (1, ones, half + 5), (0, bias - 2, third),
    ]  # fmt: skip
    sign, exponent, fraction = special[i] if i < len(special) else line(i, bias, fraction_bits)
    if size == 16:  # x87: the leading bit of the significand is stored
        significand = fraction | (exponent > 0) << 63
        top = sign << 15 | exponent
        return significand.to_bytes(8, "little") + top.to_bytes(2, "little") + bytes(6)
    bits = (sign << exponent_bits | exponent) << fraction_bits | fraction
    return bits.to_bytes(size, "little")


def line(i, bias, fraction_bits):
    quarters = abs(i - 16)
    if quarters == 0:
        return 0, 0, 0
    high = quarters.bit_length() - 1
    fraction = (quarters - 2**high) << (fraction_bits - high)
    return int(i < 16), bias + high - 2, fraction


def ticks(dtype, i):
    unit, step = np.datetime_data(dtype)
    special = [1, 0, NAT, -1, 1000, -1000, 18262, -719529, 2932897]
    if step == 1 and unit in ("generic", "us", "ns", "ps", "fs", "as"):
        special += [2**63 - 1, NAT + 1]
    return special[i] if i < len(special) else 100 * i - 700


def byte_string(size, i):
    special = [b"a", b"", b"abc", b"\xff" * size, b"a\0b", b"x" * size, b" '\"\n\\"]
    value = special[i] if i < len(special) else b"s%d" % i
    return value[:size].ljust(size, b"\0")


def text(length, i):
    special = [
        [0x61], [], [0xE9], [0x1F600, 0x10FFFF], [0x6574, 0x5F62], [0xD800],
        [0x61, 0, 0x62], [0x10FFFF] * length, [0xD83D, 0xDE00], [0x27, 0x22, 0x0A],
    ]  # fmt: skip
    units = special[i] if i < len(special) else [ord(c) for c in "u%d" % i]
    return (units + [0] * length)[:length]


# ---------------------------------------------------------------- layouts: C, F and strided arrays


def count_of(shape):
    count = 1
    for n in shape:
        count *= n
    return count


def array(dtype, shape, layout="C"):
    """An array of formula values; `strided` is reversed along its first axis and has every
    second element along its last."""
    sizes = list(shape)
    if layout == "strided":
        sizes[-1] *= 2
    axes = range(len(sizes)) if layout == "F" else reversed(range(len(sizes)))
    strides, step = [0] * len(sizes), dtype.itemsize
    for axis in axes:
        strides[axis] = step
        step *= sizes[axis]
    buffer, offset = bytearray(max(step, 1)), 0
    if layout == "strided":
        strides[-1] *= 2
        offset = strides[0] * (shape[0] - 1)
        strides[0] = -strides[0]
    for i, index in enumerate(np.ndindex(*shape)):
        at = offset + sum(k * s for k, s in zip(index, strides))
        buffer[at : at + dtype.itemsize] = element(dtype, i)
    return np.ndarray(shape, dtype, buffer, offset, strides)


def file_word(dtype_text):
    """For file names, in which some systems ignore case: `datetime-ms`, `timedelta-month`."""
    plain = dtype_text.replace("M8", "datetime").replace("m8", "timedelta").replace("M]", "month]")
    return plain.replace("[", "-").replace("]", "")


def shape_text(shape):
    return "x".join(map(str, shape)) if shape else "0d"


# ---------------------------------------------------------------- JSON forms


def json_value(dtype, raw):
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return nest([json_value(base, item) for item in chunks(raw, base.itemsize)], shape)
    if dtype.names is not None:
        fields = [dtype.fields[name][:2] for name in dtype.names]
        return [json_value(d, raw[at : at + d.itemsize]) for d, at in fields]
    kind = dtype.kind
    if kind == "b":
        return raw[0] != 0
    if kind in "iu":
        return json_int(int.from_bytes(endian(dtype, raw), "little", signed=kind == "i"))
    if kind == "f":
        return json_float(endian(dtype, raw))
    if kind == "c":
        return [json_float(endian(dtype, part)) for part in chunks(raw, len(raw) // 2)]
    if kind in "mM":
        return json_time(dtype, raw)
    if kind == "U":
        return [int.from_bytes(endian(dtype, unit), "little") for unit in chunks(raw, 4)]
    return raw.hex()


def chunks(raw, size):
    return [raw[at : at + size] for at in range(0, len(raw), size)] if size else []


def nest(items, shape):
    if len(shape) == 1:
        return items
    step = len(items) // max(shape[0], 1)
    return [nest(items[k * step : (k + 1) * step], shape[1:]) for k in range(shape[0])]


def json_int(value):
    return value if abs(value) <= 2**53 else str(value)


def json_float(little):
    value = np.frombuffer(little, "<f%d" % len(little))[0]
    if len(little) == 16:
        return [little[:10].hex(), exact(little), np.float64(value).tobytes()[::-1].hex()]
    return [little[::-1].hex(), str(value)]


def exact(x87):
    significand, top = int.from_bytes(x87[:8], "little"), int.from_bytes(x87[8:10], "little")
    sign, exponent = "-" if top >> 15 else "", top & 0x7FFF
    if exponent == 0x7FFF:
        return sign + "inf" if significand == 2**63 else "nan"
    power = max(exponent, 1) - 16383 - 63
    while power < 0 and significand and significand % 2 == 0:
        significand, power = significand // 2, power + 1
    if significand == 0:
        return sign + "0"
    if abs(power) > 100:
        return "%s%d*2^%d" % (sign, significand, power)
    if power >= 0:
        return sign + str(significand << power)
    digits = str(significand * 5**-power).rjust(1 - power, "0")
    return sign + digits[:power] + "." + digits[power:]


def json_time(dtype, raw):
    count = int.from_bytes(endian(dtype, raw), "little", signed=True)
    value = np.frombuffer(raw, dtype)[0]
    if dtype.kind == "m":
        return [json_int(count), str(value)]
    generic = np.datetime_data(dtype)[0] == "generic" and count != NAT
    return [json_int(count), None if generic else str(np.datetime_as_string(value))]


def lists(value):
    """Tuples as lists, as descr is written in JSON."""
    return [lists(v) for v in value] if isinstance(value, (list, tuple)) else value


# ---------------------------------------------------------------- files and their manifest entries


def header_of(path):
    """Version, shape, fortran_order, dtype and the position of the data, without a limit."""
    with open(path, "rb") as f:
        version = np.lib.format.read_magic(f)
        if version == (3, 0):  # NumPy has no public reader for this one
            length = int.from_bytes(f.read(4), "little")
            header = ast.literal_eval(f.read(length).decode("utf-8"))
            dtype = np.lib.format.descr_to_dtype(header["descr"])
            result = header["shape"], header["fortran_order"], dtype
        else:
            read = getattr(np.lib.format, "read_array_header_%d_%d" % version)
            result = read(f, max_header_size=10**9)
        return ("%d.%d" % version,) + result + (f.tell(),)


def entry_of(path):
    """The contents of a header, with the same keys for every group."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        version, shape, fortran, dtype, offset = header_of(path)
        dtype = dtype.base  # '1i4' is a sub-array of one, and loads as i4
        descr = np.lib.format.dtype_to_descr(dtype)
    entry = {
        "file": path.name, "version": version, "descr": repr(descr), "descr_json": lists(descr),
        "dtype": dtype.name, "shape": list(map(json_int, shape)), "fortran_order": fortran,
        "itemsize": dtype.itemsize, "size": json_int(count_of(shape)), "data_offset": offset,
        "crc32": crc(path),
    }  # fmt: skip
    if dtype.names is not None:
        fields = [(name,) + dtype.fields[name][1:] for name in dtype.names]
        entry["fields"] = [list(f) + [None] * (3 - len(f)) for f in fields]
    return entry


def crc(path):
    return "%08x" % zlib.crc32(path.read_bytes())


def printed(form, a):
    try:
        return form(a)
    except ValueError:  # NumPy cannot print a datetime64 without a unit
        return None


def saved(path, a, values=True):
    """Saves a, checks that the file has the bytes of a, and describes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # version 3.0 warns
        np.save(path, a)
    entry = entry_of(path)
    if values:
        raws = [element(a.dtype, i) for i in range(a.size)]
        order = np.arange(a.size).reshape(a.shape).ravel("F" if entry["fortran_order"] else "C")
        data = b"".join(raws[i] for i in order)
        if path.read_bytes()[entry["data_offset"] :] != data:
            raise AssertionError("%s: NumPy wrote other bytes" % path)
        entry["values"] = [json_value(a.dtype, raw) for raw in raws]
    return dict(entry, str=printed(str, a), repr=printed(repr, a))


def write_manifest(folder, entries, note):
    if len({e["file"].lower() for e in entries}) < len(entries):
        raise AssertionError("file names that differ in case only in %s" % folder)
    lines = ",\n".join(json.dumps(e, ensure_ascii=True) for e in entries)
    head = '{"group": %s,\n"numpy": "%s",\n"entries": [\n' % (json.dumps(note), np.__version__)
    (folder / "manifest.json").write_text(head + lines + "\n]}\n", encoding="ascii")


# ---------------------------------------------------------------- group dtypes

LAYOUTS = [
    ((), "C"), ((0,), "C"), ((0, 3), "C"), ((24,), "C"), ((6,), "strided"),
    ((2, 3), "C"), ((2, 3), "F"), ((2, 3), "strided"),
    ((2, 3, 4), "C"), ((2, 3, 4), "F"), ((2, 3, 4), "strided"),
]  # fmt: skip
MAIN = "b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 f16 c8 c16 c32 S5 U3 V5 M8[ms] m8[s]".split()
SAMPLED = "S1 S32 U1 U12 V1 V16 M8 m8".split()
SAMPLED += [k + "[" + u + "]" for k in ("M8", "m8") for u in
            "Y M W D h m s ms us ns ps fs as 2Y 3M 2W 7D 12h 30m 15s 500ms 25us 100ns 10as".split()
            if k + "[" + u + "]" not in MAIN]  # fmt: skip


def dtypes_group(folder):
    jobs = [(name, LAYOUTS) for name in MAIN]
    jobs += [(name, [((12,), "C")]) for name in SAMPLED]
    jobs += [("V0", [((3,), "C"), ((), "C")])]
    for name, layouts in jobs:
        for order in "<>":
            dtype = np.dtype("V0") if name == "V0" else np.dtype(order + name)
            if dtype.byteorder == "|" and order == ">":
                continue
            word = "" if dtype.byteorder == "|" else {"<": "_le", ">": "_be"}[order]
            for shape, layout in layouts:
                file = "%s%s_%s_%s.npy" % (file_word(name), word, layout, shape_text(shape))
                yield saved(folder / file, array(dtype, shape, layout))


# ---------------------------------------------------------------- group structs


def spaced(names, formats, offsets, itemsize):
    return np.dtype(
        {"names": names, "formats": formats, "offsets": offsets, "itemsize": itemsize}
    )


def struct_dtypes():
    """Name and dtype of each struct, all fields little-endian where not named `mixed`."""
    inner = np.dtype([("p", "i1"), ("q", "<i8"), ("r", "i1")], align=True)
    kinds = ["?", "i1", "<i2", "<i4", "<i8", "u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8",
             "<f16", "<c8", "<c16", "<c32", "S3", "<U2", "V4", "<M8[us]", "<m8[D]"]  # fmt: skip
    yield "one_field", np.dtype([("a", "<i4")])
    yield "packed", np.dtype([("a", "i1"), ("b", "<i4"), ("c", "<f8")])
    yield "aligned", np.dtype([("a", "i1"), ("b", "<i4"), ("c", "i1"), ("d", "<f8"), ("e", "?")],
                              align=True)  # fmt: skip
    yield "aligned_tail", np.dtype([("f0", "i1"), ("f1", "<i4"), ("f2", "i1")], align=True)
    yield "nested", np.dtype([("x", "<f4", (2, 3)), ("n", [("p", "<i2"), ("q", "S2")])])
    yield "nested_aligned", np.dtype([("a", "i1"), ("n", inner), ("z", "<f4")], align=True)
    yield "nested_deep", np.dtype([("a", [("b", [("c", [("d", "<i2")])])]), ("e", "u1")])
    yield "nested_array", np.dtype([("a", "u1"), ("n", inner, (2,))])
    yield "subarrays", np.dtype([("m", "<i2", (2, 2)), ("v", "<f8", (3,)), ("o", "u1", (1,))])
    yield "subarray_of_subarrays", np.dtype([("c", ("<f8", (5,)), (2,))])
    yield "subarray_deep", np.dtype([("c", (("<i2", (2,)), (3,)), (2, 1)), ("d", "S2", (2,))])
    yield "subarray_empty", np.dtype([("a", "<i4", (0,)), ("b", "<i2", (2, 0)), ("c", "<i2")])
    yield "titles", np.dtype([(("Title of a", "a"), "<i4"), (("it's", "b"), "<f8", (2,))])
    yield "title_unicode", np.dtype([(("整形", "a"), "<i4")])
    yield "empty_name", spaced(["", "b"], ["<i4", "<f8"], [0, 4], 12)
    yield "empty_name_nested", spaced(["a", ""], ["u1", [("p", "<i2")]], [0, 1], 3)
    yield "latin_names", np.dtype([("é", "<i4"), ("ÿ", "<f8")])
    yield "unicode_names", np.dtype([("整形", "<i4"), ("😀", "<f8")])
    yield "quoted_names", np.dtype(
        [("it's", "u1"), ('say "a"', "u1"), ("it's \"b\"", "u1"), ("back\\slash", "u1")])
    yield "escaped_names", np.dtype(
        [("tab\tnl\ncr\r", "u1"), ("\x01\x7f", "u1"), ("\x80\xa0\xad", "u1"), ("nul\0", "u1")])
    yield "invisible_names", np.dtype(
        [("\u200b", "u1"), ("\ud800", "u1"), ("\ue000", "u1"), ("\U000e0001", "u1")])
    yield "no_fields", np.dtype([])
    yield "no_fields_size_8", spaced([], [], [], 8)
    yield "gaps", spaced(["a", "b", "c"], ["<i2", "<f4", "u1"], [2, 8, 13], 20)
    yield "gap_front", spaced(["a"], ["<i4"], [4], 8)
    yield "zero_length", np.dtype([("s", "S0"), ("u", "<U0"), ("v", "V0"), ("i", "<i4")])
    yield "all_kinds", np.dtype([("f%d" % i, k) for i, k in enumerate(kinds)])
    yield "strings", np.dtype([("name", "<U4"), ("key", "S6"), ("blob", "V3")])
    yield "star", np.dtype([("name", "<U16"), ("id", "<i4"), ("ra", "<f8"), ("dec", "<f8")])
    yield "times", np.dtype([("t", "<M8[ns]"), ("d", "<m8[25us]"), ("g", "<m8")])
    yield "complexes", np.dtype([("ok", "?"), ("z", "<c8"), ("w", "<c16", (2,))])
    yield "mixed_orders", np.dtype([("a", ">i4"), ("b", "<i4"), ("c", ">f8"), ("d", ">U2")])
    yield "record", np.dtype((np.record, [("x", "<i2"), ("y", "<f4")]))
    yield "union", np.dtype(("<i4", [("lo", "<u2"), ("hi", "<u2")]))
    yield "many_fields", np.dtype([("field%02d" % i, "<i2") for i in range(60)])


def structs_group(folder):
    layouts = [((), "C"), ((5,), "C"), ((2, 3), "F"), ((2, 3), "strided")]
    for name, dtype in struct_dtypes():
        empty = [((0,), "C")] if name in ("packed", "nested_aligned", "no_fields") else []
        for shape, layout in layouts + empty:
            file = "%s_%s_%s.npy" % (name, layout, shape_text(shape))
            yield saved(folder / file, array(dtype, shape, layout))
    for name in ["packed", "aligned", "nested", "subarrays", "gaps", "all_kinds", "strings"]:
        dtype = dict(struct_dtypes())[name].newbyteorder(">")
        for shape, layout in [((5,), "C"), ((2, 3), "F")]:
            yield saved(folder / ("%s_be_%s_%s.npy" % (name, layout, shape_text(shape))),
                        array(dtype, shape, layout))  # fmt: skip


# ---------------------------------------------------------------- the result of np.load


# Not tried, because these end the whole Python process.
CRASHES = {"descr_unit_den_0": {"ok": False, "exception": None, "text": "killed by SIGFPE"}}


def judge(source, **options):
    """{"ok": true, …} or the exception; addresses are cut out of the text."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            loaded = np.load(source, **options)
        except Exception as e:
            said = re.sub(r" (object )?at 0x[0-9a-f]+", "", str(e))
            return {"ok": False, "exception": type(e).__name__, "text": said}
        result = {"ok": True, "shape": list(map(json_int, loaded.shape))}
        if caught:
            result["warning"] = caught[0].category.__name__
        return result


def judge_all(path):
    """As a real file, as a stream, and mapped for reading."""
    if path.stem in CRASHES:
        return {"numpy": CRASHES[path.stem]}
    stream = io.BytesIO(path.read_bytes())
    return {"numpy": judge(path.name), "numpy_stream": judge(stream),
            "numpy_mmap": judge(path.name, mmap_mode="r")}  # fmt: skip


def raw_header(content, version=(1, 0), align=64, end=b"\n", length=None):
    """Any text as a header. `length` is a wrong length for it to claim."""
    if isinstance(content, str):
        content = content.encode("utf-8" if version == (3, 0) else "latin-1")
    width = 2 if version == (1, 0) else 4
    if align:
        content += b" " * (-(8 + width + len(content) + len(end)) % align)
    content += end
    claimed = len(content) if length is None else length
    return b"\x93NUMPY" + bytes(version) + claimed.to_bytes(width, "little") + content


def header_text(descr="'<i4'", fortran="False", shape="(3,)"):
    return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }" % (descr, fortran, shape)


def complete(header):
    """The header and, if the array that it describes is not too large, its values by the formula."""
    path = Path("complete.tmp")
    path.write_bytes(header)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, shape, _, dtype, _ = header_of(path)
    except Exception:
        return header
    finally:
        path.unlink()
    count = count_of(shape)
    if dtype.hasobject or dtype.itemsize == 0 or not 0 <= count <= 1000:
        return header
    return header + b"".join(element(dtype, i) for i in range(count))


# ---------------------------------------------------------------- group headers


def golden_arrays():
    """The arrays of the format description's table of golden headers."""
    yield "arange_f8", np.arange(3, dtype="<f8")
    yield "scalar_i4", np.array(7, "<i4")
    yield "empty_0", np.zeros(0, "<f4")
    yield "empty_0x3", np.zeros((0, 3), "<f4")
    yield "i2_C", np.arange(6, dtype="<i2").reshape(2, 3)
    yield "i2_F", np.asfortranarray(np.arange(6, dtype="<i2").reshape(2, 3))
    yield "i2_be", np.arange(6, dtype=">i2").reshape(2, 3)
    yield "arange_1500", np.arange(1500, dtype="<i8")
    yield "f_30x50", np.asfortranarray(np.arange(1500, dtype="<i8").reshape(30, 50))
    yield "bool", np.array([True, False, True])
    yield "bytes", np.array([b"a", b"bcd"])
    yield "unicode", np.array(["a", "bcd"], "<U3")
    yield "datetime", np.array([0, NAT], "<i8").view("<M8[D]")
    yield "timedelta", np.array([1, 2], "<i8").view("<m8[25us]")
    yield "complex", np.array([1 + 2j], "<c8")
    yield "half", np.array([1.5], "<f2")
    yield "void", np.array([b"abc"], "V3")
    yield "struct", np.array([(1, 2.5), (3, 4.5)], [("a", "<i4"), ("b", "<f8")])
    yield "struct_aligned", np.zeros(2, np.dtype("i1,<i4,i1", align=True))
    nested = [("x", "<f4", (2, 3)), ("n", [("p", ">i2"), ("q", "S2")])]
    yield "struct_nested", np.zeros(2, nested)
    yield "struct_title", np.zeros(1, [(("T", "a"), "<i4")])
    yield "name_quote", np.zeros(1, [("it's", "<i4")])
    yield "name_latin", np.zeros(1, [("é", "<i4")])
    yield "name_unicode", np.zeros(1, [("整形", "<i4")])
    yield "no_fields", np.zeros(2, [])
    yield "name_32", np.zeros(1, [("x" * 32, "<i8")])
    yield "name_31", np.zeros(1, [("x" * 31, "<i8")])


def written_headers(folder):
    """Headers NumPy itself writes: the golden table, forced versions, long ones, growth padding."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, a in golden_arrays():
            np.save("golden_%s.npy" % name, a)
        for version in (1, 0), (2, 0), (3, 0):
            forced(folder, "golden_forced", np.arange(3, dtype="<i8"), version)
            forced(folder, "forced_F", array(np.dtype("<f4"), (2, 3), "F"), version)
            forced(folder, "forced_empty", np.zeros((0, 3), ">i2"), version)
        forced(folder, "forced_latin_name", np.zeros(1, [("é", "<i4")]), (3, 0))
        for width, order in (29, "C"), (30, "C"), (30, "F"), (31, "F"):  # the second and last need 192
            for n in 1, 10, 1000:
                shape = (n, 2) if order == "C" else (2, n)
                a = np.zeros(shape, [("x" * width, "u1")], order)
                np.save("growth_%s_%d_%d.npy" % (order, width, n), a)
        np.save("fields_500.npy", np.zeros(1, [("f%d" % i, "u1") for i in range(500)]))
        np.save("fields_800.npy", np.zeros(1, [("f%d" % i, "u1") for i in range(800)]))
        for name, length in ("largest_1_0", 0), ("smallest_2_0", 1):
            room = 65524 - 20 - len("{'descr': [('', 'u1')], 'fortran_order': False, 'shape': (1,), }")
            np.save(name + ".npy", np.zeros(1, [("n" * (room - 1 + length), "u1")]))


def forced(folder, name, a, version):
    with open(folder / ("%s_%d_%d.npy" % ((name,) + version)), "wb") as f:
        np.lib.format.write_array(f, a, version=version)


def literal_headers():
    """Odd headers: (name, text, options of raw_header)."""
    t = header_text
    yield "python2_long", t(shape="(2L,)"), {}
    yield "python2_long_align16", "{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }", {
        "align": 16}  # fmt: skip
    yield "python2_long_2d", t(shape="(2L, 3L)"), {}
    yield "python2_long_hex", t(shape="(0x1FL,)"), {}
    yield "python2_long_blank", t(shape="(2 L,)"), {}
    yield "python2_long_zero", t(shape="(0L,)"), {}
    yield "python2_long_subarray", t("[('a', '<i2', (2L,))]", shape="(2L,)"), {}
    yield "python2_long_in_name", t("[('2L', '<i2')]", shape="(2L,)"), {}
    yield "python2_long_lower", t(shape="(2l,)"), {}
    yield "python2_long_twice", t(shape="(2LL,)"), {}
    yield "python2_long_octal", t(shape="(07L,)"), {}
    yield "python2_long_2_0", t(shape="(2L,)"), {"version": (2, 0)}
    yield "python2_long_3_0", t(shape="(2L,)"), {"version": (3, 0)}
    yield "python2_unicode_names", t("[(u'a', '<i2'), (u'b', '<f4')]", shape="(2,)"), {}
    old = "{'descr': '<f8',\n 'fortran_order': False,\n 'shape': (2,)}"
    yield "old_multi_line", old, {"align": 16}
    yield "old_multi_line_crlf", old.replace("\n", "\r\n"), {"align": 16}
    yield "align_16", t("'<f8'", shape="(2,)"), {"align": 16}
    yield "no_padding", t(), {"align": 0}
    yield "no_padding_no_newline", t(), {"align": 0, "end": b""}
    yield "no_newline", t(), {"end": b""}
    yield "padding_newlines", t() + "\n\n \n", {}
    yield "padding_tabs", t() + "\t\t", {}
    yield "padding_nul", t() + "\0", {}
    yield "padding_form_feed", t() + "\f", {}
    yield "padding_vertical_tab", t() + "\v", {}
    yield "padding_no_break_space", t() + "\xa0", {}
    yield "padding_ctrl_z", t() + "\x1a", {}
    yield "keys_reversed", "{'shape': (3,), 'fortran_order': False, 'descr': '<i4'}", {}
    yield "keys_rotated", "{'fortran_order': False, 'shape': (3,), 'descr': '<i4'}", {}
    yield "keys_duplicate", "{'shape': (9,), 'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", {}
    yield "keys_double_quoted", '{"descr": "<i4", "fortran_order": False, "shape": (3,)}', {}
    yield "no_blanks", "{'descr':'<i4','fortran_order':False,'shape':(3,)}", {}
    yield "many_blanks", "{ 'descr'\t: '<i4' , 'fortran_order' :False\f, 'shape': ( 3 , ) , }", {}
    yield "leading_blanks", "  \t" + t(), {}
    yield "leading_newline", "\n" + t(), {}
    yield "leading_newline_indent", "\n " + t(), {}
    yield "leading_form_feed", "\f" + t(), {}
    yield "leading_comment", "# made by hand\n" + t(), {}
    yield "comment_inside", "{'descr': '<i4', # four bytes\n'fortran_order': False, 'shape': (3,)}", {}
    yield "comment_after", t() + " # the end", {}
    yield "backslash_newline", "{'descr': '<i4', \\\n'fortran_order': False, 'shape': (3,)}", {}
    yield "parentheses", "({'descr': ('<i4'), 'fortran_order': (False), 'shape': ((3),)})", {}
    yield "string_raw", t("r'<i4'"), {}
    yield "string_raw_upper", t("R'<i4'"), {}
    yield "string_unicode_prefix", t("u'<i4'"), {}
    yield "string_bytes_raw", t("rb'<i4'"), {}
    yield "string_f", t("f'<i4'"), {}
    yield "string_ur", t("ur'<i4'"), {}
    yield "string_triple", t("'''<i4'''"), {}
    yield "string_triple_newline", t('[("""a\nb""", \'<i4\')]'), {}
    yield "string_newline", t("[('a\nb', '<i4')]"), {}
    yield "string_adjacent", t("'<' 'i4'"), {}
    yield "string_adjacent_prefixes", t("'<' r\"i\" u'4'"), {}
    yield "string_escape_hex", t(r"'\x3ci4'"), {}
    yield "string_escape_octal", t(r"'\74i\64'"), {}
    yield "string_escape_u4", t(r"'\u003ci4'"), {}
    yield "string_escape_u8", t(r"'\U0000003ci4'"), {}
    yield "string_escape_all", t(r"[('\\\'\"\a\b\f\n\r\t\v\0', '<i4')]"), {}
    yield "string_escape_unknown", t(r"[('\q', '<i4')]"), {}
    yield "string_escape_surrogate", t(r"[('\ud83d', '<i4')]"), {}
    yield "string_escape_bad_hex", t(r"'\x3'"), {}
    yield "string_escape_bad_u", t(r"'\u12'"), {}
    yield "string_escape_too_large", t(r"[('\U00110000', '<i4')]"), {}
    yield "string_escape_newline", t("'<\\\ni4'"), {}
    yield "string_raw_backslash", t(r"[(r'\n', '<i4')]"), {}
    yield "string_unterminated", t("'<i4"), {}
    yield "int_hex", t(shape="(0x3,)"), {}
    yield "int_octal", t(shape="(0o3,)"), {}
    yield "int_binary", t(shape="(0B11,)"), {}
    yield "int_plus", t(shape="(+3,)"), {}
    yield "int_plus_blank", t(shape="(+ 3,)"), {}
    yield "int_underscore", t(shape="(1_0,)"), {}
    yield "int_underscore_hex", t(shape="(0x_3,)"), {}
    yield "int_zeros", t(shape="(00,)"), {}
    yield "int_zero_underscore", t(shape="(0_0,)"), {}
    yield "int_leading_zero", t(shape="(03,)"), {}
    yield "int_leading_zero_underscore", t(shape="(0_3,)"), {}
    yield "int_underscore_end", t(shape="(3_,)"), {}
    yield "int_two_signs", t(shape="(--3,)"), {}
    yield "int_tilde", t(shape="(~3,)"), {}
    yield "int_sum", t(shape="(3+3,)"), {}
    yield "int_product", t(shape="(2*3,)"), {}
    yield "int_minus_zero", t(shape="(-0,)"), {}
    yield "shape_starred", t(shape="(*(3,),)"), {}
    yield "shape_call", t(shape="tuple([3])"), {}
    yield "shape_scalar", t(shape="()"), {}
    yield "shape_64", t(shape="(" + "1, " * 64 + ")"), {}
    yield "shape_33", t(shape="(" + "1, " * 33 + ")"), {}
    yield "shape_V0", t("'|V0'", shape="(1099511627776,)"), {}
    yield "shape_zero_huge", t(shape="(0, 1152921504606846976)"), {}
    yield "fortran_1d", t(fortran="True"), {}
    yield "fortran_scalar", t(fortran="True", shape="()"), {}
    yield "fortran_empty", t(fortran="True", shape="(0, 3)"), {}
    yield "fortran_row", t(fortran="True", shape="(1, 3)"), {}
    yield "fortran_2d", t(fortran="True", shape="(2, 3)"), {}
    yield "trailing_comma", t() + ",", {}
    yield "trailing_text", t() + " x", {}
    yield "trailing_semicolon", t() + ";", {}
    yield "dict_unpacking", "{**%s}" % t(), {}
    yield "dict_double_comma", "{'descr': '<i4',, 'fortran_order': False, 'shape': (3,)}", {}
    yield "bracket_open", t()[:-1], {}
    yield "bracket_extra", t() + "}", {}
    yield "nested_90", t("[('a', '<i4', %s2%s)]" % ("(" * 90, ")" * 90)), {}
    yield "nested_300", t("[('a', '<i4', %s2%s)]" % ("(" * 300, ")" * 300)), {}
    for length in 10000, 10001:
        yield "characters_%d" % length, t() + " " * (length - 1 - len(t())), {"align": 0}
    wide = t("[('%s', '<i4')]" % ("整" * 3000))
    yield "characters_10000_utf8", wide + " " * (9999 - len(wide)), {"version": (3, 0), "align": 0}
    yield "latin_name_1_0", t("[('é', '<i4')]"), {}
    yield "utf8_name_3_0", t("[('é整😀', '<i4')]"), {"version": (3, 0)}
    descrs = {
        "native": "'i4'", "equals": "'=i4'", "bar": "'|i4'", "bool_order": "'<b1'", "S_order": "'>S3'",
        "V_order": "'<V8'", "leading_zero": "'<i04'", "plus": "'<i+4'", "blank": "'<i 4'",
        "code_d": "'d'", "code_question": "'?'", "code_ubyte": "'B'", "code_big_h": "'>h'", "code_g": "'g'",
        "code_complex": "'>D'", "code_l": "'<l'", "code_q": "'q'", "code_n": "'n'", "code_e": "'e'",
        "code_c": "'c'", "code_bytes": "'S'", "code_datetime": "'>M'", "code_text": "'T'", "a5": "'a5'",
        "name": "'float32'", "name_upper": "'Float32'", "name_order": "'>float32'", "name_int": "'int'",
        "name_uint": "'uint'", "name_str": "'str'", "name_longdouble": "'longdouble'",
        "name_clongdouble": "'clongdouble'", "name_bool8": "'bool8'", "name_float_": "'float_'",
        "name_datetime": "'datetime64[ms]'", "name_timedelta": "'>timedelta64[2h]'", "name_half": "'half'",
        "S0": "'|S0'", "U0": "'<U0'", "V0": "'|V0'", "f16": "'<f16'", "c32": "'>c32'",
        "M8_generic": "'<M8'", "M8_generic_word": "'<M8[generic]'", "M8_zero": "'<M8[0s]'",
        "M8_blank_count": "'<M8[ 25s]'", "M8_plus": "'<M8[+5s]'", "M8_den_24": "'<M8[D/24]'",
        "M8_den_5": "'<M8[D/5]'", "M8_den_year": "'<M8[Y/4]'", "M8_den_2s": "'<M8[2s/4]'",
        "comma": "'i4,f8'", "comma_repeat": "'2f8,>i4'", "comma_shape": "'(2,3)f8, >i2'",
        "comma_one": "'i4,'", "comma_contradict": "'>2<i4,f8'", "comma_repeat_one": "'1i4'",
        "struct_int_shape": "[('a', '<i4', 2)]", "struct_list_shape": "[('a', '<i4', [2, 1])]",
        "struct_list_entry": "[['a', '<i4']]", "struct_comma_type": "[('a', 'i4,f8')]",
        "struct_scalar_shape": "[('a', '<i4', ())]", "struct_nested_base": "[('c', ('<f8', (5,)), (2,))]",
        "struct_none_title": "[((None, 'a'), '<i4')]", "struct_title": "[(('t', 'a'), '<i4')]",
        "struct_padding": "[('a', 'u1'), ('', '|V3'), ('b', '<i4')]",
        "struct_padding_only": "[('', '|V8')]", "struct_padding_subarray": "[('', '<i4', (2,)), ('a', 'u1')]",
        "struct_unnamed_int": "[('', '<i4'), ('a', 'u1')]", "struct_two_paddings": "[('', 'V1'), ('', 'V2'), ('a', 'u1')]",
        "struct_empty": "[]", "struct_flexible": "[('a', ('S', 5)), ('b', ('U', 2)), ('c', ('V', 3))]",
        "tuple_scalar": "('<i4', ())", "tuple_extra": "('<i4', (), 9)", "tuple_flexible": "('S', 5)",
        "tuple_struct": "([('a', '<i4')], ())",
    }  # fmt: skip
    for name, descr in descrs.items():
        yield "descr_" + name, t(descr, shape="(2,)"), {}
    yield "descr_M8_greek_mu", t("'<M8[\u03bcs]'", shape="(2,)"), {"version": (3, 0)}
    yield "descr_M8_micro_sign", t("'<M8[\u00b5s]'", shape="(2,)"), {"version": (3, 0)}


def headers_group(folder):
    written_headers(folder)
    for name, content, options in literal_headers():
        (folder / (name + ".npy")).write_bytes(complete(raw_header(content, **options)))
    whole = complete(raw_header(header_text()))
    (folder / "trailing_bytes.npy").write_bytes(whole + b"more")
    (folder / "two_arrays.npy").write_bytes(whole + complete(raw_header(header_text("'>f8'"))))
    messages = Messages(folder)
    for path in sorted(folder.glob("*.npy")):
        entry = header_entry(path)
        yield entry if entry["numpy"]["ok"] else dict(entry, message=messages.of(path))
    messages.done()


class Messages:
    """The messages of refused files, which are kept by hand in messages.json."""

    def __init__(self, folder):
        path = folder / "messages.json"
        self.texts = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.unknown = set(self.texts)

    def of(self, path):
        self.unknown.discard(path.stem)
        return self.texts.get(path.stem)

    def done(self):
        if self.unknown:
            raise AssertionError("messages.json names no refused file: %s" % sorted(self.unknown))


def header_entry(path):
    raw = path.read_bytes()
    version = "%d.%d" % (raw[6], raw[7])
    start = 10 if version == "1.0" else 12
    size = int.from_bytes(raw[8:start], "little")
    content = raw[start : start + size].decode("utf-8" if version == "3.0" else "latin-1")
    entry = {"file": path.name, "version": version, "header_len": size, "crc32": crc(path)}
    if size <= 2000:
        entry["header"] = content
    entry["numpy"] = judge(path.name)
    limited = "max_header_size" in entry["numpy"].get("text", "")
    if limited:
        entry["numpy_no_limit"] = judge(path.name, max_header_size=10**9)
    if entry["numpy"]["ok"] or limited:
        facts = entry_of(path)
        if size > 2000:  # the file has them; megabytes of JSON would not help
            facts = {k: v for k, v in facts.items() if k not in ("descr", "descr_json", "fields")}
        entry = dict(facts, **entry)
    return entry


# ---------------------------------------------------------------- group bad


def cut_files():
    whole = {"v1": complete(raw_header(header_text("'<f8'"))),
             "v2": complete(raw_header(header_text("'<f8'"), (2, 0)))}  # fmt: skip
    for at in 0, 1, 5, 6, 7, 8, 9, 10, 11, 64, 127, 128, 129, 135, 136, 151:
        yield "cut_v1_%d" % at, whole["v1"][:at], "152 bytes of format 1.0 cut off at %d" % at
    for at in 8, 11, 12, 13, 127, 128, 151:
        yield "cut_v2_%d" % at, whole["v2"][:at], "152 bytes of format 2.0 cut off at %d" % at
    short = [("scalar_no_data", "'<i4'", "False", "()", 4), ("F_short", "'<i2'", "True", "(2, 3)", 1),
             ("struct_short", "[('a', 'u1'), ('b', '<i4')]", "False", "(3,)", 4),
             ("complex_short", "'<c16'", "False", "(2,)", 8), ("text_short", "'<U3'", "False", "(2,)", 1),
             ("rows_short", "'<f4'", "False", "(40, 10)", 400)]  # fmt: skip
    for name, descr, fortran, shape, missing in short:
        file = complete(raw_header(header_text(descr, fortran, shape)))
        yield "cut_" + name, file[:-missing], "data short by %d bytes" % missing
    empty = raw_header(header_text(shape="(0,)"))
    yield "cut_empty_header", empty[:-1], "zero-size array, header short by a byte"


def wrong_starts():
    whole = complete(raw_header(header_text()))
    for name, start in [("altered", b"\x92NUMPY"), ("nul", b"\0NUMPY"), ("lower", b"\x93numpy"),
                        ("matlab", b"\x93MATLB"), ("gzip", b"\x1f\x8b\x08\0\0\0"),
                        ("text", b"1,2,3\n"), ("utf8", b"\xc2\x93NUMP"), ("hdf5", b"\x89HDF\r\n"),
                        ("zip", b"PK\x03\x04\0\0"), ("zip_empty", b"PK\x05\x06\0\0")]:  # fmt: skip
        yield "magic_" + name, start + whole[6:], "not the magic bytes of a .npy file"
    for major, minor in (0, 0), (0, 1), (1, 1), (2, 1), (2, 2), (3, 1), (4, 0), (255, 255):
        file = whole[:6] + bytes([major, minor]) + whole[8:]
        yield "version_%d_%d" % (major, minor), file, "no format %d.%d exists" % (major, minor)
    text = header_text()
    for name, version, length, why in [
        ("zero_v1", (1, 0), 0, "HEADER_LEN is 0"), ("zero_v2", (2, 0), 0, "HEADER_LEN is 0"),
        ("65535_v1", (1, 0), 65535, "HEADER_LEN beyond the end of the file"),
        ("2_31_v2", (2, 0), 2**31, "HEADER_LEN beyond the end of the file, not a negative number"),
        ("largest_v2", (2, 0), 2**32 - 1, "HEADER_LEN beyond the end of the file"),
        ("short_v1", (1, 0), 20, "HEADER_LEN ends inside the dictionary"),
    ]:  # fmt: skip
        yield "length_" + name, raw_header(text, version, length=length), why
    broken = raw_header(text.encode().replace(b"<i4", b"<i4\xff"), (3, 0))
    yield "utf8_invalid", broken, "the header of format 3.0 is not UTF-8"
    cesu = raw_header(text.encode().replace(b"<i4", b"\xed\xa0\x80"), (3, 0))
    yield "utf8_surrogate", cesu, "the header of format 3.0 holds a surrogate, which is not UTF-8"
    long = text + " " * (10000 - len(text))
    yield "too_long", complete(raw_header(long, align=0)), "10001 characters of header"


def wrong_texts():
    """(name, whole text, why)."""
    full = "{'descr': '<i4', 'fortran_order': False, 'shape': (3,)"
    keys = "not exactly the keys descr, fortran_order and shape"
    yield "key_no_descr", "{'fortran_order': False, 'shape': (3,)}", keys
    yield "key_no_fortran_order", "{'descr': '<i4', 'shape': (3,)}", keys
    yield "key_no_shape", "{'descr': '<i4', 'fortran_order': False}", keys
    yield "key_none", "{}", keys
    yield "key_extra", full + ", 'x': 1}", keys
    yield "key_case", full.replace("descr", "Descr") + "}", keys
    yield "key_int", full + ", 1: 1}", keys
    yield "key_bytes", full.replace("'descr'", "b'descr'") + "}", keys
    yield "key_list", full + ", []: 1}", "a list cannot be a key"
    for name, literal in [("list", "['descr']"), ("tuple", "(1, 2)"), ("set", "{'descr'}"),
                          ("string", "'descr'"), ("int", "3"), ("none", "None"), ("bytes", "b'x'"),
                          ("ellipsis", "..."), ("empty_set", "set()")]:  # fmt: skip
        yield "not_dict_" + name, literal, "the header is no dictionary"
    yield "blank", "", "the header is blank"
    yield "not_python", "hello, world", "the header is no Python literal"
    yield "json", '{"descr": "<i4", "fortran_order": false, "shape": [3]}', "JSON, not Python"
    yield "name", full.replace("False", "Maybe") + "}", "a name that is no literal"
    yield "call", full.replace("'<i4'", "__import__('os').getcwd()") + "}", "code in the header"
    yield "lambda", full.replace("'<i4'", "lambda: 0") + "}", "code in the header"
    yield "nul", full.replace("<i4", "<i4\0") + "}", "a NUL in the header"
    yield "unbalanced", full, "the dictionary is not closed"
    yield "unbalanced_deep", "[" * 500, "500 brackets opened"
    yield "deep", full[:-5] + "(" * 3000 + ")" * 3000 + "}", "3000 nested brackets"
    yield "long_int", full.replace("3,", "1" * 5000 + ",") + "}", "an int of 5000 digits"


def wrong_values():
    """(name, descr, fortran_order, shape, why)."""
    i4 = "'<i4'"
    for name, value in [("list", "[3]"), ("int", "3"), ("none", "None"), ("float", "(3.0,)"), ("string", "'(3,)'"),
                        ("ellipsis", "(...,)"), ("grouped", "(3)"), ("nested", "((3,),)"), ("complex", "(3j,)"),
                        ("bytes", "(b'3',)"), ("dict", "{}")]:  # fmt: skip
        yield "shape_" + name, i4, "False", value, "shape is no tuple of ints"
    for name, value in [("true", "(True,)"), ("false", "(3, False)")]:
        yield "shape_bool_" + name, i4, "False", value, "a bool as a dimension"
    for name, value in [("1", "(-1,)"), ("3", "(-3,)"), ("2d", "(-1, -1)"), ("zero", "(0, -1)"), ("2_63", "(-9223372036854775808,)"),
                        ("2_70", "(-1180591620717411303424,)")]:  # fmt: skip
        yield "shape_negative_" + name, i4, "False", value, "a negative dimension"
    for name, value in [("2_63", "(9223372036854775808,)"), ("2_64", "(18446744073709551616,)"), ("2_200", "(%d,)" % 2**200),
                        ("2_64_zero", "(0, 18446744073709551616)")]:  # fmt: skip
        yield "shape_" + name, i4, "False", value, "a dimension of 2**63 or more"
    for name, value in [("2_31", "(2147483648,)"), ("2_36", "(68719476736,)"), ("2_60", "(1152921504606846976,)")]:
        yield "shape_short_" + name, i4, "False", value, "far more data claimed than there is"
    for name, value in [("2_61", "(2305843009213693952,)"), ("2_62", "(4611686018427387904,)"), ("wraps_to_0", "(4294967296, 4294967296)"),
                        ("wraps_to_4", "(4611686018427387905, 4)"), ("2_63_1", "(9223372036854775807,)"),
                        ("wraps_3d", "(4194304, 4194304, 4194304)")]:  # fmt: skip
        yield "shape_bytes_" + name, i4, "False", value, "2**63 bytes or more, or the product wraps"
    for name, value in [("a", "(0, 2305843009213693952)"), ("b", "(0, 4294967296, 4294967296)"), ("c", "(4611686018427387904, 0, 2)")]:
        yield "shape_zero_" + name, i4, "False", value, "zero-size, but the other dimensions make 2**63 bytes or more"
    yield "shape_65", "'|u1'", "False", "(" + "1, " * 65 + ")", "65 dimensions"
    for name, value in [("0", "0"), ("1", "1"), ("none", "None"), ("string", "'True'"), ("list", "[]")]:
        yield "fortran_" + name, i4, value, "(3,)", "fortran_order is no bool"
    for name, descr, why in bad_descrs():
        yield "descr_" + name, descr, "False", "(3,)", why


def bad_descrs():
    for name, value in [("none", "None"), ("int", "3"), ("true", "True"), ("bytes", "b'<i4'"), ("float", "1.5"),
                        ("ellipsis", "..."), ("set", "{'<i4'}"), ("dict", "{'names': ['a'], 'formats': ['<i4']}")]:  # fmt: skip
        yield name, value, "descr is neither a string, a tuple nor a list"
    for name, value in [("empty", ""), ("order_only", "<"), ("two_orders", "<<i4"), ("i3", "<i3"), ("i16", "<i16"), ("f1", "<f1"), ("f3", "<f3"),
                        ("f10", "<f10"), ("f12", "<f12"), ("c4", "<c4"), ("c24", "<c24"), ("b2", "|b2"), ("x4", "<x4"), ("O16", "|O16"),
                        ("M4", "<M4"), ("u", "<u"), ("i0", "<i0"), ("i_negative", "<i-4"), ("blank_after", "<i4 "), ("blank_before", " <i4"),
                        ("hash", "#i4"), ("name_unknown", "float31"), ("name_blank", "float32 "), ("name_order", "<float32"),
                        ("S_negative", "|S-1"), ("S_2_31", "|S2147483648"), ("U_too_long", "<U536870912"), ("U_text", "<Uabc"),
                        ("V_text", "|V8x")]:  # fmt: skip
        yield "text_" + name, "'%s'" % value, "no dtype is written so"
    for name, value in [("unit", "[xx]"), ("open", "["), ("half_open", "[s"), ("empty", "[]"), ("after", "[s]x"), ("event", "[s]//5"),
                        ("negative", "[-1s]"), ("2_31", "[2147483648s]"), ("den_7", "[D/7]"), ("den_as", "[as/10]"), ("den_0", "[s/0]"),
                        ("case", "[S]"), ("two", "[s,ms]"), ("unit_blank", "[25 s]"), ("den_none", "[s/]")]:  # fmt: skip
        yield "unit_" + name, "'<M8%s'" % value, "no datetime unit is written so"
    for name, value in [("comma", ","), ("empty_item", "i4,,f8"), ("orders", ">2<f8,i4"), ("bad_item", "i4,x9"), ("open", "(2,3f8,i4")]:
        yield "comma_" + name, "'%s'" % value, "no comma string"
    for name, value in [("text_2f8", "'2f8'"), ("text_shape", "'(2,3)f8'"), ("tuple", "('<i4', (2,))"), ("tuple_int", "('<i4', 2)")]:
        yield "subarray_" + name, value, "a bare sub-array is no dtype of elements"
    for name, value in [("empty", "()"), ("one", "('<i4',)"), ("negative", "('<i4', -1)"), ("float", "('<i4', 1.5)"),
                        ("bool", "('<i4', (True,))"), ("none", "('<i4', None)"), ("flexible", "('S', (2, 3))"), ("merge", "('<i4', '<u4')"),
                        ("huge", "('<i4', (1073741824,))"), ("dims_65", "('|u1', (%s))" % ("1, " * 65))]:  # fmt: skip
        yield "tuple_" + name, value, "no (base, shape)" + (", though NumPy merges the two" if name == "merge" else "")
    for name, value, why in [
        ("entry_1", "[('a',)]", "an entry with one item"), ("entry_4", "[('a', '<i4', (2,), 1)]", "an entry with four items"),
        ("entry_0", "[()]", "an empty entry"), ("entry_string", "['<i4']", "an entry that is no tuple"), ("entry_int", "[3]", "an entry that is no tuple"),
        ("string_list", "['ab', 'cd']", "entries that are strings (to NumPy 'ab' is the pair 'a', 'b')"),
        ("duplicate", "[('a', '<i4'), ('a', '<f8')]", "two fields of one name"), ("unnamed", "[('', '<i4'), ('', '<f8')]", "two fields without a name"),
        ("title_name", "[(('b', 'a'), '<i4'), ('b', '<f8')]", "a title that is another field's name"),
        ("title_title", "[(('t', 'a'), '<i4'), (('t', 'b'), '<f8')]", "a title twice"), ("title_own", "[(('a', 'a'), '<i4')]", "a title that is the field's own name"),
        ("name_int", "[(1, '<i4')]", "a name that is no string"), ("name_bytes", "[(b'a', '<i4')]", "a name that is no string"),
        ("name_none", "[(None, '<i4')]", "a name that is no string"), ("name_3", "[(('t', 'a', 'b'), '<i4')]", "a name of three items"),
        ("type", "[('a', '<i3')]", "a field's type that is no dtype"), ("type_none", "[('a', None)]", "a field's type that is no dtype"),
        ("type_nested", "[('a', [('b', '<q9')])]", "a nested field's type that is no dtype"), ("metadata", "[('a', ('|S3', {'x': 1}))]", "metadata, as 1.24 wrote them"),
        ("dims_negative", "[('a', '<i4', (-1,))]", "a negative dimension of a sub-array"), ("dims_float", "[('a', '<i4', (2.0,))]", "a float as a dimension of a sub-array"),
        ("dims_bool", "[('a', '<i4', (True,))]", "a bool as a dimension of a sub-array"), ("dims_65", "[('a', '|u1', (%s))]" % ("1, " * 65), "65 dimensions of a sub-array"),
        ("size", "[('a', '|V2147483647'), ('b', '|V2147483647')]", "2**31 bytes or more in an element"),
        ("subarray_size", "[('a', '<i8', (65536, 65536))]", "2**31 bytes or more in a field"),
    ]:  # fmt: skip
        yield "struct_" + name, value, why
    for name, value in [("O", "'|O'"), ("O8", "'|O8'"), ("O4", "'|O4'"), ("object", "'object'"), ("struct", "[('a', '<i4'), ('o', '|O')]"),
                        ("nested", "[('n', [('o', '|O', (2,))])]"), ("T", "'T'")]:  # fmt: skip
        yield "object_" + name, value, "Python objects"


def bad_files():
    yield from cut_files()
    yield from wrong_starts()
    for name, content, why in wrong_texts():
        yield name, raw_header(content) + bytes(12), why
    for name, descr, fortran, shape, why in wrong_values():
        yield name, raw_header(header_text(descr, fortran, shape)) + bytes(12), why


def bad_group(folder):
    messages = Messages(folder)

    def entry(path, why):
        return dict({"file": path.name, "why": why, "message": messages.of(path)}, **judge_all(path))

    for name, content, why in bad_files():
        path = folder / (name + ".npy")
        if path.exists():
            raise AssertionError("two bad files are called " + name)
        path.write_bytes(content)
        yield entry(path, why)
    for name, a in object_arrays():
        path = folder / ("pickle_%s.npy" % name)
        np.save(path, a, allow_pickle=True)
        yield entry(path, "an array of Python objects, pickled")
    for path in sorted(folder.glob("*" + OLD_SUFFIX)):
        yield entry(path, "written by NumPy 1.24")
    messages.done()


def object_arrays():
    yield "scalar", np.array(7, object)
    yield "2x3", np.array([[1, "a", None], [2.5, b"x", True]], object)
    yield "F", np.asfortranarray(np.array([[1, 2], [3, 4], [5, 6]], object))
    yield "empty", np.array([], object)
    yield "struct", np.array([(1, "x"), (2, None)], [("a", "<i4"), ("o", "O")])


# ---------------------------------------------------------------- group raw


def raw_group(folder):
    """Files without a header, as np.memmap and tofile leave them."""
    foreign = bytes(range(128))
    for text in "f4 i2 c8 f8 u8 f16 U3 M8[ms]".split():
        for word, order in ("le", "<"), ("be", ">"):
            dtype = np.dtype(order + text)
            for layout in "CF":
                name = "%s_%s_%s_3x4.dat" % (file_word(text), word, layout)
                yield mapped(folder / name, dtype, (3, 4), layout, b"")
        yield mapped(folder / ("%s_le_C_3x4_at128.dat" % file_word(text)), np.dtype("<" + text), (3, 4), "C", foreign)
    be = np.dtype(">f4")
    yield mapped(folder / "f4_be_F_3x4_at128.dat", be, (3, 4), "F", foreign)
    yield mapped(folder / "f4_be_C_10_at1.dat", be, (10,), "C", b"!")
    yield mapped(folder / "i2_le_C_5_at4097.dat", np.dtype("<i2"), (5,), "C", bytes(4097))
    yield mapped(folder / "b1_C_7.dat", np.dtype("?"), (7,), "C", b"")
    yield mapped(folder / "u1_C_0d.dat", np.dtype("u1"), (), "C", b"")
    yield mapped(folder / "f4_le_F_2x3x4.dat", np.dtype("<f4"), (2, 3, 4), "F", b"")
    yield mapped(folder / "f4_le_C_0x4.dat", np.dtype("<f4"), (0, 4), "C", b"")
    named = dict(struct_dtypes())
    for name in "packed", "aligned", "nested", "star":
        for word, order in ("le", "<"), ("be", ">"):
            path = folder / ("struct-%s_%s_C_4.dat" % (name, word))
            yield dumped(path, array(named[name].newbyteorder(order), (4,)))
    yield dumped(folder / "f4_le_tofile_2x3_of_F.dat", array(np.dtype("<f4"), (2, 3), "F"))
    yield dumped(folder / "f4_le_tofile_2x3_of_strided.dat", array(np.dtype("<f4"), (2, 3), "strided"))
    (folder / "f4_le_C_3_tail3.dat").write_bytes(array(np.dtype("<f4"), (3,)).tobytes() + b"end")
    yield raw_entry(folder / "f4_le_C_3_tail3.dat", np.dtype("<f4"), (3,), "C", 0, "tofile")
    walk = np.memmap(folder / "data.dat", "float32", "w+", shape=(3, 3))
    walk[:] = np.arange(9, dtype="float32").reshape(3, 3)
    walk[0, 0] = 100
    walk.flush()
    entry = raw_entry(folder / "data.dat", walk.dtype, (3, 3), "C", 0, "memmap")
    raws = [v.tobytes() for v in walk.ravel()]
    yield dict(entry, values=[json_value(walk.dtype, raw) for raw in raws])


def mapped(path, dtype, shape, order, before):
    path.write_bytes(before)
    mode = "r+" if before else "w+"
    mm = np.memmap(path, dtype, mode, len(before), shape, order)
    mm[...] = array(dtype, shape, order)
    mm.flush()
    return raw_entry(path, dtype, shape, order, len(before), "memmap")


def dumped(path, a):
    a.tofile(path)
    return raw_entry(path, a.dtype, a.shape, "C", 0, "tofile")


def raw_entry(path, dtype, shape, order, offset, made_by):
    a = np.memmap(path, dtype, "r", offset, shape, order)
    descr = np.lib.format.dtype_to_descr(dtype)
    values = [element(dtype, i) for i in range(a.size)]
    same = array(dtype, shape).tobytes("C")
    if path.name != "data.dat" and not dtype.hasobject and a.tobytes("C") != same and dtype.names is None:
        raise AssertionError("%s: NumPy wrote other bytes" % path)
    return {
        "file": path.name, "descr": repr(descr), "descr_json": lists(descr), "dtype": dtype.name,
        "shape": list(shape), "order": order, "offset": offset, "itemsize": dtype.itemsize,
        "size": a.size, "length": path.stat().st_size, "made_by": made_by, "crc32": crc(path),
        "values": [json_value(dtype, raw) for raw in values],
    }  # fmt: skip


# ---------------------------------------------------------------- group print


def clean(a):
    """Zeroes the unused bytes of long doubles, which NumPy leaves undefined."""
    if a.dtype.kind in "fc" and a.dtype.itemsize >= 16 and a.dtype.str[1:] in ("f16", "c32"):
        a = np.ascontiguousarray(a)
        a.reshape(-1).view("u1").reshape(-1, 16)[:, 10:] = 0
    return a


def printed_arrays():
    yield from printed_floats()
    yield from printed_others()


def printed_floats():
    nan, inf = float("nan"), float("inf")
    regimes = {
        "plain": [1.0, 2.5, -3.125], "integral": [1, 10, -100], "thirds": [1 / 3, 2 / 3, 1],
        "ratio_1000": [1, 1000], "ratio_over_1000": [1, 1001], "small": [1e-4, 1e-3],
        "too_small": [1e-5, 1], "below_1e8": [99999999.0, 1e6], "at_1e8": [1e8, 1e6],
        "nan_first": [nan, 1, 2.5], "inf_wide": [inf, -inf, 1], "nan_only": [nan, nan],
        "inf_only": [inf, -inf], "exponent_nan": [1e10, nan, -1e-10], "zeros": [0.0, -0.0],
        "zeros_exponent": [0.0, 1e-9, -0.0], "negative": [-1.5, -22.25], "one": [0.1],
        "three_digits_exponent": [1e100, 1], "nines": [0.99999999, 0.999999999, 9.9999999995],
        "half_even": [0.000000005, 1.000000005, 2.5e-9 + 1], "spec": [0.1, 115.209564, 1e6],
        "sixteenths": [i / 16 for i in range(40)], "subnormal": [5e-324, 1e-310],
        "extremes": [1.7976931348623157e308, -2.2250738585072014e-308],
    }  # fmt: skip
    for name, values in regimes.items():
        yield "f8_" + name, np.array(values)
    with np.errstate(all="ignore"):
        for text in "f4", "f2", "f16":
            for name in ("plain", "thirds", "ratio_1000", "ratio_over_1000", "too_small", "nan_first", "exponent_nan",
                         "at_1e8", "spec", "half_even", "zeros", "sixteenths"):  # fmt: skip
                yield "%s_%s" % (text, name), clean(np.array(regimes[name]).astype("<" + text))
    yield "f2_at_1000", np.array([999, 1000], "f2")
    yield "f2_999", np.array([999.5, 1.5], "f2")
    yield "f4_at_1e6", np.array([1e6, 5e5], "f4")
    yield "f4_below_1e6", np.array([999999, 1000], "f4")
    yield "f4_tenths", np.array([0.1, 0.2, 0.3], "f4")
    yield "f4_largest", np.array([3.4028235e38, 1e-45], "f4")
    yield "f16_tenth", clean(np.array([0.1, 1e300, 1.5], "f16"))
    random_values = random.Random(20240607)
    for k in range(8):
        low, high = random_values.randint(-12, 3), random_values.randint(4, 14)
        values = [random_values.uniform(-10, 10) * 10.0 ** random_values.randint(low, high)
                  for _ in range(14)]  # fmt: skip
        yield "f8_random_%02d" % k, np.array(values)
        yield "f4_random_%02d" % k, np.array(values, "f4")
    for k in range(6):
        values = [round(random_values.uniform(-999, 999), random_values.randint(0, 10)) for _ in range(15)]
        yield "f8_decimals_%d" % k, np.array(values).reshape(3, 5)
    for text in "f8", "f4", "f2", "f16":
        for name, value in [("tenth", 0.1), ("third", 1 / 3), ("one", 1.0), ("minus_zero", -0.0), ("nan", nan), ("inf", -inf),
                            ("1e3", 1e3), ("1e4", 1e4), ("1e6", 1e6), ("1e15", 1e15), ("1e16", 1e16), ("1e-4", 1e-4), ("1e-5", 1.5e-5)]:  # fmt: skip
            if text == "f8" or name in ("tenth", "third", "one", "nan", "1e3", "1e-5"):
                yield "%s_0d_%s" % (text, name), clean(np.array(value).astype("<" + text))
    yield "f8_be", np.array([1.5, -2], ">f8")
    yield "f4_2d", (np.arange(12, dtype="f4") / 3).reshape(3, 4)
    yield "f8_3d", (np.arange(24) / 4).reshape(2, 3, 4)
    yield "f8_wrapped", np.arange(40) / 7
    yield "f8_2d_wrapped", (np.arange(60) / 7).reshape(2, 30)
    yield "f8_summarised", np.arange(1001) / 8
    yield "f8_summarised_hidden_large", np.where(np.arange(1200) == 600, 1e20, np.arange(1200))
    yield "f8_summarised_2d", (np.arange(1200) / 16).reshape(40, 30)
    for name, values in {
        "plain": [1 + 2j, 3.5 - 4j], "nan": [complex(nan, 1), complex(1, inf), complex(-inf, nan)],
        "exponent": [1e-9 + 1j, 1 + 1e9j], "mixed": [1e10 + 1j, 2 + 0.5j], "zeros": [0j, complex(-0.0, -0.0)],
        "thirds": [1 / 3 + 1j / 7],
    }.items():  # fmt: skip
        for text in "c16", "c8", "c32":
            yield "%s_%s" % (text, name), clean(np.array(values).astype("<" + text))
    yield "c16_2d", np.arange(6).reshape(2, 3) * (1 - 0.5j)
    yield "c16_0d", np.array(1.5 - 2j)
    yield "c8_0d_third", np.array(1 / 3 + 1e-7j, "c8")
    yield "c16_0d_real_zero", np.array(complex(0.0, 2.0))
    yield "c16_0d_nan", np.array(complex(nan, -inf))


def printed_others():
    yield "i8_plain", np.arange(5)
    yield "i8_signs", np.array([-100, 0, 7])
    yield "i8_extremes", np.array([-(2**63), 2**63 - 1])
    yield "u8_extremes", np.array([0, 2**64 - 1], "u8")
    for text in "i1 u1 i2 u2 i4 u4 >i4 >i8".split():
        yield "%s_2x3" % text.replace(">", "be-"), np.arange(6).astype(text).reshape(2, 3)
    yield "i8_0d", np.array(-7)
    yield "u1_0d", np.array(200, "u1")
    yield "i8_wrapped", np.arange(100)
    yield "i8_wrapped_exact", np.full(36, 7)
    yield "i8_wide", np.arange(10) * 10**15
    yield "i4_wrapped_tail", np.arange(21, dtype="i4")
    yield "i8_1000", np.arange(1000)
    yield "i8_1001", np.arange(1001)
    yield "i4_1001", np.arange(1001, dtype="i4")
    yield "i8_summarised_2d", np.arange(2000).reshape(40, 50)
    yield "i8_summarised_2d_tall", np.arange(2000).reshape(1000, 2)
    yield "i8_summarised_2d_wide", np.arange(2000).reshape(2, 1000)
    yield "i8_summarised_6", np.arange(1200).reshape(6, 200)
    yield "i8_summarised_7", np.arange(1400).reshape(7, 200)
    yield "i2_summarised_3d", np.arange(3000, dtype="i2").reshape(10, 15, 20)
    yield "i8_3d", np.arange(24).reshape(2, 3, 4)
    yield "i4_4d", np.arange(24, dtype="i4").reshape(2, 3, 2, 2)
    yield "i8_5d", np.arange(8).reshape(1, 2, 1, 2, 2)
    yield "i8_F", np.asfortranarray(np.arange(6).reshape(2, 3))
    yield "i8_column", np.arange(3).reshape(3, 1)
    yield "i8_deep", np.zeros((1,) * 12, int)
    for text in "i8 f8 f4 ? S3 U3 M8[s] c16".split():
        yield "empty_" + text.replace("[s]", "").replace("?", "b1"), np.zeros(0, text)
    yield "empty_0x3", np.zeros((0, 3))
    yield "empty_3x0", np.zeros((3, 0), "i4")
    yield "empty_2x0x4", np.zeros((2, 0, 4), "U2")
    yield "empty_struct", np.zeros(0, [("a", "<i4"), ("b", "<f8")])
    yield "b1_plain", np.array([True, False])
    yield "b1_all_true", np.array([[True, True], [True, True]])
    yield "b1_0d", np.array(False)
    yield "b1_summarised", np.arange(1002) % 2 == 0
    yield "U_plain", np.array(["a", "bcd", ""])
    yield "U_quotes", np.array(["it's", 'say "hi"', "both ' \"", "back\\slash"])
    yield "U_escapes", np.array(["tab\t", "nl\n", "\x01", "\x7f", "é", "整形", "😀", "\xa0", "\xad"])
    yield "U_specials", np.array(["\u200b", "\ud800", "\U0010ffff", "a\0b", "\u2028"])
    yield "U_be", np.array(["ab", "c"], ">U2")
    yield "U_0d", np.array("it's\n")
    yield "U_2d", np.array([["a", "bb"], ["ccc", "d"]])
    yield "U_wrapped", np.array(["word%d" % i for i in range(30)])
    yield "U_longer_than_line", np.array(["x" * 90, "y"])
    yield "U_summarised", np.array(["w%d" % i for i in range(1100)])
    yield "S_plain", np.array([b"a", b"bcd", b""])
    yield "S_escapes", np.array([b"\x00a", b"\xff", b"it's", b'"', b"\n\t\\", b"a\0b"])
    yield "S_0d", np.array(b"abc\xff")
    yield "V_plain", np.array([b"abc", b"\x00\xff\n"], "V3")
    yield "V_0d", np.array(b"\x01\xab", "V2")
    yield "V_2d", np.frombuffer(bytes(range(16)), "V4").reshape(2, 2)
    for unit in "Y M W D h m s ms us ns ps fs as".split():
        counts = np.array([0, 1, -1, 12345, NAT], "<i8")
        yield file_word("M8[%s]" % unit), counts.view("<M8[%s]" % unit)
        yield file_word("m8[%s]" % unit), counts.view("<m8[%s]" % unit)
    yield "datetime_years", np.array([-2200, -1971, -1970, 8030, 100000], "i8").view("<M8[Y]")
    yield "datetime_25s", np.arange(3).view("<M8[25s]")
    yield "datetime_be", np.arange(3).astype(">i8").view(">M8[D]")
    yield "datetime_0d", np.array("2020-02-29T12:34:56", "M8[s]")
    yield "datetime_0d_nat", np.array("NaT", "M8[D]")
    yield "datetime_nat_only", np.array(["NaT", "NaT"], "M8[D]")
    yield "datetime_2d", np.arange(18000, 18006).view("<M8[D]").reshape(2, 3)
    yield "timedelta_7D", np.array([1, -20, NAT]).view("<m8[7D]")
    yield "timedelta_generic", np.array([1, NAT]).view("<m8")
    yield "timedelta_0d", np.array(5, "m8[ms]")
    yield "timedelta_0d_nat", np.array("NaT", "m8[s]")
    yield "timedelta_nat_only", np.array(["NaT"], "m8[s]")
    columns = [("x", "<i4"), ("y", "<f8"), ("z", "<U2")]
    yield "struct_columns", np.array([(1, 2.5, "a"), (10, -1, "bc")], columns)
    yield "struct_0d", np.array((1, 2.5, "a"), columns)
    yield "struct_one_field", np.array([(1,), (20,)], [("a", "<i8")])
    yield "struct_2d", np.zeros((2, 2), [("a", "<i4"), ("b", "<f4")])
    yield "struct_nested", np.array([(1, (2, b"x")), (30, (4, b"yz"))], [("a", "<i2"), ("n", [("p", "<i8"), ("q", "S2")])])
    yield "struct_subarray", np.array([([1, 2], [[1.5, 2], [3, 4]]), ([10, 20], [[0, 0], [1, -1]])],
                                      [("v", "<i4", (2,)), ("m", "<f8", (2, 2))])  # fmt: skip
    yield "struct_times", np.array([("2020-01-01", 5), ("NaT", "NaT")], [("t", "<M8[D]"), ("d", "<m8[s]")])
    yield "struct_kinds", np.array([(True, 1 + 2j, b"\x01\x02", 0.1), (False, -1j, b"ab", 1e10)],
                                   [("ok", "?"), ("z", "<c16"), ("v", "V2"), ("f", "<f4")])  # fmt: skip
    yield "struct_be", np.array([(1, 2)], [("a", ">i4"), ("b", "<i4")])
    yield "struct_titles", np.array([(1, 2)], [(("T", "a"), "<i4"), ("b", "<i4")])
    yield "struct_no_fields", np.zeros(2, [])
    yield "struct_summarised", np.array([(i, i / 4) for i in range(1100)], [("i", "<i4"), ("f", "<f8")])
    yield "struct_wrapped", np.array([(i, i * 1.5, "name%d" % i) for i in range(5)],
                                     [("identity", "<i8"), ("measurement", "<f8"), ("label", "<U12")])  # fmt: skip
    for name in "aligned", "gaps", "all_kinds", "star":
        yield "struct_formula_" + name, array(dict(struct_dtypes())[name], (4,))


def print_group(folder):
    for name, a in printed_arrays():
        path = folder / (name + ".npy")
        if path.exists():
            raise AssertionError("two arrays are called " + name)
        yield saved(path, a, values=False)


# ---------------------------------------------------------------- NumPy 1.24


def old_part(root):
    """Runs under NumPy 1.24: writes the files that only it can write, and gives its verdict on every file."""
    warnings.simplefilter("ignore")
    os.chdir(root / "headers")
    np.save("metadata_top_np124.npy", np.zeros(2, np.dtype("<i4", metadata={"x": 1})))
    with open("forced_F_2_0_np124.npy", "wb") as f:
        np.lib.format.write_array(f, array(np.dtype("<f4"), (2, 3), "F"), version=(2, 0))
    os.chdir(root / "bad")
    np.save("metadata_field_np124.npy", np.zeros(2, [("a", np.dtype("S3", metadata={"x": 1}))]))
    for name, a in object_arrays():
        np.save("pickle_%s_np124.npy" % name, a, allow_pickle=True)
    result = {"numpy": np.__version__, "verdicts": {}, "rewritten_differently": []}
    for group in "headers", "bad":
        os.chdir(root / group)
        for path in sorted(Path(".").glob("*.npy")):
            if path.stem not in CRASHES:
                result["verdicts"]["%s/%s" % (group, path)] = judge(path.name)
    for group in "dtypes", "structs":
        os.chdir(root / group)
        for path in sorted(Path(".").glob("*.npy")):
            if not rewrites_the_same(path):
                result["rewritten_differently"].append("%s/%s" % (group, path))
    print(json.dumps(result))


def rewrites_the_same(path):
    """Whether loading and saving gives the same bytes. The data are mapped, without copies."""
    a = np.load(path) if path.stat().st_size % 64 == 0 else np.load(path, mmap_mode="r")
    out = Path("rewritten.tmp")
    with open(out, "wb") as f, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.lib.format.write_array(f, np.asarray(a))
    same = out.read_bytes() == path.read_bytes()
    out.unlink()
    return same


def ask_old(python, root):
    asked = subprocess.run(
        [python, __file__, "--old-part", "--out", str(root)], check=True, stdout=subprocess.PIPE)
    answer = json.loads(asked.stdout)
    lines = ",\n".join("%s: %s" % (json.dumps(k), json.dumps(v))
                       for k, v in answer.pop("verdicts").items())  # fmt: skip
    head = json.dumps(answer)[:-1]
    (root / OLD).write_text(head + ',\n"verdicts": {\n' + lines + "\n}}\n", encoding="ascii")


def with_old(group, entry, old):
    """Adds the verdict of 1.24 if it differs."""
    then, now = old.get("%s/%s" % (group, entry["file"])), entry.get("numpy")
    if then and (then["ok"], then.get("exception")) != (now["ok"], now.get("exception")):
        return dict(entry, numpy_1_24=then)
    return entry


# ---------------------------------------------------------------- all groups

GROUPS = {
    "dtypes": (dtypes_group, "Every dtype, byte order, memory order and number of dimensions."),
    "structs": (structs_group, "Structured dtypes: padding, nesting, sub-arrays, titles, names."),
    "headers": (headers_group, "Header texts of every version, and what np.load says to each."),
    "bad": (bad_group, "Files that must be refused, and the exact message to refuse them with."),
    "raw": (raw_group, "Files without a header, as np.memmap and tofile leave them."),
    "print": (print_group, "Arrays and the text NumPy prints for them."),
}


def make(root, name):
    group, note = GROUPS[name]
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.suffix in (".npy", ".dat") and not path.name.endswith(OLD_SUFFIX):
            path.unlink()
    os.chdir(folder)  # so that exception texts name files without a folder
    old = root / OLD
    verdicts = json.loads(old.read_text())["verdicts"] if old.exists() else {}
    write_manifest(folder, [with_old(name, e, verdicts) for e in group(folder)], note)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "testdata")
    parser.add_argument("--old-python", help="an interpreter with NumPy 1.24")
    parser.add_argument("--old-part", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    root = options.out.resolve()
    if sys.byteorder != "little" or np.dtype("longdouble").itemsize != 16:
        sys.exit("needs a little-endian x86-64 machine")
    # Hostile shapes ask for any amount of memory; the limit makes them fail alike on every machine.
    resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
    if options.old_part:
        old_part(root)
        return
    if int(np.__version__.split(".")[0]) < 2:
        sys.exit("needs NumPy 2.x, this is " + np.__version__)
    for name in GROUPS:
        make(root, name)
    if options.old_python:
        ask_old(options.old_python, root)
        for name in "headers", "bad":  # again, now with the verdicts of 1.24
            make(root, name)


if __name__ == "__main__":
    main()
