#!/usr/bin/env python3
"""Runs `npyio stats` and `npyio diff` beside NumPy on memory maps, and prints time and memory.

usage: streaming.py [--gib N] [--rounds N] [--npyio COMMAND] [--heap SIZE] [--folder DIR] [CASE ...]

Whole processes over the same warm files, in turn, so that a slow minute of the machine affects both. The
ratio is taken within a pair, and the median of the pairs is printed with its spread; below 1, npyio is
faster. Memory is the peak of the process's own, RssAnon in /proc, without the pages of mapped files, which
belong to the page cache. Results are compared before anything is timed.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
LOAD = "import numpy as np\nload = lambda f: np.load(f, mmap_mode='r')\n"

# case: arguments of npyio, Python code; {a}, {b} and {c} are files
CASES = {
    "stats": (["stats", "--json", "{a}"],
              "a = load('{a}')\nprint(float(a.min()), float(a.max()), float(a.mean()), float(a.std()))"),
    "diff-equal": (["diff", "{a}", "{b}"], "print(np.array_equal(load('{a}'), load('{b}')))"),
    "diff-one": (["diff", "{a}", "{c}"], "print(np.array_equal(load('{a}'), load('{c}')))"),
    "diff-close": (["diff", "--rtol", "1e-5", "{a}", "{c}"],
                   "print(np.allclose(load('{a}'), load('{c}'), atol=0))"),
}


def make(folder, gib):
    """Three files of float32; only the last element of c differs."""
    files = {name: os.path.join(folder, name + ".npy") for name in "abc"}
    count = gib << 28
    random = np.random.default_rng(1)
    block = random.normal(size=1 << 24).astype("<f4")
    a = np.lib.format.open_memmap(files["a"], "w+", "<f4", (count,))
    for start in range(0, count, block.size):
        a[start:start + block.size] = block[:count - start] + np.float32(start / count)
    a.flush()
    shutil.copyfile(files["a"], files["b"])
    shutil.copyfile(files["a"], files["c"])
    c = np.load(files["c"], mmap_mode="r+")
    c[-1] += 1
    c.flush()
    return files


def watch(pid, most, done):
    while not done.wait(0.005):
        try:
            with open("/proc/%d/status" % pid) as status:
                for line in status:
                    if line.startswith("RssAnon:"):
                        most[0] = max(most[0], int(line.split()[1]))
        except OSError:
            return


def run(command, environment):
    """The seconds, the peak of its own MiB, and the standard output."""
    most, done = [0], threading.Event()
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        watcher = threading.Thread(target=watch, args=(process.pid, most, done))
        watcher.start()
        output = process.stdout.read()
        status = process.wait()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if status > 1:
        sys.exit("streaming.py: %s ended with %d" % (" ".join(command), status))
    return seconds, most[0] / 1024, output, status


def agree(name, ours, theirs):
    output, status = ours[2:]
    if name != "stats":
        return (status == 0) == (theirs[2].strip() == "True")
    found = json.loads(output)
    least, greatest, mean, std = map(float, theirs[2].split())
    # NumPy computes the mean of float32 in float32
    return (np.float32(found["min"]) == np.float32(least) and np.float32(found["max"]) == np.float32(greatest)
            and abs(found["mean"] - mean) < 1e-3 and abs(found["std"] - std) < 1e-3)


def measure(name, files, options):
    arguments, script = CASES[name]
    environment = dict(os.environ)
    environment["NPYIO_JAVA_OPTS"] = "-Xmx" + options.heap + " " + environment.get("NPYIO_JAVA_OPTS", "")
    ours = [options.npyio] + [argument.format(**files) for argument in arguments]
    theirs = [sys.executable, "-c", LOAD + script.format(**files)]
    pairs = []
    for i in range(options.rounds + 1):
        pair = run(ours, environment), run(theirs, environment)
        if not agree(name, *pair):
            sys.exit("streaming.py: %s: npyio says %r, NumPy %r" % (name, pair[0][2:], pair[1][2:]))
        if i > 0:  # the first run warms the files
            pairs.append(pair)
    ratios = sorted(a[0] / b[0] for a, b in pairs)
    print("%-11s %7.2f %7.2f   %5.2f  (%.2f-%.2f)   %6.0f %6.0f" % (
        name, statistics.median(a[0] for a, b in pairs), statistics.median(b[0] for a, b in pairs),
        statistics.median(ratios), ratios[0], ratios[-1],
        max(a[1] for a, b in pairs), max(b[1] for a, b in pairs)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gib", type=int, default=1, help="size of each of the three files")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--npyio", default=os.path.join(HERE, "..", "npyio"), help="the command")
    parser.add_argument("--heap", default="64m", help="Java's -Xmx")
    parser.add_argument("--folder", help="where the files are made (default: a temporary folder)")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    options = parser.parse_args()
    print("float32 files of %d GiB; NumPy %s; %d processors; medians of %d pairs of whole processes" % (
        options.gib, np.__version__, os.cpu_count(), options.rounds))
    print("%-11s %7s %7s   %5s  %13s %6s %6s" % (
        "case", "npyio/s", "NumPy/s", "ratio", "", "MiB", "MiB"))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        files = make(folder, options.gib)
        for name in options.cases or CASES:
            measure(name, files, options)


if __name__ == "__main__":
    main()
