"""Mutants of .npy files, archives and dtype texts: seeds with something changed at random.

Every mutant follows from the seed of the run and its number, whatever mutants were made before it.
"""
import glob
import io
import os
import random
import re
import struct
import zipfile

import numpy as np

NPY, NPZ, DTYPE = "npy", "npz", "dtype"

DTYPES = ("? i1 <i2 >i2 <i4 >i4 <i8 >i8 u1 <u2 >u2 <u4 >u4 <u8 >u8 <f2 >f2 <f4 >f4 <f8 >f8 <f16 <c8 >c8 <c16 <c32 "
          "S3 S0 S1 <U2 >U2 <U0 V4 V0 <M8[ns] >M8[D] <M8[25s] <m8[us] <m8 <M8 <M8[7D] <m8[Y]").split()
STRUCTS = [
    [("a", "<i4"), ("b", "<f8")],
    [("x", ">i2"), ("y", "S3"), ("z", "<U2")],
    [("n", [("p", "<f4"), ("q", "u1")]), ("s", "<i2", (2, 3))],
    [(("title", "nm"), "<i4"), ("v", "V3")],
    np.dtype({"names": ["a", "b"], "formats": ["<i2", "<f8"], "offsets": [0, 8], "itemsize": 24}),
    np.dtype([("a", "i1"), ("b", "<f8")], align=True),
    [("é", "<i4"), ("中", "<f4")],
    [("f", "<i4", ()), ("g", "<f4", (1,))],
    [("t", "<M8[s]"), ("c", "<c8")],
    [("e", "V0"), ("z", "<i4", (2, 0)), ("b", "?")],
]
SHAPES = [(), (1,), (3,), (0,), (2, 3), (2, 0, 3), (1, 2, 1, 2), (7,)]

NUMBERS = ("-1 0 1 2 3 4 7 9 2147483647 2147483648 4294967296 4611686018427387904 9223372036854775807 "
           "9223372036854775808 18446744073709551616 1e3 0x10 0o7 0b11 1_0 007 00 +5 True False None 3L 3l 1.0 '3' -0 1j "
           "1+2 2+0j (3) -(-3) ~1 ... 1_ _1 1__0 0_0 0xL").split(" ") + ["1" + "0" * 30, "3#c\n", "\t3", "3 L", "\u0663"]
TOKENS = ["'", '"', ",", "(", ")", "[", "]", "{", "}", ":", " ", "\n", "\t", "\f", "\0", "\\", "#", "\r", "\v", "\xa0",
          "\u3000", ";", "+", "-", "b'", "u'", "r'", "f'", "'''", '"""', "'x' 'y'", "L", "l", "()", "[]", "{}", "set()",
          "1", "True", "\\x3c", "\\n", "\\u00e9", "\\N{DASH}", "\\\n", "=", "|", "<", ">", "@", "1.0", "\x1a", "\ufeff",
          "\x7f", "e", "j", "_", "''", "# c\n", "#"]
DESCRS = ["'%s'" % text for text in (
    "<i4;>f8;|b1;<f4;f4;i;=i4;|i4;<i3;<f1;|O;O8;<U3;S;U;V;|V0;<M8[ns];M8[2Y/3];M8[foo];<m8[0s];<m8[generic];<M8[-1s];"
    "i4,f8;3i4;0i4;1i4;01i4;-1i4;(2,3)i4;(2,)i4, f8;()i4;(1)i4;(1)i4,;(1,)i4;float32;double;int;bool;complex64;str;bytes;"
    "object;void;<i4 ; <i4;<c256;U1000000000000;<U536870912;V2147483647;V2147483648;S2147483647;;.;<;b;B;a3;c;p;P;q;Q;l;"
    "L;e;g;G;d;h;H;<b1;>S3;<V3;T;<i4,;i4,;i4,,f4;>i4;f;F;D;?;<f16;<g;i1:2;<i04;<i+4;<i 4;<U-1;<S+3;uint8;Float64;Int8;"
    "half;longdouble;timedelta64[ms];datetime64;datetime64[D];<M8[D]];<M8[ D];<M8[us;M;m8[as];<M8[3];<M8[10ms/2]"
).split(";")] + [
    "4", "None", "[]", "()", "('<i4',(2,))", "('<i4',2)", "('<i4',(0,))", "('<i4',(-1,))", "('<i4',(2147483648,))",
    "('<f8',{})", "['<i4']", "[('a','<i4')]", "[('a','<i4'),('a','<i4')]", "[('','<i4'),('','<f4')]", "[('a',)]",
    "[('a','<i4',2)]", "[('a','<i4',(2,2)),('b','O')]", "[(('t','a'),'<i4')]", "[(('t','a'),'<i4'),('t','<f4')]",
    "[('','|V4'),('b','<i4')]", "[('a',[('b',[('c','i1')])])]", "{'names':['a'],'formats':['<i4']}", "{'a':('<i4',0)}",
    "b'<i4'", "u'<i4'", "'<i' '4'", "'\\x3ci4'", "[('a','V0',(3,))]", "[('a','<i4',(3,0))]", "[('a',[],(2,))]"]
SHAPE_TEXTS = ["()", "(1)", "1", "[1]", "(1,)", "(1,2,)", "(0,)", "(-1,)", "(2,-3)", "(True,)", "(1.0,)", "('1',)",
               "(4294967296,4294967296)", "(9223372036854775807,)", "(9223372036854775807,0)",
               "(0,9223372036854775807,9223372036854775807)", "(" + "1," * 32 + ")", "(" + "1," * 33 + ")",
               "(" + "1," * 64 + ")", "(" + "1," * 65 + ")", "(1,,)", "(,)", "None", "{}", "(1L,)", "(2L, 3L)", "(0x2,)",
               "((1,),)", "(1,)+(2,)", "(3,)*2", "(1 ,2)", "(\n1\n,)", "(1, # c\n2)", "(2147483648,)", "(1<<2,)", "(False,)",
               "(-0,)", "(0,-1)", "(None,)", "(01,)", "(1e0,)", "(20000000,0)"]
ORDERS = ["True", "False", "0", "1", "None", "'False'", "true", "FALSE", "1.0", "not True", "(True)", "()"]
NAMES = ["a.npy", "b.npy", "x y.npy", "ét.npy", "d/e.npy", "arr_0.npy", "readme.txt", "dir/", "../a.npy", "/a.npy", "A.NPY",
         "a\\b.npy", "\0a.npy", "a.npy\0z", ".npy", ""]


def saved(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def framed(major, minor, text, data):
    length = struct.pack("<H", len(text) & 0xFFFF) if major == 1 else struct.pack("<I", len(text))
    return b"\x93NUMPY" + bytes([major, minor]) + length + text + data


def parted(file):
    """Version, header text and data of a .npy file, or None."""
    width = 2 if file[6:7] == b"\1" else 4
    if file[:6] != b"\x93NUMPY" or len(file) < 8 + width:
        return None
    end = 8 + width + int.from_bytes(file[8:8 + width], "little")
    return (file[6], file[7], file[8 + width:end], file[end:]) if end <= len(file) else None


class Mutants:
    def __init__(self, seed, testdata):
        self.seed = seed
        self.r = random.Random(seed)
        self.arrays = [self.array(dtype) for dtype in DTYPES + STRUCTS for _ in range(2)]
        self.files = [saved(array, self.r.choice([None, None, self.later(array), (3, 0)])) for array in self.arrays]
        self.files += self.golden(testdata, "npy")
        self.archives = [self.archive() for _ in range(60)] + self.golden(testdata, "npz")

    @staticmethod
    def later(array):
        """A later version than NumPy would choose; 2.0 holds Latin-1 only."""
        return (2, 0) if repr(array.dtype).encode("latin-1", "replace").decode("latin-1") == repr(array.dtype) else (3, 0)

    @staticmethod
    def golden(testdata, ending):
        paths = sorted(glob.glob(os.path.join(testdata, "**", "*." + ending), recursive=True))
        return [open(path, "rb").read() for path in paths if os.path.getsize(path) < 3000]

    def array(self, dtype):
        dtype, shape = np.dtype(dtype), self.r.choice(SHAPES)
        size = int(np.prod(shape))
        if dtype.kind == "U":
            array = np.full(size, "Aé"[:dtype.itemsize // 4], dtype)
        elif dtype.itemsize and size:
            array = np.frombuffer(self.r.randbytes(size * dtype.itemsize), dtype)
        else:
            array = np.zeros(size, dtype)
        array = array.reshape(shape)
        return np.asfortranarray(array) if self.r.random() < 0.5 else array

    def archive(self):
        r, out = self.r, io.BytesIO()
        with zipfile.ZipFile(out, "w", r.choice([0, 8, 8, 12, 14])) as archive:
            for _ in range(r.randint(0, 4)):
                content = saved(r.choice(self.arrays)) if r.random() < 0.9 else r.choice([b"hello", b""])
                with archive.open(r.choice(NAMES[:8]), "w", force_zip64=r.random() < 0.1) as member:
                    member.write(content)
            archive.comment = r.choice([b"", b"", b"cmt", b"x" * 300])
        return out.getvalue()

    def mutant(self, number):
        """The kind and the bytes of a mutant."""
        self.r = random.Random("%d/%d" % (self.seed, number))
        share = self.r.random()
        if share < 0.2:
            return NPY, self.bytes_changed(self.r.choice(self.files))
        if share < 0.62:
            return NPY, self.header_changed(self.r.choice(self.files))
        if share < 0.87:
            return NPZ, self.archive_changed(self.r.choice(self.archives))
        return DTYPE, self.dtype_text().encode("utf-8", "replace")

    # ---- bytes

    def bytes_changed(self, file):
        r, b = self.r, bytearray(file)
        for _ in range(r.choice([1, 1, 1, 2, 3, 8])):
            at = r.randint(0, max(0, (len(b) if r.random() < 0.4 else min(len(b), 140)) - 1))
            change = r.randint(0, 6)
            if change <= 1 and b:
                b[at] ^= 1 << r.randint(0, 7)
            elif change == 2 and b:
                b[at] = r.choice([0, 1, 2, 3, 4, 7, 8, 0x7F, 0x80, 0xFF, 0x20, 0x27, r.randint(0, 255)])
            elif change == 3:
                b[at:at] = r.randbytes(r.choice([1, 1, 2, 4, 8]))
            elif change == 4:
                del b[at:at + r.choice([1, 1, 2, 4, 8])]
            elif change == 5 and r.random() < 0.3:
                del b[at:]
            elif change == 6:
                b += r.randbytes(r.choice([1, 3, 16]))
        return bytes(b)

    # ---- headers

    def header_changed(self, file):
        r, parts = self.r, parted(file)
        if parts is None:
            return self.bytes_changed(file)
        major, minor, text, data = parts
        text = text.decode("utf-8" if major == 3 else "latin-1", "replace")
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            if r.random() < 0.08:
                major, minor = r.choice([0, 1, 1, 2, 3, 3, 4, 255]), r.choice([0, 0, 0, 1, 255])
            elif r.random() < 0.05:
                data = (parted(r.choice(self.files)) or parts)[3]
            else:
                text = self.text_changed(text)
        if r.random() < 0.25:
            data += r.randbytes(r.choice([1, 8, 64, 256]))
        if r.random() < 0.15:
            data = data[:r.randint(0, len(data))]
        encoded = text.encode("utf-8" if major == 3 else "latin-1", "replace")
        file = framed(major, minor, encoded, data)
        return self.bytes_changed(file) if r.random() < 0.1 else file

    def text_changed(self, text):
        r, end = self.r, len(text.rstrip())
        change, at = r.randint(0, 9), r.randint(0, end)
        if change == 0:
            return self.replaced(text, r"\d+", r.choice(NUMBERS))
        if change == 1:
            return text[:at] + r.choice(TOKENS) + text[at:]
        if change == 2:
            return text[:at] + text[at + r.choice([1, 1, 2, 5]):]
        if change in (3, 4):
            return re.sub(r"'descr': .*?, 'fortran", lambda m: "'descr': %s, 'fortran" % r.choice(DESCRS), text, count=1, flags=re.S)
        if change == 5:
            return re.sub(r"'shape': \([^)]*\)", lambda m: "'shape': " + r.choice(SHAPE_TEXTS), text, count=1)
        if change == 6:
            return self.replaced(text, "False|True", r.choice(ORDERS))
        if change == 7:
            return self.restyled(text)
        if change == 8:
            to = r.randint(at, min(len(text), at + 20))
            into = r.randint(0, end)
            return text[:into] + text[at:to] + text[into:]
        return text[:at] + r.choice("<>|=ifcuSUVMmO?b0123489'\"[](){}, :LxT") + text[at + 1:]

    def replaced(self, text, pattern, by):
        found = list(re.finditer(pattern, text))
        one = self.r.choice(found) if found else None
        return text[:one.start()] + by + text[one.end():] if one else text

    def restyled(self, text):
        bare = text.strip()
        return self.r.choice([
            text.replace("'", '"'), text.replace("'descr'", "u'descr'"), text.replace("'descr'", "b'descr'"),
            text.replace("'shape'", "'sha' 'pe'"), text.replace("'descr'", "'\\x64escr'"),
            text.replace("}", ", 'extra': 1}"), text.replace(", }", "}"), text.replace(", }", ",,}"),
            text.replace(", }", ", 'descr': '<i2'}"), text.replace(", }", ", 'shape': (1,)}"), bare, "(" + bare + ")",
            "[" + bare + "]", " " + text, "\n" + text, "\t" + text, bare + ";", bare + "#x", bare + "\n#x\n", bare + "\\\n",
            bare + "\n\n\n", bare + "\n 1", bare + " ,", text.replace(" ", "\n"), text.replace(" ", ""),
            text.replace(": ", " : "), text.replace(" ", "\t"), text.replace(" ", "\f"), text.replace(" ", "\r\n"),
            "#c\n" + text, "\ufeff" + text, "\\\n" + text, "{**" + bare + "}", bare + "\0", bare + "if 1 else 2",
            text + " " * self.r.choice([1, 63, 5000, 9990, 10000, 60000])])

    # ---- archives

    END = (b"PK\5\6", [(4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)])
    ENTRY = (b"PK\1\2", [(4, 2), (6, 2), (8, 2), (10, 2), (12, 2), (14, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2),
                         (32, 2), (34, 2), (36, 2), (38, 4), (42, 4), (46, 1), (47, 1)])
    LOCAL = (b"PK\3\4", [(4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2), (30, 1), (31, 1)])
    END64 = (b"PK\6\6", [(4, 8), (12, 2), (16, 4), (20, 4), (24, 8), (32, 8), (40, 8), (48, 8)])
    LOCATOR = (b"PK\6\7", [(4, 4), (8, 8), (16, 4)])

    def archive_changed(self, archive):
        r, change = self.r, self.r.randint(0, 9)
        if change <= 1:
            return self.bytes_changed(archive)
        if change <= 6:
            record = r.choice([self.ENTRY, self.ENTRY, self.LOCAL, self.END, self.END64, self.LOCATOR])
            return self.fields_changed(bytearray(archive), *record)
        if change == 7:
            return r.choice([
                r.randbytes(r.choice([1, 10, 100])) + archive, archive + r.randbytes(r.choice([1, 10, 100])),
                r.choice(self.archives) + archive, r.choice(self.files) + archive, archive[:r.randint(0, len(archive))]])
        return self.members_changed(archive)

    def fields_changed(self, b, signature, fields):
        r = self.r
        for _ in range(r.choice([1, 1, 2, 3])):
            records = [m.start() for m in re.finditer(re.escape(signature), bytes(b))]
            if not records:
                return self.bytes_changed(bytes(b))
            at, width = r.choice(fields)
            at += r.choice(records)
            if at + width <= len(b):
                old = int.from_bytes(b[at:at + width], "little")
                new = r.choice([old + r.choice([-2, -1, 1, 2, 64]), 0, 1, 2, 8, 9, 12, 14, 0x7FFF, 0x8000, 0xFFFF, 0x800,
                                0x801, 32, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 1 << 63])
                b[at:at + width] = (new % (1 << 8 * width)).to_bytes(width, "little")
        return bytes(b)

    def members_changed(self, archive):
        r, out = self.r, io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", r.choice([0, 8])) as new:
                for name in old.namelist():
                    content = old.read(name)
                    kept = name if r.random() < 0.7 else r.choice(NAMES)
                    new.writestr(kept, self.header_changed(content) if r.random() < 0.7 else content)
            return out.getvalue()
        except Exception:  # of an archive that Python refuses
            return self.bytes_changed(archive)

    # ---- dtypes

    def dtype_text(self):
        r = self.r
        text = r.choice(r.choice([
            [d.strip("'") for d in DESCRS], DTYPES, [repr(np.lib.format.dtype_to_descr(np.dtype(s))) for s in STRUCTS]]))
        for _ in range(r.choice([0, 1, 1, 2])):
            at, change = r.randint(0, len(text)), r.randint(0, 2)
            new = r.choice(TOKENS + NUMBERS + list("<>|=ifcuSUVMm0123489[](),:/"))
            text = text[:at] + ("" if change == 2 else new) + text[at + (0 if change == 0 else 1):]
        return text
