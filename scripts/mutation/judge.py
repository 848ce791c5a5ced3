"""Compares npyio with NumPy on mutants; see scripts/mutants."""
import argparse
import ast
import collections
import hashlib
import io
import multiprocessing
import os
import queue
import re
import resource
import signal
import struct
import subprocess
import sys
import threading
import time
import warnings

import numpy as np

from mutants import DTYPE, NPY, NPZ, Mutants

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TARGET = os.path.join(ROOT, "npyio-core", "target")
MAX_BYTES = 1 << 26
MAX_MEMORY = 6 << 30
MAX_SECONDS = 20
EXAMPLES = 3
AHEAD = 500


# ---- NumPy

def refused(problem):
    return ["E", type(problem).__name__, " ".join(str(problem).split())[:200]]


def digest(data):
    return hashlib.md5(data).hexdigest()


def descr(dtype):
    """The descr, also of sub-arrays, of which NumPy keeps only the number of bytes."""
    if dtype.subdtype is not None:
        return "(%s, %s)" % (descr(dtype.subdtype[0]), dtype.subdtype[1])
    return repr(np.lib.format.dtype_to_descr(dtype))


def described(array):
    try:
        text = descr(array.dtype)
    except Exception as problem:
        return refused(problem)
    if array.dtype.names is not None and 0 < array.nbytes <= MAX_BYTES:
        fields = np.zeros(array.shape, array.dtype)  # whose padding is zero
        fields[...] = array
        array = fields
    data = "big" if array.nbytes > MAX_BYTES else digest(array.tobytes() if array.nbytes else b"")
    return ["A", text, str(array.shape), data]


def numpy_array(mutant):
    try:
        array = np.load(io.BytesIO(mutant), allow_pickle=False)
        return described(array) if isinstance(array, np.ndarray) else ["E", "archive", "an archive in place of an array"]
    except BaseException as problem:
        return refused(problem)


def numpy_archive(mutant):
    try:
        archive = np.load(io.BytesIO(mutant), allow_pickle=False)
        if isinstance(archive, np.ndarray):
            return described(archive)
        return ["N"] + [(name, numpy_member(archive, name)) for name in dict.fromkeys(archive.zip.namelist())]
    except BaseException as problem:
        return refused(problem)


def numpy_member(archive, name):
    try:
        value = archive[name]
        return described(value) if isinstance(value, np.ndarray) else ["B", digest(value)]
    except BaseException as problem:
        return refused(problem)


def numpy_dtype(mutant):
    text = mutant.decode("utf-8", "replace")
    try:
        if text[:1] in "[{(" and not text.startswith("()"):
            text = ast.literal_eval(text) if text[1:2] in "'\"[(" or text[:1] != "(" else text
        dtype = np.dtype(text) if isinstance(text, str) else np.lib.format.descr_to_dtype(text)
        return ["A", descr(dtype)]
    except BaseException as problem:
        return refused(problem)


NUMPY = {NPY: numpy_array, NPZ: numpy_archive, DTYPE: numpy_dtype}


def numpy_worker(mutants, numbers, pipe):
    """Sends the verdict on each mutant; a hang ends the process, as a crash of NumPy does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        kind, mutant = mutants.mutant(number)
        signal.alarm(MAX_SECONDS)
        verdict = NUMPY[kind](mutant)
        signal.alarm(0)
        pipe.send(verdict)


class Numpy:
    """NumPy in processes of its own, since some mutants end it."""

    def __init__(self, mutants, numbers):
        self.mutants, self.numbers = mutants, numbers
        self.process = None

    def verdict(self, number):
        if self.process is None:
            self.pipe, end = multiprocessing.Pipe(duplex=False)
            rest = range(number, self.numbers.stop)
            self.process = multiprocessing.Process(target=numpy_worker, args=(self.mutants, rest, end), daemon=True)
            self.process.start()
            end.close()
        try:
            return self.pipe.recv()
        except EOFError:
            self.process.join()
            status, self.process = self.process.exitcode, None
            return ["E", "ended", "by signal %d" % -status]


# ---- npyio

def read(line):
    """A verdict of MutantJudge."""
    fields = line.rstrip("\n").split("\t")
    if fields[-1].startswith("slow: "):
        return ["S", fields[-1]]
    if fields[0] == "N":
        names = [ast.literal_eval(name) for name in fields[1::2]]
        return ["N"] + list(zip(names, [member(verdict) for verdict in fields[2::2]]))
    return fields


def member(verdict):
    kind, rest = verdict.split(" ", 1)
    if kind == "A":
        descr, shape, data = re.fullmatch(r"(.*) (\([^()]*\)) (\w+)", rest).groups()
        return [kind, descr, shape, data]
    return [kind] + rest.split(" ", 1)


class Npyio:
    def __init__(self):
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
        path = os.pathsep.join(os.path.join(TARGET, folder) for folder in ("classes", "test-classes"))
        self.process = subprocess.Popen(
            [java, "-Xmx1g", "-cp", path, "io.npyio.interop.MutantJudge"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, kind, mutant):
        self.process.stdin.write({NPY: b"a", NPZ: b"z", DTYPE: b"d"}[kind] + struct.pack(">I", len(mutant)) + mutant)
        self.process.stdin.flush()

    def verdict(self):
        line = self.process.stdout.readline().decode("utf-8")
        if not line:
            raise SystemExit("npyio ended with status %s" % self.process.wait())
        return read(line)

    def close(self):
        self.process.stdin.close()
        return self.process.wait()


# ---- comparing

def kind_of_text(text):
    text = re.sub(r"^.*?: byte \d+: ", "", text)
    text = re.sub(r"the member .*? (to end before|here as)", r"the member … \1", text)
    text = re.sub(r"b?'(?:[^'\\]|\\.)*'|\"[^\"]*\"", "'…'", text)
    text = re.sub(r"\((?:\s*\d+,?\s*)*\)|\[.*\]", "(…)", text)
    text = re.sub(r"0x[0-9a-fA-F]+|\b[0-9A-F]{2}( [0-9A-F]{2})+\b|\b[0-9A-F]{8}\b|\d+", "N", text)
    return text[:110]


def compared(kind, mutant, numpy, npyio):
    """The kind of the disagreement, or None."""
    if npyio[0] == "S":
        return "npyio is slow"
    if npyio[0] == "X":
        return "npyio disagrees with itself: %s" % kind_of_text(" ".join(npyio[1:]))
    if npyio[0] == "E" and npyio[1] not in ("NpyFormatException", "IllegalArgumentException", "LiteralException"):
        return "npyio throws %s: %s" % (npyio[1], kind_of_text(npyio[2]))
    if npyio[0] == "E" and kind != DTYPE and npyio[1] != "NpyFormatException":
        return "npyio throws %s: %s" % (npyio[1], kind_of_text(npyio[2]))
    if numpy[0] == "N" and npyio[0] == "N":
        return compared_members(numpy[1:], npyio[1:])
    if npyio[0] == "N" and mutant.startswith(b"\x93NUMPY"):
        return "NumPy goes by the first bytes, npyio by the directory at the end"
    if numpy[0] == "E" and npyio[0] == "E":
        return None
    if npyio[0] == "E":
        return "npyio is stricter: " + kind_of_text(npyio[2])
    if numpy[0] == "E":
        return "npyio is laxer: %s: %s" % (numpy[1], kind_of_text(numpy[2]))
    return None if numpy == npyio else "the values differ"


def compared_members(numpy, npyio):
    if [name for name, _ in numpy] != [name for name, _ in npyio]:
        return "the names of members differ"
    for (_, one), (_, other) in zip(numpy, npyio):
        found = compared(NPZ, b"", one, other)
        if found:
            return "member: " + found
    return None


def known_kinds():
    """Patterns of kinds and the reasons for them."""
    with open(os.path.join(HERE, "known.txt"), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return [(re.compile(pattern), reason) for pattern, reason in (line.split("\t", 1) for line in lines)]


class Report:
    def __init__(self):
        self.known = known_kinds()
        self.counts, self.examples = collections.Counter(), collections.defaultdict(list)
        self.total = collections.Counter()

    def add(self, number, kind, mutant, numpy, npyio):
        found = compared(kind, mutant, numpy, npyio)
        self.total[kind, "refused" if npyio[0] == "E" else "accepted"] += 1
        if found:
            self.counts[kind, found] += 1
            if len(self.examples[kind, found]) < EXAMPLES:
                self.examples[kind, found].append((number, numpy, npyio))
        return found

    def is_known(self, kind, found):
        return any(pattern.search(kind + " " + found) for pattern, _ in self.known)

    def print(self):
        for (kind, outcome), count in sorted(self.total.items()):
            print("%8d %s %s by npyio" % (count, kind, outcome))
        new = []
        for (kind, found), count in sorted(self.counts.items(), key=lambda item: (item[0][0], -item[1])):
            is_known = self.is_known(kind, found)
            new += [] if is_known else [(kind, found)]
            print("%8d %s %s %s" % (count, "known" if is_known else "NEW  ", kind, found))
        for key in new:
            for number, numpy, npyio in self.examples[key]:
                print("NEW %s %s\n    mutant %d\n    NumPy %s\n    npyio %s" % (*key, number, numpy, npyio))
        print("%d mutants, %d disagreements of %d kinds, %d kinds new" % (
            sum(self.total.values()), sum(self.counts.values()), len(self.counts), len(new)))
        return 1 if new else 0


def end_early(number, frame):
    raise KeyboardInterrupt


def judge(mutants, numbers, keep):
    """The report on all mutants, or on those judged until Ctrl-C or SIGTERM."""
    numpy, npyio, report, sent = Numpy(mutants, numbers), Npyio(), Report(), queue.Queue(AHEAD)

    def feed():
        for number in numbers:
            kind, mutant = mutants.mutant(number)
            npyio.send(kind, mutant)
            sent.put((number, kind, mutant))
        sent.put(None)

    threading.Thread(target=feed, daemon=True).start()
    signal.signal(signal.SIGTERM, end_early)
    try:
        while (one := sent.get()) is not None:
            number, kind, mutant = one
            found = report.add(number, kind, mutant, numpy.verdict(number), npyio.verdict())
            if keep and found and not report.is_known(kind, found):
                os.makedirs(keep, exist_ok=True)
                with open(os.path.join(keep, "%d.%s" % (number, kind)), "wb") as file:
                    file.write(mutant)
        npyio.close()
    except KeyboardInterrupt:
        npyio.process.kill()
    return report


def main():
    parser = argparse.ArgumentParser(prog="scripts/mutants", description=__doc__)
    parser.add_argument("-n", type=int, default=20000, metavar="COUNT", help="mutants; default 20000")
    parser.add_argument("--seed", type=int, default=20261128, help="of the mutants")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="judge one mutant, and show the verdicts")
    parser.add_argument("--keep", metavar="FOLDER", help="write mutants of new kinds to this folder")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    start = time.time()
    mutants = Mutants(options.seed, os.path.join(ROOT, "testdata"))
    if options.only is not None:
        kind, mutant = mutants.mutant(options.only)
        npyio = Npyio()
        npyio.send(kind, mutant)
        print("%s\n%r\nNumPy %s\nnpyio %s" % (kind, mutant, NUMPY[kind](mutant), npyio.verdict()))
        npyio.close()
        return 0
    print("seed %d, NumPy %s" % (options.seed, np.__version__))
    status = judge(mutants, range(options.n), options.keep).print()
    print("%.0f s" % (time.time() - start))
    return status


if __name__ == "__main__":
    sys.exit(main())
