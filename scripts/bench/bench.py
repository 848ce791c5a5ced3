#!/usr/bin/env python3
"""Runs npyio and NumPy side by side and prints how long each took and the ratio of the two.

usage: bench.py [--rounds N] [--java JAVA] [--folder DIR] [CASE ...]

The two take turns, round by round, over the same warm files, so that a slow minute of the machine
meets both; the ratio is taken within a round and the median of the rounds is printed with its spread.
Both answer with a checksum and the run fails where they differ. Below 1, npyio is quicker. Java runs
with a fixed heap that is touched beforehand, as a server's is after its first minutes.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CLASSES = os.path.join(HERE, "..", "..", "npyio-core", "target", "classes")
FLOATS = 1 << 26  # 256 MiB of float32
SIDE = 8192  # 512 MiB of float64


def float32(path):
    np.save(path, np.arange(FLOATS, dtype="<f4"))


def big_endian(path):
    np.save(path, np.arange(FLOATS // 2, dtype=">f8"))


def fortran(path):
    np.save(path, np.asfortranarray(np.arange(SIDE * SIDE, dtype="<f8").reshape(SIDE, SIDE)))


def float64(path):
    np.save(path, np.arange(FLOATS // 2, dtype="<f8"))


GIVEN = np.zeros(FLOATS, "<f4")


def into(path):
    np.copyto(GIVEN, np.load(path, mmap_mode="r"))
    return GIVEN


# case: what it is, how its file is made, what NumPy does
CASES = {
    "load-f4-array": ("load 256 MiB <f4, new float[] | np.array(np.load(f))", float32,
                      lambda f: np.array(np.load(f))),
    "load-f4-ndarray": ("load 256 MiB <f4, new NdArray | np.load(f)", float32, np.load),
    "load-f4-given": ("load 256 MiB <f4 into a given float[] | copyto from a memmap", float32, into),
    "load-big-endian-f8": ("load 256 MiB >f8, new double[] | np.load(f).astype('<f8')", big_endian,
                           lambda f: np.load(f).astype("<f8")),
    "fortran-to-c": ("8192 x 8192 <f8 Fortran to C, new double[] | ascontiguousarray of a memmap",
                     fortran, lambda f: np.ascontiguousarray(np.load(f, mmap_mode="r"))),
    "fortran-to-c-ndarray": ("the same, new NdArray | the same", fortran,
                             lambda f: np.ascontiguousarray(np.load(f, mmap_mode="r"))),
    "astype-f8-f4": ("256 MiB <f8 to <f4, new NdArray | astype of a memmap", float64,
                     lambda f: np.load(f, mmap_mode="r").astype("<f4")),
}


def checksum(array):
    flat = array.reshape(-1)
    size = flat.size
    return float(sum(float(flat[i * (size - 1) // 999]) for i in range(1000)))


def numpy_case(run, path):
    start = time.perf_counter()
    result = run(path)
    seconds = time.perf_counter() - start
    return seconds, checksum(result)


def java_case(process, name, path):
    process.stdin.write("%s %s\n" % (name, path))
    process.stdin.flush()
    answer = process.stdout.readline().split()
    if not answer:
        sys.exit("bench.py: the Java side ended; see its message above")
    return float(answer[0]), float(answer[1])


def measure(process, name, folder, rounds):
    what, make, run = CASES[name]
    path = os.path.join(folder, name + ".npy")
    make(path)
    ours, theirs = [], []
    for i in range(rounds + 2):  # two rounds to warm up
        t1, sum1 = java_case(process, name, path)
        t2, sum2 = numpy_case(run, path)
        if abs(sum1 - sum2) > 1e-6 * abs(sum2):
            sys.exit("bench.py: %s: npyio has %r, NumPy %r" % (name, sum1, sum2))
        if i >= 2:
            ours.append(t1)
            theirs.append(t2)
    os.remove(path)
    ratios = sorted(a / b for a, b in zip(ours, theirs))
    print("%-21s %8.1f %8.1f   %5.2f  (%.2f-%.2f)  %s" % (
        name, 1e3 * statistics.median(ours), 1e3 * statistics.median(theirs),
        statistics.median(ratios), ratios[0], ratios[-1], what), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--java", default=os.environ.get("NPYIO_JAVA", "java"))
    parser.add_argument("--folder", help="where the files are made (default: a temporary folder)")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    options = parser.parse_args()
    if not os.path.isdir(CLASSES):
        sys.exit("bench.py: build first: mvn -q -Dquick -DskipTests package")
    command = [options.java, "-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch", "-cp", CLASSES,
               os.path.join(HERE, "Cases.java")]
    version = subprocess.run([options.java, "-version"], capture_output=True, text=True)
    print("%s; NumPy %s; medians of %d rounds, in ms; the ratio is npyio / NumPy" % (
        version.stderr.splitlines()[0], np.__version__, options.rounds))
    print("%-21s %8s %8s   %5s" % ("case", "npyio", "NumPy", "ratio"))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as process:
            for name in options.cases or CASES:
                measure(process, name, folder, options.rounds)


if __name__ == "__main__":
    main()
